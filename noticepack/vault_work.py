"""What a custodian does with the vault: take an original out, turn the keys."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from config.errors import Damaged, NotStored, UsageError
from config.settings import Settings
from noticepack.bootstrap import App
from noticepack.keys import add_recipient, vault_identity, vault_recipients
from noticepack.long_work import Bookmark, bar, in_order
from storage.durable import PRIVATE_FILE
from storage.vault import Vault

THREADS = 4


@dataclass(frozen=True, slots=True)
class Taken:
    """An original on disk."""

    digest: str
    file: Path
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What a pass over the vault did."""

    done: int
    damaged: tuple[str, ...]
    """Digests whose ciphertext is not what was kept."""


def identity_text(settings: Settings, file: Path | None) -> str:
    """The identity of the file named, or of the settings. Raises: UsageError."""
    if file is None:
        return vault_identity(settings)
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file}: cannot be read", advice="Name a file with an age identity that you may read."
        ) from error


def take_original(app: App, start: str, identity: str, out: Path | None) -> Taken:
    """Write one original to a new file that only its owner may read; recorded before a byte of it is read.

    Raises: NotStored, Damaged, NotPermitted. UsageError (the identity does not fit, or the file is there).
    """
    digest = app.vault.find(start)
    target = out or Path(digest.removeprefix("sha256:")[:12])
    if target.exists():
        raise UsageError(f"{target}: there is something already", advice="Name a new file with --out.")
    with app.audit.retrieval("vault.get", digest, file=target.name):
        data = Vault.get(app.vault, digest, identity)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
    return Taken(digest, target, len(data))


def turn_in(app: App, recipient: str) -> tuple[str, ...]:
    """Encrypt originals to one more key from now on; all keys then in force. Raises: UsageError, NotPermitted."""
    app.audit.require("vault.recipients")
    before = vault_recipients(app.settings)
    after = add_recipient(app.settings, recipient)
    if after != before:
        app.audit.record("config.change", "vault.recipients", was=", ".join(before), now=", ".join(after))
        app.audit.seal()
    return after


def rewrap_all(app: App, identity: str, *, resume: bool) -> Worked:
    """Encrypt every original anew, to the recipients of now. What is damaged is left as it is, and told.

    Raises: NotPermitted. UsageError (the identity opens something not: earlier ones are done, go on with another).
    """
    recipients = ",".join(vault_recipients(app.settings))
    app.audit.permit("vault.rewrap", recipients=recipients)

    def rewrap(digest: str) -> bool:
        try:
            app.vault.rewrap(digest, identity)
        except Damaged:
            return False
        return True

    mark = Bookmark.open(app.settings.home / "progress" / "rewrap.json", recipients, resume=resume)
    digests = sorted(app.vault.digests())
    rest = mark.rest(digests)
    with mark.keeping(), bar("rewrapping", len(digests), len(digests) - len(rest)) as step:
        for digest, sound in in_order(rewrap, rest, THREADS):
            mark.step(digest, not sound)
            step(0)
    app.audit.record("vault.rewrap", outcome="done", rewrapped=mark.done - len(mark.found), damaged=len(mark.found))
    app.audit.seal()
    return Worked(mark.done, tuple(mark.found))


def check_vault(app: App, identity: str | None, *, resume: bool) -> Worked:
    """Read every original's ciphertext; with an identity also decrypt it and compare it with its digest.

    Raises: NotPermitted. UsageError (the identity opens something not).
    """
    if identity is not None:
        app.audit.permit("vault.verify", decrypted="yes")

    def sound(digest: str) -> bool:
        try:
            app.vault.check(digest, identity)
        except (Damaged, NotStored):
            return False
        return True

    work = "decrypted" if identity is not None else "read"
    mark = Bookmark.open(app.settings.home / "progress" / "vault-verify.json", work, resume=resume)
    digests = sorted(app.vault.digests())
    rest = mark.rest(digests)
    with mark.keeping(), bar("checking originals", len(digests), len(digests) - len(rest)) as step:
        for digest, fine in in_order(sound, rest, THREADS):
            mark.step(digest, not fine)
            step(0)
    app.audit.record("vault.verify", outcome="done", checked=mark.done, damaged=len(mark.found), how=work)
    return Worked(mark.done, tuple(mark.found))

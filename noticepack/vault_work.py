"""What a custodian does with the vault: take an original out, turn the keys."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.errors import Damaged, NoticepackError, NotStored, UsageError
from config.settings import Settings
from noticepack.bootstrap import App
from noticepack.keys import add_recipient, vault_identity, vault_recipients
from noticepack.long_work import Bookmark, bar, in_order
from storage.durable import PRIVATE_FILE
from storage.vault import Vault

THREADS = 4
TRIES = 5
"""Things that an identity may fail to open before it is called the wrong one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An original on disk."""

    digest: str
    file: Path
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What a pass over all that is encrypted did."""

    done: int
    damaged: tuple[str, ...]
    """What is not as it was kept, or does not open to the identity: the digest of an original, `docket/` or `journal/`
    and a digest."""


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
    """Encrypt originals, docket and journal anew, to the recipients of now.

    What cannot be opened is left as it is, and told.

    Raises: NotPermitted. UsageError (the identity opens nothing).
    """
    recipients = ",".join(vault_recipients(app.settings))
    app.audit.permit("vault.rewrap", recipients=recipients)
    mark = Bookmark.open(app.settings.home / "progress" / "rewrap.json", recipients, resume=resume)
    done = _each(app, mark, "rewrapping", lambda vault, digest: vault.rewrap(digest, identity))
    app.audit.record("vault.rewrap", outcome="done", rewrapped=done.done - len(done.damaged), damaged=len(done.damaged))
    app.audit.seal()
    return done


def check_vault(app: App, identity: str | None, *, resume: bool) -> Worked:
    """Read every ciphertext of vault, docket and journal; with an identity also compare what is in it with its digest.

    Raises: NotPermitted. UsageError (the identity opens nothing).
    """
    if identity is not None:
        app.audit.permit("vault.verify", decrypted="yes")
    work = "decrypted" if identity is not None else "read"
    mark = Bookmark.open(app.settings.home / "progress" / "vault-verify.json", work, resume=resume)
    done = _each(app, mark, "checking", lambda vault, digest: vault.check(digest, identity))
    app.audit.record("vault.verify", outcome="done", checked=done.done, damaged=len(done.damaged), how=work)
    return done


def _encrypted(app: App) -> dict[str, tuple[Vault, str]]:
    """All that is encrypted to the vault's recipients by its name, with where it lies and its digest."""
    places = {"": app.vault, "docket/": app.docket, "journal/": app.journal.vault}
    return {place + digest: (vault, digest) for place, vault in places.items() for digest in vault.digests()}


def _each(app: App, mark: Bookmark, what: str, act: Callable[[Vault, str], None]) -> Worked:
    """Do it with everything encrypted; one that fails is told and stops no other.

    An age file whose header is damaged and one for other recipients look alike: neither opens. Only when the first ones
    all do not open is it the identity that is wrong.
    """

    things = _encrypted(app)

    def tried(name: str) -> NoticepackError | None:
        try:
            act(*things[name])
        except (Damaged, NotStored, UsageError) as error:
            return error
        return None

    names = sorted(things)
    rest = mark.rest(names)
    opened = mark.done > len(mark.found)
    unfit: UsageError | None = None
    with mark.keeping(), bar(what, len(names), len(names) - len(rest)) as step:
        for name, error in in_order(tried, rest, THREADS):
            opened = opened or error is None
            unfit = unfit or (error if isinstance(error, UsageError) else None)
            if unfit is not None and not opened and mark.done + 1 in (TRIES, len(names)):
                raise unfit
            mark.step(name, error is not None)
            step(0)
    return Worked(mark.done, tuple(mark.found))

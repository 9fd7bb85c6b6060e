"""The secrets noticepack makes for itself under `home` on its first run: the vault's key pair and the redaction key.

Each is written once, readable by its owner only, and never printed. A deployment that names its own recipients or key
files in the settings has none of them made.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from config.errors import UsageError
from config.settings import Settings
from storage.durable import replace_file
from storage.exclusive import hold_folder
from storage.vault import check_recipient, new_identity, recipients_of

IDENTITY = "vault-identity.txt"
RECIPIENT = "vault-recipient.txt"
REDACTION_KEY = "redaction.key"
KEY_BYTES = 32


def vault_recipients(settings: Settings) -> tuple[str, ...]:
    """The age public keys originals are encrypted to; without any in the settings, those of the pair under `home`."""
    if settings.vault.recipients:
        return settings.vault.recipients
    public = settings.home / RECIPIENT
    if not public.exists():
        with hold_folder(settings.home):
            _make_pair(settings.home / IDENTITY, public)
    return tuple(_read(public).split())


def _make_pair(secret: Path, public: Path) -> None:
    """The pair, unless another program made it meanwhile; one that was cut short between the two is completed."""
    if not secret.exists():
        replace_file(secret, f"{new_identity()[0]}\n".encode("ascii"))
    if not public.exists():
        replace_file(public, "".join(f"{one}\n" for one in recipients_of(_read(secret))).encode("ascii"))


def add_recipient(settings: Settings, recipient: str) -> tuple[str, ...]:
    """Encrypt originals to one more public key from now on; all that are then in force.

    Raises: UsageError (the settings name the recipients: then it belongs there; or it is no age public key).
    """
    if settings.vault.recipients:
        raise UsageError("the settings name the recipients", advice=f"Add {recipient} to vault.recipients there.")
    before = vault_recipients(settings)
    check_recipient(recipient)
    after = tuple(dict.fromkeys((*before, recipient)))
    replace_file(settings.home / RECIPIENT, "".join(f"{one}\n" for one in after).encode("ascii"))
    return after


def vault_identity(settings: Settings) -> str:
    """The age secret key that reads originals back.

    Raises:
        UsageError: there is none on this machine, as is right for a pipeline that only writes.
    """
    file = _identity_file(settings)
    if not has_vault_identity(settings):
        raise UsageError(
            f"{file}: there is no vault identity here, so originals cannot be read back",
            advice="Set vault.identity_file on a machine that may read originals.",
        )
    return _read(file)


def has_vault_identity(settings: Settings) -> bool:
    """Whether originals can be read back on this machine."""
    return _identity_file(settings).exists()


def _identity_file(settings: Settings) -> Path:
    return settings.vault.identity_file or settings.home / IDENTITY


def redaction_key(settings: Settings) -> bytes:
    """The secret that keys pseudonyms; without a file in the settings, the one under `home`."""
    file = settings.redaction_key_file or settings.home / REDACTION_KEY
    if settings.redaction_key_file is None and not file.exists():
        with hold_folder(settings.home):
            if not file.exists():
                replace_file(file, f"{secrets.token_hex(KEY_BYTES)}\n".encode("ascii"))
    text = _read(file).strip()
    if len(text) < KEY_BYTES:
        raise UsageError(
            f"{file}: the redaction key is shorter than {KEY_BYTES} characters",
            advice="Write at least 32 random characters into it, for example of `openssl rand -hex 32`.",
        )
    return text.encode()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(
            f"{file}: {error.strerror}", advice="Name a file that exists and that you may read."
        ) from error

"""The vault: every original, byte for byte, encrypted with age to one or more recipients.

Keys are `vault/<first two hex digits>/<sha256 of the plain bytes>.age`. Writing needs only recipients (public keys), so
a pipeline that was broken into cannot read back what it kept; reading needs an identity (private key).
Format: age-encryption.org/v1 (https://age-encryption.org/v1), readable with the `age` command.

    >>> from pathlib import Path
    >>> import tempfile
    >>> from storage.directory import DirectoryStore
    >>> identity, recipient = new_identity()
    >>> vault = Vault(DirectoryStore(Path(tempfile.mkdtemp())), (recipient,))
    >>> vault.get(vault.keep(b"a notice"), identity)
    b'a notice'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pyrage

from config.errors import AlreadyStored, Damaged, NotStored, StorageError, UsageError
from storage.locks import Lock, under
from storage.objects import ObjectStore, digest_of

DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
KEY = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})\.age")
AGE_HEADER = b"age-encryption.org/v1\n"
NO_MATCH = "No matching keys found"  # what pyrage says when the file is sound but for others


def new_identity() -> tuple[str, str]:
    """A new key pair: the identity (secret, `AGE-SECRET-KEY-1…`) and its recipient (public, `age1…`)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipients_of(identity: str) -> tuple[str, ...]:
    """The public keys of identities. Raises: UsageError (not an age private key)."""
    return tuple(str(one.to_public()) for one in _identities(identity))


class Vault:
    """Originals in a store, encrypted to `recipients`."""

    def __init__(
        self,
        store: ObjectStore,
        recipients: tuple[str, ...],
        prefix: str = "vault",
        lock_now: Callable[[], Lock | None] = lambda: None,
    ) -> None:
        """`lock_now` tells how long what is kept now is to be kept, where the store has locks.

        Raises: UsageError (no recipient, or one that is not an age public key)."""
        if not recipients:
            raise UsageError("the vault has no recipient to encrypt to", advice="Set at least one `age1…` public key.")
        self._store, self._prefix, self._lock_now = store, prefix, lock_now
        self._recipients = tuple(map(_recipient, recipients))

    def keep(self, data: bytes) -> str:
        """Keep the bytes, durable when this returns; their digest. Bytes kept before are not written again."""
        digest = digest_of(data)
        if not self.has(digest):
            try:
                under(self._store, self._lock_now()).put_new(
                    self._key(digest), pyrage.encrypt(data, list(self._recipients))
                )
            except AlreadyStored:
                return digest  # another writer kept the same bytes just now: a ciphertext is never the same twice
        return digest

    def has(self, digest: str) -> bool:
        """Whether the bytes with this digest are kept."""
        try:
            self._store.head(self._key(digest))
        except NotStored:
            return False
        return True

    def get(self, digest: str, identity: str) -> bytes:
        """The bytes with this digest.

        Raises:
            NotStored: no such bytes were kept.
            Damaged: what was kept cannot be decrypted although the identity fits, or decrypts to other bytes.
            UsageError: the identity is not an age private key, or does not fit.
        """
        key = self._key(digest)
        data = _decrypt(key, self._store.get(key), _identities(identity))
        if digest_of(data) != digest:
            raise Damaged(f"{key}: holds other bytes than its name says")
        return data

    def find(self, start: str) -> str:
        """The digest that begins so, with or without `sha256:`; at least four digits.

        Raises: NotStored (none does), UsageError (several do, or it is too short).
        """
        digits = start.removeprefix("sha256:")
        if not re.fullmatch(r"[0-9a-f]{4,64}", digits):
            raise UsageError(f"not the beginning of a digest: {start[:80]!r}", advice="Give four hex digits at least.")
        found = list(self._below(f"{digits[:2]}/{digits}"))
        if not found:
            raise NotStored(f"the vault keeps nothing whose digest begins {start}")
        if len(found) > 1:
            raise UsageError(f"{len(found)} digests begin {start}", advice="Give more digits.")
        return found[0]

    def check(self, digest: str, identity: str | None = None) -> None:
        """Read what is kept under the digest, and with an identity also decrypt it.

        Raises: NotStored, Damaged. UsageError (the identity does not fit).
        """
        if identity is not None:
            Vault.get(self, digest, identity)
        elif not self._store.get(self._key(digest)).startswith(AGE_HEADER):
            raise Damaged(f"{self._key(digest)}: is no age file")

    def rewrap(self, digest: str, identity: str) -> None:
        """Encrypt what is kept under the digest anew, to the recipients of now.

        Raises: as `get`. Conflict (another did so just now).
        """
        key = self._key(digest)
        tag = self._store.head(key).tag
        data = Vault.get(self, digest, identity)
        under(self._store, self._lock_now()).replace(key, pyrage.encrypt(data, list(self._recipients)), tag=tag)

    def digests(self) -> Iterator[str]:
        """Digests of all that is kept, in the order of the store."""
        return self._below("")

    def _below(self, start: str) -> Iterator[str]:
        for key in self._store.keys(f"{self._prefix}/{start}"):
            match = KEY.fullmatch(key.removeprefix(f"{self._prefix}/"))
            if match:
                yield f"sha256:{match[1]}"

    def _key(self, digest: str) -> str:
        match = DIGEST.fullmatch(digest)
        if not match:
            raise StorageError(f"not a digest: {digest[:80]!r}")
        return f"{self._prefix}/{match[1][:2]}/{match[1]}.age"


def check_recipient(text: str) -> None:
    """Raises: UsageError (not an age public key)."""
    _recipient(text)


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise UsageError(
            f"not an age recipient: {text.strip()[:6]!r}…", advice="Give the public key that starts with `age1`."
        ) from error


def _identities(text: str) -> list[pyrage.x25519.Identity]:
    """The keys in an identity file, one a line: comments and empty lines are skipped, as `age` does. Never shows it."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in lines or [""]]
    except pyrage.IdentityError as error:
        raise UsageError(
            "not an age identity", advice="Give the file whose lines start with `AGE-SECRET-KEY-1`."
        ) from error


def _decrypt(key: str, data: bytes, identities: list[pyrage.x25519.Identity]) -> bytes:
    try:
        return bytes(pyrage.decrypt(data, identities))
    except pyrage.DecryptError as error:
        if str(error) == NO_MATCH:
            raise UsageError(
                f"{key}: this identity cannot open it",
                advice="Use the identity of a recipient of that time; if it is one, the head of the file is damaged.",
            ) from error
        raise Damaged(f"{key}: cannot be decrypted") from error

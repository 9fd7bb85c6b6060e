"""Checkpoints of the audit log: signed statements of how many records there are and what the last one is.

Each lies in the store, under its lock, beside the records it covers: from then on none of them can be changed, removed
or moved unnoticed. Signatures are Ed25519 (RFC 8032) over the bytes of the
checkpoint file, in a file of their own, so that `openssl pkeyutl -verify -rawin` checks them.

    audit/<log>/public.pem                             the key
    audit/<log>/records/000000000001-000000000012.jsonl
    audit/<log>/checkpoints/000000000012.json          the statement
    audit/<log>/checkpoints/000000000012.sig           64 bytes

`<log>` is the first 16 hex digits of the SHA-256 of the public key (DER), so a log cannot change its key.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from config.errors import Damaged
from storage.audit_record import canonical

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "noticepack-audit-checkpoint/1"
HEX = re.compile(r"[0-9a-f]{64}")
ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What is stated about a log."""

    log: str
    records: int
    """How many records there are; the last one's number."""
    head: str
    """SHA-256 of the last record's line."""
    first: int
    """Number of the first record in this checkpoint's own file; those before belong to the checkpoints before."""
    segment: str
    """SHA-256 of that file."""
    previous: str
    """SHA-256 of the checkpoint before; zeros for the first."""
    at: str
    """UTC, `2026-03-12T09:14:00.000000Z`."""

    def __post_init__(self) -> None:
        """Raises: Damaged (numbers or digests that cannot be)."""
        if not 1 <= self.first <= self.records or not all(map(HEX.fullmatch, (self.head, self.segment, self.previous))):
            raise Damaged(f"not a checkpoint of an audit log: {self.log} {self.records}")

    @property
    def key(self) -> str:
        """Key of the statement."""
        return f"audit/{self.log}/checkpoints/{self.records:012}.json"

    @property
    def signature_key(self) -> str:
        """Key of its signature."""
        return f"audit/{self.log}/checkpoints/{self.records:012}.sig"

    @property
    def segment_key(self) -> str:
        """Key of its records."""
        return f"audit/{self.log}/records/{self.first:012}-{self.records:012}.jsonl"

    def to_bytes(self) -> bytes:
        """The statement as it is signed."""
        return canonical({"format": FORMAT} | asdict(self)) + b"\n"


def bytes_to_checkpoint(data: bytes) -> Checkpoint:
    """The checkpoint in a statement. Raises: Damaged (it is none)."""
    try:
        plain = json.loads(data)
        if plain.pop("format") != FORMAT:
            raise ValueError("of another format")
        found = Checkpoint(**plain)
        if found.to_bytes() != data:
            raise ValueError("not canonical")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"not a checkpoint of an audit log: {error}"[:300]) from error
    return found


def checkpoint_hash(data: bytes) -> str:
    """What the next checkpoint names: SHA-256 of the statement."""
    return hashlib.sha256(data).hexdigest()


def new_key() -> bytes:
    """A new private key, PEM (PKCS 8, not encrypted)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


class Signer:
    """The key of a log that this machine writes."""

    def __init__(self, private: bytes) -> None:
        """Raises: Damaged (not an Ed25519 private key in PEM)."""
        self._key = _private(private)
        self.public = _public_pem(self._key.public_key())
        self.fingerprint = fingerprint(self.public)

    def sign(self, data: bytes) -> bytes:
        """64 bytes; the same for the same data."""
        return self._key.sign(data)


def fingerprint(public: bytes) -> str:
    """SHA-256 of the public key (DER, SubjectPublicKeyInfo): 64 hex digits. Raises: Damaged (no such key).

    The same as `openssl pkey -pubin -in public.pem -outform DER | sha256sum`.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    der = _public(public).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def signed_by(public: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed the data. Raises: Damaged (no such key)."""
    from cryptography.exceptions import InvalidSignature

    try:
        _public(public).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _private(pem: bytes) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, None)
    except (ValueError, TypeError) as error:
        raise Damaged("the key of the audit log cannot be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Damaged("the key of the audit log is not Ed25519")
    return key


def _public(pem: bytes) -> Ed25519PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Damaged("the public key of an audit log cannot be read") from error
    if not isinstance(key, Ed25519PublicKey) or _public_pem(key) != pem:
        raise Damaged("the public key of an audit log is not Ed25519, or not written as it was")
    return key


def _public_pem(key: Ed25519PublicKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

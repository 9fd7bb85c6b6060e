"""What signatures prove about mails: checked elsewhere (ingest.signatures, with DNS), handed to the judge as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """What came of checking a signature."""

    PASSED = "passed"
    BROKEN = "broken"
    """The key is there and does not fit: the mail was changed, or it was never signed by that domain."""
    UNKNOWN = "unknown"
    """The key could not be had, or the signature is of a kind that proves nothing."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM signature (RFC 6376) of a mail."""

    domain: str
    """`d=`, lower case."""
    check: Check
    why: str
    """For people; empty when it passed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What one server told about a mail in an ARC set (RFC 8617) of a chain that was verified."""

    domain: str
    """Who sealed it: `d=` of the ARC-Seal, lower case."""
    results: str
    """Its ARC-Authentication-Results as an Authentication-Results value."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven about one mail."""

    mail: str
    """Digest of the mail's bytes."""
    signatures: tuple[Signature, ...] = ()
    sealed: tuple[Sealed, ...] = ()
    """Empty unless the whole chain is valid and every seal is of a trusted server's domain."""
    chain_fault: str = ""
    """Why an ARC chain that is there proves nothing, for people."""


def proof_of(mail: str, proofs: tuple[Proof, ...]) -> Proof:
    """The proof about a mail; an empty one when nothing was checked."""
    return next((one for one in proofs if one.mail == mail and mail), Proof(mail))

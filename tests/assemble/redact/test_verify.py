"""The proof fails closed: what a writer forgot, a reader that fails and a type without reader let nothing by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assemble.files import PacketFile
from assemble.redact.file import informed
from assemble.redact.readers import READERS, Reader
from assemble.redact.replace import Redactor
from assemble.redact.verify import Draft, RedactedPacket, check
from config.errors import ItemError
from config.redaction import load_redaction
from config.words import Audience
from tests.assemble.redact.shared import KEY

IBAN = "DE89 3704 0044 0532 0130 00"
LEFT: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "without blanks": lambda value: value.replace(" ", ""),
    "with dashes": lambda value: value.replace(" ", "-"),
    "backward": lambda value: value[::-1],
    "in hexadecimal digits": lambda value: value.encode().hex(),
    "in full width": lambda value: "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in value),
    "its middle": lambda value: value[5:16],
}


def proof(text: str, readers: tuple[Reader, ...] = READERS, media_type: str = "text/plain") -> None:
    """Ask for the proof of a file in which a writer left this."""
    seeker = informed([f"IBAN: {IBAN}"], Redactor(load_redaction(), Audience.AUDITOR, KEY))
    draft = Draft(PacketFile("a.txt", media_type, text.encode()), "Fine words stay.")
    check(draft, seeker.known, seeker, readers)


@pytest.mark.parametrize("way", sorted(LEFT))
def test_what_a_writer_forgot_is_seen(way: str) -> None:
    """In whichever way the value was left; the reason never tells it."""
    with pytest.raises(ItemError, match="was seen by") as told:
        proof(f"Fine words stay. {LEFT[way](IBAN)}")

    assert told.value.code == "redaction.unproven"
    assert "0532" not in str(told.value)
    proof("Fine words stay.")


def test_a_reader_that_fails_proves_nothing() -> None:
    """Whatever it raised."""
    broken = replace(READERS[0], texts=lambda data: [str(1 // 0)])

    with pytest.raises(ItemError, match="cannot read the redacted file"):
        proof("Fine words stay.", (broken,))


def test_a_type_without_a_reader_is_not_proven() -> None:
    """Nothing has looked at it."""
    with pytest.raises(ItemError, match="there is no reader"):
        proof("Fine words stay.", media_type="application/x-none")


def test_only_the_proof_makes_a_redacted_packet() -> None:
    """Whoever holds one holds files that were proven."""
    with pytest.raises(TypeError):
        RedactedPacket("case", Audience.AUDITOR, (), None)  # type: ignore[arg-type]  # nothing of it is read

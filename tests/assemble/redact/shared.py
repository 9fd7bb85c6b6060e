"""What the tests of all formats share: the engine, and one file redacted by itself."""

from __future__ import annotations

from functools import cache

from assemble.files import PacketFile
from assemble.packet import Packet
from assemble.redact import RedactedPacket, redact_packet
from config.redaction import load_redaction
from config.words import Audience
from extract.documents.tesseract import Tesseract, find_tesseract
from tests.conftest import missing

KEY = b"a key of the tests, thirty-two b"
REPORT = "redaction.json"


@cache
def engine() -> Tesseract:
    """The OCR engine, without the detection of scripts: these pages are Latin."""
    found = find_tesseract()
    if found is None:
        missing("tesseract", "install tesseract-ocr")
        raise AssertionError
    return Tesseract(found.path, ("eng",))


def redact(data: bytes, media_type: str, *, ocr: bool = True, name: str = "paper") -> RedactedPacket:
    """The file alone, as an auditor may see it."""
    packet = Packet("case", (PacketFile(name, media_type, data),), ())
    return redact_packet(packet, load_redaction(), audience=Audience.AUDITOR, key=KEY, ocr=engine() if ocr else None)


def output(redacted: RedactedPacket) -> bytes:
    """The redacted file."""
    assert redacted.report.withheld == ()
    return next(f.data for f in redacted.files if f.name != REPORT)

"""Bitcoin addresses with their check sum, by Presidio: where money went is as private as a bank account."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.redact.detectors.presidio import Recogniser, recognised
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

RECOGNISERS = (Recogniser("CryptoRecognizer", by_form=True),)


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every address whose check sum is right."""
    yield from recognised(text, RECOGNISERS)

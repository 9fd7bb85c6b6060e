"""Japanese individual numbers (My Number, 12 digits) where a label says so."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.redact.detectors.patterns import context_hits, digits_of, label, labelled
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

_WORDS = label("マイナンバー", "個人番号", "个人番号", "My Number", "mynumber", "individual number")
_LABELLED = labelled(_WORDS, digits_of(12, 12))


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every twelve digits that a label calls one, right check digit or not."""
    yield from context_hits(_LABELLED, text)

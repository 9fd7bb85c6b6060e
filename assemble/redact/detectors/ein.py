"""US employer identification numbers where a label says so (no check digit)."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.us import ein

from assemble.redact.detectors.patterns import context_hits, digits, digits_of, label, labelled
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

_WORDS = label("EIN", "employer identification", "federal tax ID", "federal tax", "FEIN", "tax ID", "TIN")
_LABELLED = labelled(_WORDS, digits_of(9, 9))


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number with a campus prefix in use."""
    yield from context_hits(_LABELLED, text, lambda v: bool(ein.is_valid(digits(v))))

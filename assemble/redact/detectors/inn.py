"""Russian taxpayer numbers (INN, 10 or 12 digits) where a label says so."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.redact.detectors.patterns import context_hits, digits, digits_of, label, labelled
from assemble.redact.sensitive import Hit
from config.redaction import RedactionPolicy

_LABELLED = labelled(label("ИНН", "INN", "идентификационный номер налогоплательщика"), digits_of(10, 12))


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number of the right length; a wrong check digit after the label is a slip of the pen and goes too."""
    yield from context_hits(_LABELLED, text, lambda v: len(digits(v)) in (10, 12))

"""Passport numbers where a label says so, and the machine readable zone (ICAO Doc 9303 parts 4 to 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.detectors.patterns import compact, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_WORDS = label(
    "passport",
    "护照",
    "护照号",
    "旅券",
    "パスポート番号",
    "Reisepass",
    "Pass-Nr",
    "Passnummer",
    "passeport",
    "pasaporte",
    "passaporto",
    "паспорт",
    "паспорта",
    "серия и номер",
)
_LABELLED = labelled(
    _WORDS,
    r"(?:[0-9A-Z]{6,10}|(?:серия )?\d\d ?\d\d[, ]{0,2}(?:номер |[#N]?o?\.?)[ ]{0,2}\d{6})",
    between=r"[^0-9A-Z\n\[]{0,24}(?:\n\s{0,8})?",
)
_ZONE = re.compile(r"[ACIPV][A-Z<][A-Z]{3}[A-Z0-9<]{20,50}(?:\s{0,4}[A-Z0-9<]{25,50}){0,2}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number with at least four digits that a label calls a passport, and every machine readable zone."""
    yield from context_hits(_LABELLED, text, lambda v: sum(c.isdigit() for c in compact(v)) >= 4)
    for match in _ZONE.finditer(text):
        if "<<" in match[0]:
            yield Hit(match.start(), match.end(), Strength.FORM)

"""EU and UK VAT numbers with their national check digits; other tax numbers where a label says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat

from assemble.redact.detectors.patterns import START, compact, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_COUNTRY = "AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|GB|XI"
_CANDIDATE = re.compile(rf"{START}(?:{_COUNTRY})(?:[ .\-\n]{{0,2}}[0-9A-Za-z+*]){{8,13}}")
_WORDS = label(
    "VAT",
    "VAT Reg",
    "VAT ID",
    "USt-IdNr",
    "USt-ID",
    "USt",
    "UID",
    "MwSt",
    "TVA",
    "Partita IVA",
    "P.IVA",
    "P. IVA",
    "IVA",
    "NIF",
    "CIF",
    "SIREN",
    "SIRET",
    "tax",
    "tax ID",
    "tax identification",
    "taxpayer",
    "TIN",
    "Steuernummer",
    "Steuer-Nr",
    "St.-Nr",
    "税号",
    "纳税人识别号",
    "税务登记号",
    "税番号",
    "НДС",
    "КПП",
    "ОГРН",
    "ОГРНИП",
)
_DATED = re.compile(r"[A-Za-z]/.*/(?:19|20)\d\d$")
"""The number of an invoice (`Faktura VAT nr FV/417/03/2026`)."""
_LABELLED = labelled(_WORDS, r"[0-9A-Z](?:[ .\-/]?[0-9A-Za-z]){6,19}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every valid VAT number with its country code, and what a label calls a tax number."""
    at = 0
    while match := _CANDIDATE.search(text, at):
        end = _end_of_valid(text, match.start(), match.end())
        if end:
            yield Hit(match.start(), end, Strength.FORM)
        at = end or match.start() + 2
    yield from context_hits(_LABELLED, text, lambda v: sum(c.isdigit() for c in v) >= 6 and not _DATED.search(v))


def _end_of_valid(text: str, start: int, end: int) -> int:
    """Where the longest valid number ends that starts at `start`, 0 when none does."""
    for stop in range(end, start + 8, -1):
        whole = not text[stop : stop + 1].isalnum() or not text[stop].isascii()
        if whole and text[stop - 1].isalnum() and _is_valid(compact(text[start:stop])):
            return stop
    return 0


def _is_valid(number: str) -> bool:
    if number[:2] in ("GB", "XI"):
        return bool(gb_vat.is_valid(number[2:]))
    return sum(c.isdigit() for c in number) >= 6 and bool(eu_vat.is_valid(number))

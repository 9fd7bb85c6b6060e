"""IBAN (ISO 13616): country length and structure, and mod 97 over all of it, through python-stdnum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban

from assemble.redact.detectors.patterns import START, compact, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_GAP = r"(?:[^0-9A-Za-z\t]{0,3}|[ ]{0,2}\n[ ]{1,40})"
"""Between two characters: the check digits and the length, which a country has one of, tell it from other words."""
_CANDIDATE = re.compile(rf"{START}[A-Za-z]{{2}}{_GAP}\d{_GAP}\d(?:{_GAP}[0-9A-Za-z]){{11,30}}")
_LABELLED = labelled(label("IBAN"), r"[A-Za-z]{2}\d\d(?:[ \-]?[0-9A-Za-z]{1,4}){3,8}")
_SHORTEST = 15


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every valid IBAN, and what a label calls one."""
    at = 0
    while match := _CANDIDATE.search(text, at):
        end = _end_of_valid(text, match.start(), match.end())
        if end:
            yield Hit(match.start(), end, Strength.FORM)
        at = end or match.start() + 2
    yield from context_hits(_LABELLED, text, _is_wrong_one)


def _is_wrong_one(value: str) -> bool:
    """Whether a labelled value is an IBAN with a slip of the pen; one that is right is found by its form."""
    return not _end_of_valid(value, 0, len(value)) and sum(c.isdigit() for c in value) >= 10


def _end_of_valid(text: str, start: int, end: int) -> int:
    """Where the valid IBAN ends that starts at `start`, 0 when none does; a country has one length."""
    for stop in range(end, start + _SHORTEST - 1, -1):
        if text[stop - 1].isalnum() and not text[stop : stop + 1].isalnum():
            number = compact(text[start:stop])
            if len(number) >= _SHORTEST and iban.is_valid(number, check_country=False):
                return stop
    return 0

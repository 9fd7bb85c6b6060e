"""Chinese resident identity numbers (GB 11643): a real date of birth and the check digit (ISO 7064 mod 11-2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric

from assemble.redact.detectors.patterns import END, START, compact, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_CANDIDATE = re.compile(rf"{START}[1-9](?:[ \-\n]{{0,2}}\d){{16}}[ \-\n]{{0,2}}[0-9Xx]{END}")
_WORDS = label(
    "身份证",
    "身份证号",
    "居民身份证",
    "公民身份号码",
    "证件号",
    "证件号码",
    "ID card",
    "identity card",
    "resident ID",
    "identity",
)
_LABELLED = labelled(_WORDS, r"\d(?:[ \-]?\d){13,16}[ \-]?[0-9Xx]")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number of a person born on a real day, and 15 or 18 digits that a label calls one."""
    for match in _CANDIDATE.finditer(text):
        number = compact(match[0])
        if _born_on_a_real_day(number) and ric.calc_check_digit(number) == number[-1]:
            yield Hit(match.start(), match.end(), Strength.FORM)
    yield from context_hits(_LABELLED, text, lambda v: len(compact(v)) in (15, 18))


def _born_on_a_real_day(number: str) -> bool:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100

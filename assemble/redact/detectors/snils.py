"""Russian insurance numbers (SNILS): nine digits and two check digits (sum of 9..1 weights, mod 101)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.detectors.patterns import END, START, context_hits, digits, digits_of, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_LABELLED = labelled(label("СНИЛС", "SNILS"), digits_of(11, 11))
_WRITTEN = re.compile(rf"{START}\d{{3}}-\d{{3}}-\d{{3}}[ \-]\d{{2}}{END}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every number in the usual writing with right check digits, and eleven digits that a label calls one."""
    for match in _WRITTEN.finditer(text):
        if checks(digits(match[0])):
            yield Hit(match.start(), match.end(), Strength.FORM)
    yield from context_hits(_LABELLED, text)


def checks(number: str) -> bool:
    """Whether the last two of eleven digits are the check digits of the first nine."""
    total = sum(int(d) * (9 - i) for i, d in enumerate(number[:9]))
    return total % 101 % 100 == int(number[9:])

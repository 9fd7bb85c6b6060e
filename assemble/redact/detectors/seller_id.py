"""Seller (merchant) ids. Amazon: A and 12 or 13 letters and digits; public marketplace ids look the same and stay.

Joom: 24 hexadecimal digits after a word that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assemble.redact.detectors.patterns import END, START, context_hits, label, labelled
from assemble.redact.sensitive import Hit, Strength
from config.redaction import RedactionPolicy

_CANDIDATE = re.compile(rf"{START}A[0-9A-Z]{{12,13}}{END}")
_WORDS = label(
    "seller", "merchant", "merchant token", "seller token", "卖家", "卖家编号", "Händler", "Verkäufer", "出品者"
)
_LABELLED = labelled(_WORDS, r"A[0-9A-Z]{9,14}|[0-9a-f]{24}")


def hits(text: str, policy: RedactionPolicy) -> Iterator[Hit]:
    """Every id with digits and letters that is not public."""
    for match in _CANDIDATE.finditer(text):
        if _looks_made(match[0]) and match[0] not in policy.public_merchant_ids:
            yield Hit(match.start(), match.end(), Strength.FORM)
    yield from context_hits(
        _LABELLED, text, lambda v: v not in policy.public_merchant_ids and any(map(str.isdigit, v)) and _is_id(v)
    )


def _is_id(value: str) -> bool:
    return not _WORD.fullmatch(value) and not re.fullmatch(r"ACCOUNT\d{1,6}", value)


_WORD = re.compile(
    r"[A-Z]{4,}(?:IONS?|MENTS?|ING|[AE]NCE|[AE]NT|IT(?:Y|IES)|NESS|ABLE|[EO]RS?|ALS?|IVE|ATED?|IZED|ISED)\d{1,5}"
)
"""A word in capitals with the number of a note or of a paper at its end."""


def _looks_made(word: str) -> bool:
    """Whether a run is an id and not a word: a digit, and a letter besides the first."""
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word[1:])
    return mixed and not _WORD.fullmatch(word)

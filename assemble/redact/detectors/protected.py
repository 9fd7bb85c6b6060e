"""What a packet needs and no detector may take: ASINs, labelled ids, order ids, links, dates."""

from __future__ import annotations

import re
from functools import lru_cache

from config.redaction import RedactionPolicy

ASIN = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_ORDER = re.compile(r"(?<![0-9A-Za-z-])(?:\d{3}|D\d{2})-\d{7}-\d{7}(?![0-9A-Za-z])")
_TRACKING = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}\d{9}[A-Z]{2}(?![0-9A-Za-z])")
"""A parcel's number (UPU standard S10): the proof of delivery hangs on it."""
_LINK = re.compile(r"https?://[!-~]{3,2000}")
_DATE = re.compile(
    r"(?<![0-9A-Za-z-])(?:(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|[12]\d|3[01])[./-](?:19|20)\d\d)(?![0-9A-Za-z])"
)
_DIGEST = re.compile(r"(?<![0-9A-Za-z])(?:sha256:)?[0-9a-f]{64}(?![0-9A-Za-z])")
Span = tuple[int, int]


@lru_cache(maxsize=8)
def _labelled_id(labels: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(rf"(?<![A-Za-z]){re.escape(w)}" if w.isascii() else re.escape(w) for w in labels)
    number = r"(?:[ \-_]{0,2}(?:ids?|no|nr|numbers?|nummern?|номера?|编号|号码|番号|号)(?![A-Za-z])\.?){0,2}"
    kind = r"(?:[ \-]{0,2}(?:registration|application|serial|Registrierungs?|注册|申请|登録))?"
    run = r"#?(?:(?:19|20)\d\d[ /-])?[0-9]{5,20}(?![0-9A-Za-z])"
    more = rf"(?:[ \t,;/&\n]{{1,4}}(?:and |und |et )?{run}){{0,30}}"
    return re.compile(rf"(?i)(?:{words})s?{kind}{number}(?: is| are| ist| est)?[ \t:#.№(\n]{{0,6}}(?P<ids>{run}{more})")


def spans(text: str, policy: RedactionPolicy) -> list[Span]:
    """The spans of a view that stay for their form: ASINs, order ids, parcel numbers, dates, digests."""
    return [m.span() for pattern in (ASIN, _ORDER, _TRACKING, _DATE, _DIGEST) for m in pattern.finditer(text)]


def links(text: str) -> list[Span]:
    """Web addresses: only a value of unmistakable form is taken out of one."""
    return [m.span() for m in _LINK.finditer(text)]


def reference_ids(text: str, policy: RedactionPolicy) -> list[Span]:
    """Numbers that a reference label names (`Complaint ID: 16509328131`), each on its own."""
    out: list[Span] = []
    for match in _labelled_id(policy.reference_labels).finditer(text):
        for run in re.finditer(r"(?:(?:19|20)\d\d[ /-])?[0-9]{5,20}", match["ids"]):
            out.append((match.start("ids") + run.start(), match.start("ids") + run.end()))
    return out

"""The notice's own date: the mail header, else the date line of a printed page, never the day of printing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from extract.components.dates import dates_in
from extract.components.labels import canonical
from extract.measures import DateMention, Issued
from extract.reading import Mark, Reading

TOP = 900
"""Characters from the top of a text in which a date alone on its line, or after a label, dates the notice."""
_LABEL = re.compile(r"(?P<label>[^\n:：]{1,40})[:：]\s{0,4}$")


def issued_in(reading: Reading, marketplace: str | None) -> tuple[Issued | None, Mark | None]:
    """When the notice was issued, and where that is written; a header has no place in the text."""
    if reading.message.date is not None:
        return Issued(reading.message.date, exact=True), None
    found: list[tuple[int, DateMention]] = []
    rules = reading.rules.cues.time
    for segment in reading.segments:
        start = reading.folded.place(segment.start)
        lower = reading.folded.lower[start : reading.folded.place(segment.end)]
        for mention in dates_in(lower[:TOP], rules, reading.languages, marketplace, None):
            rank = _rank(reading, lower, mention)
            if rank is not None:
                found.append((rank * 100_000 + start + mention.start, _moved(mention, start)))
    if not found:
        return None, None
    mention = min(found, key=lambda f: f[0])[1]
    moment = datetime.combine(mention.value, mention.time or time(), tzinfo=UTC)
    mark = reading.mark("issued", mention.value.isoformat(), mention.start, mention.end, "issued: date line")
    return Issued(moment, exact=mention.time is not None), mark


def _moved(mention: DateMention, by: int) -> DateMention:
    return DateMention(
        mention.value, mention.text, mention.start + by, mention.end + by, mention.year_written, mention.time
    )


def _rank(reading: Reading, lower: str, mention: DateMention) -> int | None:
    """0 for a labelled date, 1 for one that ends a short line near the top; None for all others."""
    line_start = lower.rfind("\n", 0, mention.start) + 1
    line_end = lower.find("\n", mention.end)
    line = lower[line_start : line_end if line_end >= 0 else len(lower)]
    issued = reading.rules.cues.time.issued
    if match := _LABEL.search(lower[line_start : mention.start]):
        label = canonical(match["label"])
        if label in {canonical(name) for name in issued.labels}:
            return 0
        return None
    if len(line) <= 90 and lower.count("\n", 0, mention.start) <= 5 and line.rstrip().endswith(mention.text):
        sentence_like = len(line[: mention.start - line_start].split()) > 8
        return None if sentence_like else 1
    return None

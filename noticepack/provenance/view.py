"""One item as the page shows it: its facts, its texts, its pages as pictures, and the place of every finding. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from extract.documents.sheets import Sheet, part_to_sheets
from extract.facts import Facts
from extract.notice import Notice
from extract.text import Text
from ingest.item import RawItem
from ingest.message import Address, Forward
from ingest.proof import Proof
from noticepack.provenance.places import Place, places_of
from noticepack.read import ReadContext, understand

MAX_SHEETS = 40
"""Pages of one notice that are drawn: those with findings first."""


@dataclass(frozen=True, slots=True)
class View:
    """A notice with all that is shown of it."""

    facts: Facts
    sender: Address | None
    date: datetime | None
    forwards: tuple[Forward, ...]
    texts: tuple[Text, ...]
    """Subject, body, attachments; without the boxes of their characters."""
    files: tuple[str, ...]
    """Parts that hold no text that could be read: a logo, a spreadsheet."""
    sheets: tuple[Sheet, ...]
    places: tuple[tuple[Place, ...], ...]
    """Of every finding, in the order of `facts.findings`; none where its part has no pages."""


def see(item: RawItem, context: ReadContext, proofs: tuple[Proof, ...] = ()) -> View:
    """What the page shows of an item. Raises: ItemError (it cannot be read)."""
    notice = understand(item, context, proofs)
    message, texts = notice.message, {text.part: text for text in notice.document}
    places = tuple(
        places_of(texts[finding.part], finding.start, finding.end) if finding.part in texts else ()
        for finding in notice.facts.findings
    )
    return View(
        facts=notice.facts,
        sender=message.sender,
        date=message.date,
        forwards=message.forwards,
        texts=tuple(replace(text, boxes=()) for text in notice.document),
        files=tuple(part.name for part in message.parts if part.name not in texts),
        sheets=tuple(_sheets(notice)),
        places=places,
    )


def _sheets(notice: Notice) -> Iterator[Sheet]:
    left = MAX_SHEETS
    parts = {part.name: part for part in notice.message.parts}
    for text in notice.document:
        pages = _pages(notice, text)[:left]
        left -= len(pages)
        if pages and text.part in parts:
            yield from part_to_sheets(parts[text.part], pages)


def _pages(notice: Notice, text: Text) -> list[int]:
    """The pages of a part, those with findings first."""
    found = {finding.page for finding in notice.facts.findings if finding.part == text.part and finding.page}
    return sorted(range(1, len(text.page_starts) + 1), key=lambda page: (page not in found, page))

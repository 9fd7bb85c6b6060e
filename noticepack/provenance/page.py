"""Views -> one HTML page that needs nothing else (see `noticepack.lone_page`).

A notice is hostile input: pictures are drawn anew, and addresses are text and never links.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from config.codes import load_codes
from config.words import ACTIONABLE, Kind
from extract.documents.sheets import Sheet
from extract.text import Text
from noticepack.lone_page import environment_of, policy_of
from noticepack.outcome import Quarantined
from noticepack.provenance.places import Piece, pieces_of
from noticepack.provenance.rows import (
    FOLDED,
    LANGUAGES,
    Group,
    absent_from,
    complaint_words,
    deadline_basis,
    groups_of,
    moment_words,
    slug_of,
)
from noticepack.provenance.view import View

HERE = Path(__file__).parent
GENERATOR = "noticepack extract"
"""What the page says made it: a file that does not say so is not replaced."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the page: what it says, or why it cannot be read."""

    source: str
    item: str
    """Digest."""
    view: View | Quarantined


class Mark(NamedTuple):
    """One rectangle on a page, as SVG draws it."""

    number: int
    """Of the finding."""
    x: float
    y: float
    width: float
    height: float


class Leaf(NamedTuple):
    """A page as picture with its marks."""

    sheet: Sheet
    data: str
    """The picture as base64."""
    marks: list[Mark]


class Shown(NamedTuple):
    """A part of a notice as the template shows it."""

    text: Text
    pieces: list[Piece]
    leaves: list[Leaf]
    undrawn: int
    """Pages that are not shown as pictures."""


def page_of(entries: Sequence[Entry], *, more: bool = False) -> str:
    """The page, the same for the same entries; `more`: the sources hold items that are not on it."""
    environment = environment_of(HERE)
    environment.globals.update(
        groups_of=_groups, parts_of=_parts, deadline_basis=deadline_basis, complaint_words=complaint_words,
        slug_of=slug_of, when=moment_words, zone=_zone, reason=_reason, remedy=_remedy,
        lack=_lack, needs_deadline=_needs_deadline, absent=lambda view: absent_from(view.facts),
        languages=LANGUAGES, folded=FOLDED,
        is_unrelated=lambda view: view.facts.kind is Kind.UNRELATED,
        readable=lambda entry: isinstance(entry.view, View),
    )  # fmt: skip
    style, script = (HERE / "page.css").read_text("utf-8"), (HERE / "page.js").read_text("utf-8")
    return environment.get_template("page.html").render(
        entries=entries, more=more, style=style, script=script, policy=policy_of(style, script), generator=GENERATOR
    )


def _groups(view: View) -> tuple[Group, ...]:
    return groups_of(view.facts)


def _parts(view: View) -> list[Shown]:
    shown = []
    for text in view.texts:
        if not text.content and not text.page_starts and not text.lacks:
            continue
        spans = [
            (finding.start, finding.end, number)
            for number, finding in enumerate(view.facts.findings)
            if finding.part == text.part
        ]
        leaves = [_leaf(view, sheet) for sheet in view.sheets if sheet.part == text.part]
        shown.append(
            Shown(text, list(pieces_of(text.content, spans)), leaves, max(len(text.page_starts) - len(leaves), 0))
        )
    return shown


def _leaf(view: View, sheet: Sheet) -> Leaf:
    marks = [
        Mark(number, box[0] - 1, box[1] - 1, box[2] - box[0] + 2, box[3] - box[1] + 2)
        for number, finding in enumerate(view.facts.findings)
        if finding.part == sheet.part
        for page, box in view.places[number]
        if page == sheet.number
    ]
    marks.sort(key=lambda mark: -mark.width * mark.height)  # small ones are drawn last and can be clicked
    return Leaf(sheet, base64.b64encode(sheet.png).decode(), marks)


def _zone(moment: datetime) -> str:
    """`UTC+01:00`."""
    return f"UTC{moment.isoformat()[-6:]}" if moment.utcoffset() else "UTC"


def _reason(said: str) -> tuple[str, str]:
    """(what it means, detail) of a reason of authenticity."""
    code, _, detail = said.partition(": ")
    known = load_codes().authenticity.get(code)
    return (known.text, detail) if known else (said, "")


def _remedy(held: Quarantined) -> tuple[str, str]:
    """(what is wrong, what to do) of an item that cannot be read."""
    known = load_codes().quarantine.get(held.code)
    return (known.text, known.remedy) if known else (held.reason, "")


def _lack(said: str) -> str:
    """What of a part could not be read, and what to do."""
    code, _, detail = said.partition(": ")
    known = load_codes().quarantine.get(code)
    return f"{detail}: {known.text} {known.remedy}" if known else said


def _needs_deadline(view: View) -> bool:
    return view.facts.kind in ACTIONABLE and view.facts.deadline is None

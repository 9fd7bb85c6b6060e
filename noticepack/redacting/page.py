"""A redaction -> one HTML page to be looked at: the file as its audience will see it, and what went from where and why.

The page holds no value that went: it shows what the copy shows, and masked forms. So it may go where the copy goes.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from assemble.redact.detectors import protected
from assemble.redact.file import RedactedFile
from assemble.redact.seek import Place
from assemble.redact.view import folded
from config.codes import load_codes
from config.redaction import Action, Entity, RedactionPolicy
from noticepack.lone_page import environment_of, policy_of
from noticepack.outcome import Quarantined
from noticepack.redacting.shown import sections_of
from noticepack.redacting.told import kind_of, name_of, where_of, why_of
from noticepack.redacting.work import Asked

HERE = Path(__file__).parent
GENERATOR = "noticepack redact"
"""What the page says made it: a file that does not say so is not replaced."""
HUES = {
    "money": (Entity.IBAN, Entity.CARD, Entity.BANK_ACCOUNT, Entity.WALLET),
    "contact": (Entity.EMAIL, Entity.PHONE, Entity.ADDRESS, Entity.IP_ADDRESS),
    "company": (Entity.VAT, Entity.USCC, Entity.EIN, Entity.INN, Entity.SELLER_ID),
    "secret": (Entity.TOKEN, Entity.PASSWORD, Entity.FILE),
    "person": (Entity.PERSON,),
}
"""Colours by what a value is about; every other kind numbers a person."""
DONE = {
    Action.REMOVE: "removed",
    Action.MASK: "masked, last four stay",
    Action.PSEUDONYM: "same token for the same value",
    Action.KEEP: "stays",
}


class Piece(NamedTuple):
    """A run of a text: plain, a mark in the place of a value, or what is kept on purpose."""

    text: str
    hue: str = ""
    """Of a mark; `kept` for what the packet needs."""


class Kind(NamedTuple):
    """How often a kind of value went."""

    name: str
    hue: str
    many: int
    done: str


class Row(NamedTuple):
    """One value that went."""

    place: Place
    kind: str
    hue: str
    where: str
    why: str


def page_of(asked: Asked, found: RedactedFile | Quarantined, policy: RedactionPolicy, written: str | None) -> str:
    """The page, the same for the same redaction; `written`: the name of the copy, None when none was written."""
    environment = environment_of(HERE)
    environment.globals.update(base64=lambda data: base64.b64encode(data).decode())
    style, script = (HERE / "page.css").read_text("utf-8"), (HERE / "page.js").read_text("utf-8")
    values: dict[str, Any] = {"held": found} if isinstance(found, Quarantined) else _values(asked, found, policy)
    if isinstance(found, Quarantined):
        known = load_codes().quarantine[found.code]
        values |= {"why": known.text, "remedy": known.remedy}
    return environment.get_template("page.html").render(
        values, name=name_of(asked, found), media_type=asked.media_type, audience=asked.audience.value, written=written,
        style=style, script=script, policy=policy_of(style, script), generator=GENERATOR, size=len(asked.data),
    )  # fmt: skip


def _values(asked: Asked, found: RedactedFile, policy: RedactionPolicy) -> dict[str, Any]:
    marks = {place.mark: _hue(place.entity) for place in found.places}
    sections = sections_of(found.file.media_type, found.file.data)
    return {
        "held": None,
        "rows": [Row(p, kind_of(p), _hue(p.entity), where_of(p), why_of(p)) for p in found.places],
        "kinds": list(_kinds(asked, found.places, policy)),
        "sections": list(sections),
        "pieces": lambda text: list(_pieces(text, marks, policy)),
        "dropped": found.dropped,
        "readers": found.readers,
    }


def _hue(entity: Entity) -> str:
    return next((hue for hue, entities in HUES.items() if entity in entities), "identity")


def _kinds(asked: Asked, places: Sequence[Place], policy: RedactionPolicy) -> Iterator[Kind]:
    counts = Counter(p.entity for p in places)
    names = {p.entity: kind_of(p) for p in places}
    for entity, count in counts.most_common():
        yield Kind(names[entity], _hue(entity), count, DONE[policy.action(entity, asked.audience)])


def _pieces(text: str, marks: dict[str, str], policy: RedactionPolicy) -> Iterator[Piece]:
    """The text cut at its marks and at what is kept on purpose."""
    at = 0
    for start, end, hue in _spans(text, marks, policy):
        if start >= at:
            yield Piece(text[at:start])
            yield Piece(text[start:end], hue)
            at = end
    yield Piece(text[at:])


def _spans(text: str, marks: dict[str, str], policy: RedactionPolicy) -> list[tuple[int, int, str]]:
    found = [(m.start(), m.end(), marks[m[0]]) for m in _any_of(marks).finditer(text)] if marks else []
    view = folded(text)
    kept = (
        *protected.spans(view.text, policy),
        *protected.links(view.text),
        *protected.reference_ids(view.text, policy),
    )
    return sorted([*found, *((*view.span(a, b), "kept") for a, b in kept)])


def _any_of(marks: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(marks, key=len, reverse=True))))

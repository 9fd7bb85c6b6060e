"""Finds the values of a document's pages, reading them in every order in which a value could stand in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assemble.redact.seek import Place, Seeker
from assemble.redact.sensitive import Sensitive
from assemble.redact.sheets.rows import segments, shown
from assemble.redact.sheets.sheet import BLANK, LINE_END, Area, Bands, Sheet, Unit
from assemble.redact.sheets.smudged import smudged
from assemble.redact.view import bare
from config.redaction import RedactionPolicy

Origin = tuple[int, Unit]
"""0-based page, unit."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A document in one order of reading, each character with its origin."""

    text: str
    origins: tuple[Origin, ...]
    read: bool = False
    """Whether an engine read it, so that no check digit can be believed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What must go from a document's pages."""

    areas: tuple[Area, ...]
    places: tuple[Place, ...]
    removed: tuple[Sensitive, ...]


def streams(sheets: Sequence[Sheet]) -> tuple[Stream, ...]:
    """The document as its file tells it, as it is shown row by row, and as an engine reads it; empty ones left out."""
    orders = (
        [(page, u) for page, sheet in enumerate(sheets) for u in (*sheet.written, LINE_END)],
        [(page, u) for page, sheet in enumerate(sheets) for u in _by_row(sheet)],
        [(page, u) for page, sheet in enumerate(sheets) for u in (*sheet.read, LINE_END)],
        [(page, u) for page, sheet in enumerate(sheets) for u in (*_glued(sheet.read), LINE_END)],
        [(page, u) for page, sheet in enumerate(sheets) for u in (*sheet.again, LINE_END)],
        [(page, u) for page, sheet in enumerate(sheets) for u in (*_glued(sheet.again), LINE_END)],
    )
    made = (_stream(order, read=number > 1) for number, order in enumerate(orders))
    return tuple({s.text: s for s in made if s.text.strip()}.values())


def _glued(read: Sequence[Unit]) -> Iterator[Unit]:
    """What an engine read without the blanks that it sees beside the signs inside addresses and numbers."""
    for number, unit in enumerate(read):
        before = read[number - 1].text[-1:] if number else ""
        after = read[number + 1].text[:1] if number + 1 < len(read) else ""
        if unit.text == " " and (before in _JOINTS or after in _JOINTS) and not after.isupper():
            continue
        yield unit


_JOINTS = frozenset("@._-+/")


def _stream(order: Iterable[Origin], *, read: bool) -> Stream:
    text: list[str] = []
    origins: list[Origin] = []
    for page, unit in order:
        text.append(unit.text)
        origins += [(page, unit)] * len(unit.text)
    return Stream("".join(text), tuple(origins), read)


def _by_row(sheet: Sheet) -> Iterator[Unit]:
    """The page row by row, a tab between the segments of a row; units that are turned stand at the end."""
    units = shown(sheet)
    bottom = None
    for segment in segments(units):
        middle = (segment.box[1] + segment.box[3]) / 2
        if bottom is not None:
            yield LINE_END if middle > bottom else TAB
        bottom = segment.box[3]
        for unit, space in zip(segment.units, segment.spaced, strict=True):
            if space:
                yield BLANK
            yield unit
    for unit in units:
        if not unit.upright:
            yield unit
    yield LINE_END


TAB = Unit("\t", None)


def search(sheets: Sequence[Sheet], seeker: Seeker) -> Found:
    """The areas of all values; a value found in several orders is one place."""
    areas: list[Area] = []
    places: list[Place] = []
    removed: list[Sensitive] = []
    taken = [Bands[Area]() for _ in sheets]
    told = _told(sheets)
    for stream in streams(sheets):
        for value in values_of(stream, seeker, told):
            units = dict.fromkeys(o for o in stream.origins[value.start : value.end] if o[1].box)
            new = [Area(page, unit.box, value) for page, unit in units if unit.box]
            if not all(any(taken[area.page].covering(area.box)) for area in new):
                removed.append(value)
                if not any(_is_in(new[0], a) or _is_in(a, new[0]) for a in areas if a.value.entity is value.entity):
                    places.append(seeker.place(value, page=new[0].page + 1))
                areas += new
                for area in new:
                    taken[area.page].add(area.box, area)
    return Found(tuple(areas), tuple(places), tuple(removed))


def _is_in(one: Area, other: Area) -> bool:
    """Whether the middle of an area lies in another one: then an engine saw there what the file tells too."""
    x, y = (one.box[0] + one.box[2]) / 2, (one.box[1] + one.box[3]) / 2
    return one.page == other.page and other.box[0] <= x <= other.box[2] and other.box[1] <= y <= other.box[3]


def _told(sheets: Sequence[Sheet]) -> str:
    """What the file itself spells out where it is seen, folded: not what an engine reads where no line is written."""
    return bare("".join(unit.text for sheet in sheets for unit in _by_row(replace(sheet, read=()))))


def guesses(sheets: Sequence[Sheet], policy: RedactionPolicy) -> tuple[Sensitive, ...]:
    """What an engine read on the pages and may be a misread value."""
    told = _told(sheets)
    return tuple(guess for stream in streams(sheets) for guess in _guesses(stream, policy, told))


def _guesses(stream: Stream, policy: RedactionPolicy, told: str) -> Iterator[Sensitive]:
    if stream.read:
        yield from (guess for guess in smudged(stream.text, policy) if bare(guess.value) not in told)


def values_of(stream: Stream, seeker: Seeker, told: str) -> list[Sensitive]:
    """The values of a document in one order, and where an engine read it what may be one.

    `told` is what the file itself spells out where it is seen, folded: what an engine read just so was not misread, and
    the search of the file's own text has decided about it by form and check digit.
    """
    found = list(seeker.values(stream.text))
    for guess in _guesses(stream, seeker.redactor.policy, told):
        if seeker.redactor.goes(guess) and seeker.may_go(guess) and not any(_overlap(guess, f) for f in found):
            found.append(guess)
    return found


def _overlap(one: Sensitive, other: Sensitive) -> bool:
    return one.start < other.end and other.start < one.end and one.end - one.start <= other.end - other.start

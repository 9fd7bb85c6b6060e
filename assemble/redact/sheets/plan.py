"""What is done to a page: lines with a value are set anew, so that neither a width nor a place tells what stood there.

Where the characters after a removed word stand, and how wide its box is, tells which word it was (Bland, Iyer and
Levchenko, arXiv 2206.02285; Lopresti and Spitz). So every mark has one width on a page line whatever it stands for, the
words of the line that stay are moved to follow it with even gaps, and a line that begins in a place of its own (set
to the right or to the middle) begins on a coarse grid. Only arithmetic here; `paint` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from assemble.redact.sensitive import Sensitive
from assemble.redact.sheets.rows import Segment, is_apart, segments, shown
from assemble.redact.sheets.sheet import Area, Bands, Sheet, Unit, around, covers, is_beside
from extract.text import Box

MARK_WIDTH = 104.0
"""Points: of every mark where the line has room for it."""
MIN_MARK_WIDTH = 34.0
GRID = 36.0
"""Points: steps in which places and widths may be told where they cannot be constant."""
BLOT = 72.0
"""The same for boxes on turned text, which stay where they are."""
GAP = 0.36
"""Blank between words of a line that is set anew, in heights of the line."""
REACH = 0.12
"""How far a word is cut out beyond its box, in heights of the line: engines give boxes that are too narrow."""
MARGIN = 4.0
WANTED = "[marked area removed]"


class Copy(NamedTuple):
    """Pixels that stay, moved."""

    source: Box
    target: Box


class Stamp(NamedTuple):
    """The box that stands in the place of a value."""

    box: Box
    label: str


class Line(NamedTuple):
    """Text that survives, with its place, for the selectable layer."""

    text: str
    box: Box


@dataclass(slots=True)
class Plan:
    """What is done to one page, in this order."""

    wipes: list[Box] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    blots: list[Stamp] = field(default_factory=list)
    """As stamps, where the page shows something there at all."""
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Piece:
    """A run of units that stay, or one mark."""

    units: list[Unit]
    label: str
    space: bool

    @property
    def box(self) -> Box:
        return around([u.box for u in self.units if u.box])

    @property
    def text(self) -> str:
        return self.label or "".join(u.text for u in self.units)


def plan_page(sheet: Sheet, areas: Sequence[Area], mark: Callable[[Sensitive], str]) -> Plan:
    """How a page is painted so that nothing of the areas is left; `areas` are those of this page."""
    labels = _labels(sheet, areas, mark)
    units = shown(sheet)
    bands = Bands(labels)
    gone = {unit: label for unit in units if unit.box for label in bands.covering(unit.box)}
    plan = Plan()
    rows = segments(units)
    kept = [s for s in rows if not any(u in gone for u in s.units)]
    for segment in rows:
        if any(u in gone for u in segment.units):
            _reset(plan, sheet, segment, rows, kept, gone, [box for box, _ in labels])
        else:
            plan.lines.append(Line(_text(segment), segment.box))
    _blot_rest(plan, labels)
    _turned(plan, [u for u in units if not u.upright and u not in gone])
    return plan


def _labels(sheet: Sheet, areas: Sequence[Area], mark: Callable[[Sensitive], str]) -> list[tuple[Box, str]]:
    return [(a.box, mark(a.value)) for a in areas] + [(box, WANTED) for box in sheet.wanted]


def _text(segment: Segment) -> str:
    return "".join(
        (" " if space else "") + u.text for u, space in zip(segment.units, segment.spaced, strict=True)
    ).strip()


def _reset(
    plan: Plan,
    sheet: Sheet,
    segment: Segment,
    rows: list[Segment],
    kept: list[Segment],
    gone: dict[Unit, str],
    areas: list[Box],
) -> None:
    """Set a segment anew: its words follow each other from its beginning, marks of one width among them."""
    pieces = _pieces(segment, gone)
    room = _room(sheet, segment, rows)
    start = _start(segment, kept, room)
    right = room.right
    words = sum(p.box[2] - p.box[0] for p in pieces if not p.label)
    gaps = sum(GAP * segment.height for p in pieces[1:] if p.space)
    marks = sum(bool(p.label) for p in pieces)
    width = min(MARK_WIDTH, max(MIN_MARK_WIDTH, (right - start - words - gaps) / marks))
    total = words + gaps + marks * width
    if _ends_with(segment, kept) and not _begins_with(segment, kept):
        start = max(room.left, segment.box[2] - total)
    squeeze = min(1.0, (right - start) / total)
    old = around([segment.box, *(a for a in areas if covers(a, segment.box) or _is_in(a, segment.box))])
    end = max(old[2], start + (old[2] - start) // GRID * GRID + GRID)
    plan.wipes.append((min(start, old[0]) - 1, old[1] - 1, max(old[2] + 1, min(end, right)), old[3] + 1))
    at = start
    for number, piece in enumerate(pieces):
        at += GAP * segment.height * squeeze if piece.space and at > start else 0
        size = (width if piece.label else piece.box[2] - piece.box[0]) * squeeze
        target = (at, segment.box[1], at + size, segment.box[3])
        if piece.label:
            plan.stamps.append(Stamp(target, piece.label))
        else:
            plan.copies.append(_copy(piece, segment.box, target, _reaches(pieces, number, segment.height)))
        at += size
    text = "".join((" " if p.space else "") + p.text for p in pieces).strip()
    plan.lines.append(Line(text, (start, segment.box[1], at, segment.box[3])))


def _copy(piece: _Piece, line: Box, target: Box, reach: tuple[float, float]) -> Copy:
    """The pixels of a word and of the paper beside it, to where it goes."""
    source = (piece.box[0] - reach[0], line[1], piece.box[2] + reach[1], line[3])
    times = (target[2] - target[0]) / max(piece.box[2] - piece.box[0], 0.01)
    return Copy(source, (target[0] - reach[0] * times, target[1], target[2] + reach[1] * times, target[3]))


def _reaches(pieces: Sequence[_Piece], number: int, height: float) -> tuple[float, float]:
    """How far the paper left and right of a word is its own: to half the way to the next word, never to a value."""
    box, found = pieces[number].box, []
    for near in (number - 1, number + 1):
        reach = REACH * height
        if 0 <= near < len(pieces):
            gap = max(box[0] - pieces[near].box[2], pieces[near].box[0] - box[2], 0.0)
            reach = (
                0.0
                if pieces[near].label or not pieces[max(near, number)].space
                else min(reach, max(gap / 2, reach / 2))
            )
        found.append(reach)
    return found[0], found[1]


def _pieces(segment: Segment, gone: dict[Unit, str]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for unit, space in zip(segment.units, segment.spaced, strict=True):
        label = gone.get(unit, "")
        last = pieces[-1] if pieces else None
        if last and last.label == label and (label or not space):
            last.units.append(unit)
        else:
            pieces.append(_Piece([unit], label, space))
    return pieces


def _is_in(area: Box, segment: Box) -> bool:
    x, y = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    return segment[0] <= x <= segment[2] and segment[1] <= y <= segment[3]


def _begins_with(segment: Segment, others: Iterable[Segment]) -> bool:
    """Whether other segments begin in the same place: then it is the edge of a column and tells no width."""
    return any(abs(s.box[0] - segment.box[0]) < 1.0 for s in others if s is not segment)


def _ends_with(segment: Segment, others: Iterable[Segment]) -> bool:
    return any(abs(s.box[2] - segment.box[2]) < 0.6 for s in others if s is not segment)


class _Room(NamedTuple):
    """Between which x a segment may be set anew."""

    left: float
    right: float
    in_cell: bool
    """Whether a drawn line is its left end."""


def _start(segment: Segment, others: Iterable[Segment], room: _Room) -> float:
    """Where a segment begins that is set anew; `others` are those without a value, whose edges tell nothing."""
    if _begins_with(segment, others):
        return segment.box[0]
    return room.left if room.in_cell else max(room.left, segment.box[0] // GRID * GRID)


def _room(sheet: Sheet, segment: Segment, rows: list[Segment]) -> _Room:
    """The room between its neighbours, drawn lines and the margins of the page."""
    x0, top, x1, bottom = segment.box
    beside = [s.box for s in rows if s is not segment and min(s.box[3], bottom) - max(s.box[1], top) > 1]
    rules = [e.x0 for e in sheet.rules if e.x1 - e.x0 < 1 and e.top < bottom - 1 and e.bottom > top + 1]
    margin = max(min([s.box[0] for s in rows] + [sheet.width / 8]), MARGIN)
    line = max((x + MARGIN for x in rules if x <= x0 + 1), default=0.0)
    left = max([b[2] + MARGIN for b in beside if b[2] <= x0 + 1] + [line, MARGIN])
    right = [b[0] - MARGIN for b in beside if b[0] >= x1 - 1] + [x - 2 for x in rules if x >= x1 - 1]
    end = min([*right, sheet.width - margin])
    return _Room(left, end if end > x0 + MIN_MARK_WIDTH else max(x1, x0 + MIN_MARK_WIDTH), left == line)


def _blot_rest(plan: Plan, labels: Iterable[tuple[Box, str]]) -> None:
    """Paint every area that no line set anew has wiped: turned text, hidden text, drawings."""
    for boxes, label in _runs(labels):
        box = around(boxes)
        if any(w[0] <= box[0] and w[1] <= box[1] and w[2] >= box[2] and w[3] >= box[3] for w in plan.wipes):
            continue
        wide = box[2] - box[0] >= box[3] - box[1]
        end = -(-(box[2] - box[0]) // BLOT) * BLOT, -(-(box[3] - box[1]) // BLOT) * BLOT
        grown = (box[0] - 1, box[1] - 1, box[0] + (end[0] if wide else box[2] - box[0] + 1), box[3] + 1)
        if not wide:
            grown = (grown[0], box[3] - end[1], grown[2], grown[3])
        plan.blots.append(Stamp(grown, label if wide else ""))


def _runs(labels: Iterable[tuple[Box, str]]) -> list[tuple[list[Box], str]]:
    """Boxes of one value that follow each other closely, taken together."""
    runs: list[tuple[list[Box], str]] = []
    for box, label in labels:
        if runs and runs[-1][1] == label and is_beside(runs[-1][0][-1], box):
            runs[-1][0].append(box)
        else:
            runs.append(([box], label))
    return runs


def _turned(plan: Plan, units: list[Unit]) -> None:
    """Turned text that stays goes into the layer in one piece for each run that stands together."""
    boxes = [(u.box, "") for u in units if u.box]
    at = 0
    for run, _ in _runs(boxes):
        some = units[at : at + len(run)]
        text = some[0].text + "".join((" " if is_apart(a, b) else "") + b.text for a, b in pairwise(some))
        plan.lines.append(Line(text, around(run)))
        at += len(run)

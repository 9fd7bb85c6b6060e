"""What is done to a page: lines with a value are set anew, so that neither a width nor a place tells what stood there.

Where the characters after a removed word stand, and how wide its box is, tells which word it was (Bland, Iyer and
Levchenko, arXiv 2206.02285; Lopresti and Spitz). So every mark has one width on a page line whatever it stands for, the
words of the line that stay are moved to follow it with even gaps, and a line that begins in a place of its own (set
to the right or to the middle) begins on a coarse grid. Only arithmetic here; `paint` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assemble.redact.sensitive import Sensitive
from assemble.redact.sheets.rows import Segment, segments, shown
from assemble.redact.sheets.sheet import Area, Sheet, Unit, around, covers
from extract.text import Box

MARK_WIDTH = 104.0
"""Points: of every mark where the line has room for it."""
MIN_MARK_WIDTH = 34.0
GRID = 36.0
"""Points: steps in which places and widths may be told where they cannot be constant."""
GAP = 0.3
"""Blank between words of a line that is set anew, in heights of the line."""
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
    gone = {unit: label for unit in units for box, label in labels if unit.box and covers(box, unit.box)}
    plan = Plan()
    rows = segments(units)
    for segment in rows:
        if any(u in gone for u in segment.units):
            _reset(plan, sheet, segment, rows, gone, [box for box, _ in labels])
        else:
            plan.lines.append(Line(_text(segment), segment.box))
    _stamp_rest(plan, labels)
    _turned(plan, [u for u in units if not u.upright and u not in gone])
    return plan


def _labels(sheet: Sheet, areas: Sequence[Area], mark: Callable[[Sensitive], str]) -> list[tuple[Box, str]]:
    return [(a.box, mark(a.value)) for a in areas] + [(box, WANTED) for box in sheet.wanted]


def _text(segment: Segment) -> str:
    return "".join(
        (" " if space else "") + u.text for u, space in zip(segment.units, segment.spaced, strict=True)
    ).strip()


def _reset(
    plan: Plan, sheet: Sheet, segment: Segment, rows: list[Segment], gone: dict[Unit, str], areas: list[Box]
) -> None:
    """Set a segment anew: its words follow each other from its beginning, marks of one width among them."""
    pieces = _pieces(segment, gone)
    left, right = _room(sheet, segment, rows)
    start = segment.box[0] if _is_column(segment, rows) else max(left, segment.box[0] // GRID * GRID)
    kept = sum(p.box[2] - p.box[0] for p in pieces if not p.label)
    gaps = sum(GAP * segment.height for p in pieces[1:] if p.space)
    marks = sum(bool(p.label) for p in pieces)
    width = min(MARK_WIDTH, max(MIN_MARK_WIDTH, (right - start - kept - gaps) / marks))
    squeeze = min(1.0, (right - start) / (kept + gaps + marks * width))
    old = around([segment.box, *(a for a in areas if covers(a, segment.box) or _is_in(a, segment.box))])
    end = max(old[2], start + (old[2] - start) // GRID * GRID + GRID)
    plan.wipes.append((min(start, old[0]) - 1, old[1] - 1, max(old[2] + 1, min(end, right)), old[3] + 1))
    at = start
    for piece in pieces:
        at += GAP * segment.height * squeeze if piece.space and at > start else 0
        size = (width if piece.label else piece.box[2] - piece.box[0]) * squeeze
        target = (at, segment.box[1], at + size, segment.box[3])
        if piece.label:
            plan.stamps.append(Stamp(target, piece.label))
        else:
            plan.copies.append(Copy((piece.box[0], segment.box[1], piece.box[2], segment.box[3]), target))
        at += size
    text = "".join((" " if p.space else "") + p.text for p in pieces).strip()
    plan.lines.append(Line(text, (start, segment.box[1], at, segment.box[3])))


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


def _is_column(segment: Segment, rows: list[Segment]) -> bool:
    """Whether other segments begin in the same place: then it is the edge of a column and no width is told by it."""
    return sum(abs(s.box[0] - segment.box[0]) < 1.0 for s in rows) > 1


def _room(sheet: Sheet, segment: Segment, rows: list[Segment]) -> tuple[float, float]:
    """Between which x a segment may be set anew: its neighbours, drawn lines, the margins of the page."""
    x0, top, x1, bottom = segment.box
    beside = [s.box for s in rows if s is not segment and min(s.box[3], bottom) - max(s.box[1], top) > 1]
    rules = [e for e in sheet.rules if e.x1 - e.x0 < 1 and e.top < bottom - 1 and e.bottom > top + 1]
    margin = min([s.box[0] for s in rows] + [sheet.width / 8])
    left = [b[2] + MARGIN for b in beside if b[2] <= x0 + 1] + [e.x0 + 2 for e in rules if e.x0 <= x0 + 1]
    right = [b[0] - MARGIN for b in beside if b[0] >= x1 - 1] + [e.x0 - 2 for e in rules if e.x0 >= x1 - 1]
    end = min([*right, sheet.width - max(margin, MARGIN)])
    return max([*left, MARGIN]), end if end > x0 + MIN_MARK_WIDTH else max(x1, x0 + MIN_MARK_WIDTH)


def _stamp_rest(plan: Plan, labels: Iterable[tuple[Box, str]]) -> None:
    """Paint every area that no line set anew has wiped: on turned text, behind pictures, in drawings."""
    for box, label in labels:
        if not any(w[0] <= box[0] and w[1] <= box[1] and w[2] >= box[2] and w[3] >= box[3] for w in plan.wipes):
            x0, top = box[0] // GRID * GRID, box[1]
            x1 = -(-box[2] // GRID) * GRID
            plan.stamps.append(Stamp((x0, top - 1, x1, box[3] + 1), label if box[2] - box[0] > 12 else ""))


def _turned(plan: Plan, units: list[Unit]) -> None:
    """Turned text that stays goes into the layer in one piece for each run that stands together."""
    runs: list[list[Unit]] = []
    for unit in units:
        last = runs[-1][-1].box if runs else None
        if last and unit.box and _distance(last, unit.box) < 3 * max(last[3] - last[1], last[2] - last[0]):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    for run in runs:
        plan.lines.append(Line("".join(u.text for u in run), around([u.box for u in run if u.box])))


def _distance(one: Box, other: Box) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))

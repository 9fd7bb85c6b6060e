"""Glyphs to lines to logical lines: a line end stays only where the writer set one.

A paragraph that the layout wrapped becomes one line again, told by geometry: a wrap is where the next word would not
have fitted. Words wrapped with nothing between (Chinese, Japanese, a long URL or number broken in the middle) are
joined with nothing between. A hyphen at a line end stays, because it may belong to the word (`third-party`), unless
several words are broken so: then the text is set with hyphenation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.documents.characters import is_wide
from extract.documents.glyphs import Glyph
from extract.text import Box

Drawn = tuple[str, Box | None]
"""A character and where it was drawn; None for spaces and line ends that stand for gaps."""

SPACE: Drawn = (" ", None)
LINE_END: Drawn = ("\n", None)

WIDE_GAP = 0.45
"""Share of the character height from which a gap counts as a space even where the file draws none."""
TRACKED_GAP = 0.18
"""The same beyond the gap that a line with letters apart has between all of its letters."""
FEWEST_TRACKED = 8
"""Letters of a line from which on its gaps tell."""
HYPHENATED = 2
"""Words of a block broken at a line end from which on it is set with hyphenation."""
_BROKEN = re.compile(r"(?:^|[\s(\"„“«])[^\W\d_]{2,40}-$")
_GOES_ON = re.compile(r"(?=[^\W\d_]{2})[a-zß-öø-ÿа-яё]")
NEW_ITEM = re.compile(
    r"(?:[-–—•·▪■□●○◦‣*►※]|\(?\d{1,3}[.)、]|[a-zA-Z][.)]|\(\w\)|[①-⑳]|[一二三四五六七八九十]{1,3}、)(?:\s|$)"
)
LABEL = re.compile(r"[^\s:：][^:：\n]{0,40}[:：](?:\s|$)|[^\s:：]{1,12}：")


class Line(NamedTuple):
    """Glyphs that stand beside each other, left to right."""

    drawn: tuple[Drawn, ...]
    box: Box
    bold: bool

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(char for char, _ in self.drawn)

    @property
    def height(self) -> float:
        """Points."""
        return self.box[3] - self.box[1]


def glyphs_to_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of upright glyphs, top to bottom; each line left to right."""
    return [_line(row) for row in rows_of(glyphs)]


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Upright glyphs that stand beside each other, top to bottom."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.box[1] + g.box[3]) / 2):
        here, size = (glyph.box[1] + glyph.box[3]) / 2, glyph.box[3] - glyph.box[1]
        if rows and here - middle <= 0.4 * min(max(size, 1.0), max(height, 1.0)):
            rows[-1].append(glyph)
            height = max(height, size)
        else:
            rows.append([glyph])
            middle, height = here, size
    return rows


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda g: (g.box[0], g.box[2]))
    row = [glyph for index, glyph in enumerate(row) if not index or not _doubled(row[index - 1], glyph)]
    tracking = _tracking(row)
    drawn: list[Drawn] = []
    previous: Glyph | None = None
    for glyph in row:
        if previous is not None:
            gap = glyph.box[0] - previous.box[2] - tracking
            size = max(glyph.box[3] - glyph.box[1], 1.0)
            if gap > (TRACKED_GAP if tracking else WIDE_GAP) * size or (
                glyph.space_before and not tracking and gap > -0.1 * size
            ):
                drawn.append(SPACE)
        drawn += [(char, glyph.box) for char in glyph.char]
        previous = glyph
    boxes = [g.box for g in row]
    box = (row[0].box[0], min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Line(tuple(drawn), box, sum(g.bold for g in row) * 2 > len(row))


def _tracking(row: list[Glyph]) -> float:
    """The gap (points) between the letters of a line that is set with letters apart; 0 for a usual line.

    Such a line has a gap after nearly every letter, and most of the gaps are the same.
    """
    if len(row) < FEWEST_TRACKED:
        return 0.0
    gaps = [b.box[0] - a.box[2] for a, b in pairwise(row)]
    middle = sorted(gaps)[len(gaps) // 2]
    size = sorted(glyph.box[3] - glyph.box[1] for glyph in row)[len(row) // 2]
    alike = sum(abs(gap - middle) < 0.08 * size for gap in gaps)
    words = middle < WIDE_GAP * size / 2 or max(gaps) > middle + TRACKED_GAP * size
    return middle if words and middle > 0.12 * size and alike * 4 > len(gaps) * 3 else 0.0


def _doubled(one: Glyph, other: Glyph) -> bool:
    """The same character drawn twice nearly in the same place, the poor man's bold; no two letters of a ligature."""
    if one.piece == other.piece and one.box == other.box:
        return False
    return one.char == other.char and abs(one.box[0] - other.box[0]) < 0.15 * max(one.box[2] - one.box[0], 0.1)


def turned_to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Glyphs that are not upright (margins, watermarks), in the file's own order and with its own line ends."""
    lines: list[list[Glyph]] = []
    for glyph in glyphs:
        if not lines or glyph.line_before:
            lines.append([])
        lines[-1].append(glyph)
    return [_as_written(row) for row in lines]


def _as_written(row: list[Glyph]) -> Line:
    drawn: list[Drawn] = []
    for glyph in row:
        drawn += [SPACE] if drawn and glyph.space_before else []
        drawn += [(char, glyph.box) for char in glyph.char]
    boxes = [g.box for g in row]
    edges = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    return Line(tuple(drawn), (edges[0], edges[1], edges[2], edges[3]), False)


def lines_to_drawn(lines: Sequence[Line], right: float | None = None) -> list[Drawn]:
    """The lines as one run of characters; wrapped lines are joined, an empty line stands at a wide gap.

    `right` is the edge that text may reach (points); without it the longest line tells it.
    """
    if not lines:
        return []
    edge = right if right is not None else _text_edge(lines)
    usual = _usual_gap(lines)
    hyphenated = sum(_is_broken_word(upper, lower) for upper, lower in pairwise(lines)) >= HYPHENATED
    result = list(lines[0].drawn)
    for upper, lower in pairwise(lines):
        between = _between(upper, lower, edge, usual, _last_word(result))
        if hyphenated and not between and _is_broken_word(upper, lower):
            result.pop()
        result += between
        result += lower.drawn
    return result


def _is_broken_word(upper: Line, lower: Line) -> bool:
    """Whether a word of letters ends in a hyphen at a line end and small letters follow."""
    return upper.drawn[-1][0] == "-" and bool(_BROKEN.search(upper.text)) and bool(_GOES_ON.match(lower.text))


def _last_word(drawn: list[Drawn]) -> str:
    """What has been written since the last space or line end; it may have begun several lines above."""
    word: list[str] = []
    for char, _ in reversed(drawn[-2_000:]):
        if char.isspace():
            break
        word.append(char)
    return "".join(reversed(word))


def _usual_gap(lines: Sequence[Line]) -> float:
    """The gap between lines of a paragraph as a share of their height: a low one of those that occur, at most 1.2."""
    gaps = sorted((b.box[1] - a.box[3]) / max(a.height, b.height, 0.1) for a, b in pairwise(lines))
    near = [gap for gap in gaps if -0.6 < gap < 1.2]
    return near[len(near) // 3] if near else 0.0


def _text_edge(lines: Sequence[Line]) -> float:
    """How far to the right running text reaches; a page header or footer far from the rest does not count."""
    body = list(lines)
    for place in (0, -1):
        if len(body) > 3:
            gap = body[1].box[1] - body[0].box[3] if place == 0 else body[-1].box[1] - body[-2].box[3]
            if gap > 1.5 * body[place].height:
                body.pop(place)
    return max(line.box[2] for line in body)


def _between(upper: Line, lower: Line, edge: float, usual: float, word: str) -> list[Drawn]:
    gap = lower.box[1] - upper.box[3]
    wide = (max(usual, 0.0) + 0.45) * min(upper.height, lower.height)
    if not _same_paragraph(upper, lower, gap, wide):
        return [LINE_END, LINE_END] if gap > wide else [LINE_END]
    glue = _glue(upper, lower, edge, word)
    return [LINE_END] if glue is None else [SPACE] if glue else []


def _same_paragraph(upper: Line, lower: Line, gap: float, wide: float) -> bool:
    height = min(upper.height, lower.height)
    if gap > wide or gap < -0.6 * height:
        return False
    if max(upper.height, lower.height) > 1.3 * height or upper.bold != lower.bold:
        return False
    if NEW_ITEM.match(lower.text):
        return False
    shift = lower.box[0] - upper.box[0]
    return -4 * height < shift < 4 * height


def _glue(upper: Line, lower: Line, edge: float, so_far: str) -> bool | None:
    """True: the lines are joined by a space; False: by nothing; None: they are not joined."""
    room = edge - upper.box[2]
    first, last = lower.drawn[0][0], upper.drawn[-1][0]
    character = _width(lower, 1)
    word = _first_word(lower.text)
    if is_wide(first) or is_wide(last):
        # closing marks may not begin a line, so up to two characters go down together with one
        needed = 3 * character if is_wide(first) else max(3 * character, _width(lower, len(word)))
        return False if room < needed else None
    if room >= _width(lower, len(word)) + 0.2 * upper.height and not _is_address_break(so_far, word, room, lower):
        return None
    if _is_address_break(so_far, word, room, lower) or (last == "-" and upper.text[-2:-1].isalpha()):
        return False
    if LABEL.match(lower.text) and room > 0.12 * (edge - upper.box[0]):
        return None
    broken_inside = room < 1.05 * character and last.isalnum() and first.isalnum()
    return not (broken_inside and (" " not in upper.text or any(map(is_wide, upper.text))))


def _width(line: Line, count: int) -> float:
    boxes = [box for _, box in line.drawn[:count] if box]
    return boxes[-1][2] - boxes[0][0] if boxes else 0.0


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]


_ADDRESS = re.compile(r"(?:https?://|www\.)\S{0,2000}$")


def _is_address_break(so_far: str, word: str, room: float, lower: Line) -> bool:
    """A URL goes on in the next line: it was broken because its next piece did not fit."""
    if not _ADDRESS.search(so_far) or not re.match(r"[A-Za-z0-9/?=&%#_.~+-]", word):
        return False
    piece = re.match(r"[^/?&=._-]*[/?&=._-]?", word)
    needed = _width(lower, max(len(piece.group()) if piece else 1, 1))
    if room >= needed:
        return False
    telling = re.search(r"[/?=&%_~#]|\d", word) or so_far[-1] in "/?=&%_-#"
    return room < 1.05 * _width(lower, 1) or bool(telling)

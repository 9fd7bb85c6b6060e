"""Where the box of an element stands: as a block, in a line or as a cell; cut away; moved off the screen."""

from __future__ import annotations

import re
from enum import StrEnum

from extract.documents.characters import names
from extract.documents.declarations import Declared
from extract.documents.lengths import is_zero, pixels

OFF_SCREEN = 400.0
"""Pixels to the left of or above the page from which on nothing of an element is seen."""
FAR = 3_000.0
"""Pixels from a side at which nobody looks for what was put there."""

PARAGRAPHS = names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr fieldset figure")
BLOCKS = PARAGRAPHS | names(
    "div caption dt dd section article header footer main nav aside address center form legend figcaption details "
    "summary body html thead tbody tfoot option optgroup dir menu hgroup listing xmp plaintext dialog search marquee "
    "text"
)


class Layout(StrEnum):
    """How an element stands among its neighbours."""

    BLOCK = "block"
    INLINE = "inline"
    COLUMN = "column"
    """In a line, but a box of its own width."""
    BOX = "box"
    """In a line, as one piece."""
    ROW = "row"
    CELL = "cell"
    ITEM = "item"
    TABLE = "table"


_USUAL = {"table": Layout.TABLE, "tr": Layout.ROW, "td": Layout.CELL, "th": Layout.CELL, "li": Layout.ITEM}
_DISPLAYED = {
    "inline": Layout.INLINE,
    "contents": Layout.INLINE,
    "ruby": Layout.INLINE,
    "inline-block": Layout.BOX,
    "inline-table": Layout.BOX,
    "inline-flex": Layout.BOX,
    "inline-grid": Layout.BOX,
    "-webkit-inline-box": Layout.BOX,
    "-webkit-inline-flex": Layout.BOX,
    "table": Layout.TABLE,
    "table-row": Layout.ROW,
    "table-cell": Layout.CELL,
    "list-item": Layout.ITEM,
}


def layout_of(tag: str, css: Declared, *, flexed: bool) -> Layout:
    """The layout of an element; `flexed` where its parent makes blocks of all its children (CSS Display 3, 2.7)."""
    usual = _USUAL.get(tag) or (Layout.BLOCK if tag in BLOCKS else Layout.INLINE)
    display = css.get("display", "")
    if not display or display in ("revert", "inherit"):
        layout = usual
    else:
        layout = _DISPLAYED.get(display, Layout.INLINE if display in ("initial", "unset") else Layout.BLOCK)
    if layout in (Layout.BLOCK, Layout.ITEM, Layout.TABLE):
        return layout
    if flexed or css.get("float", "none") not in ("none", "initial") or _is_lifted(css):
        return Layout.BLOCK
    if layout is Layout.BOX and (pixels(css.get("width")) or 0) > 1:
        return Layout.COLUMN
    return layout


def _is_lifted(css: Declared) -> bool:
    return css.get("position") in ("absolute", "fixed")


def is_cut_away(css: Declared, layout: Layout) -> bool:
    """Whether nothing of an element is left by its size and by clipping."""
    if _CLIPPED_AWAY.match(css.get("clip-path", "")) or (_is_lifted(css) and _NO_RECTANGLE.match(css.get("clip", ""))):
        return True
    if layout in (Layout.INLINE, Layout.CELL, Layout.ROW, Layout.TABLE):  # as large as what stands in it
        return False
    down, across = (css.get(f"overflow-{axis}", "visible") in _CUTS for axis in "yx")
    if (down or across) and any(is_zero(css.get(name)) for name in ("height", "max-height", "width", "max-width")):
        return True
    if (down or across) and _NO_LINE.fullmatch(css.get("line-height", "")) and css.get("height", "auto") == "auto":
        return True
    return across and _indented_out(css.get("text-indent"))


_NO_LINE = re.compile(r"0(?:px|pt|em|%)?|[01](?:\.\d{1,9})?px")
_CUTS = frozenset({"hidden", "clip", "scroll", "auto"})
_NO_RECTANGLE = re.compile(r"rect\(\s*[01](?:px)?[ ,]+[01](?:px)?[ ,]+[01](?:px)?[ ,]+[01](?:px)?\s*\)")
_CLIPPED_AWAY = re.compile(
    r"inset\(\s*(?:[5-9]\d|100)%|inset\(\s*\S{1,12}\s+100%|circle\(\s*0|polygon\(\s*(0\S{0,4}\s+0\S{0,4})(?:\s*,\s*\1)*\s*\)"
)


def _indented_out(indent: str | None) -> bool:
    """Whether a first line begins behind the end of its box, where it is cut off."""
    return bool(indent) and (pixels(indent, whole=1_000_000.0) or 0) >= 1_000_000.0


def is_off_screen(css: Declared, layout: Layout, *, painted: bool) -> bool:
    """Whether an element is moved to where no one sees it: beside the page, or behind a background (`painted`)."""
    position = css.get("position", "static")
    if position != "static" and painted and css.get("z-index", "").startswith("-"):
        return True
    away = [css.get("text-indent"), css.get("margin-left"), css.get("margin-top")]
    if position in ("absolute", "fixed", "relative"):
        away += [css.get("left"), css.get("top")]
    if position in ("absolute", "fixed"):
        sides = [pixels(css.get(side)) or 0 for side in ("left", "right", "top", "bottom")]
        if max(sides) >= FAR or sides[1] >= 2 * FAR / 3 or sides[3] >= 2 * FAR / 3:
            return True
    if any((pixels(value) or 0) <= -OFF_SCREEN for value in away):
        return True
    return layout is not Layout.INLINE and _moved(css)


_MOVE = re.compile(r"translate(?:x|y|3d)?\(\s*(-[\d.]{1,9}(?:px|%|em|rem|vw|vh)?)")
_SHRUNK = re.compile(r"scale(?:x|y|3d)?\(\s*0?\.?0{0,9}\s*[,)]")


def _moved(css: Declared) -> bool:
    transform = css.get("transform", "")
    if _SHRUNK.search(transform) or (css.get("scale", "").split() or ["1"])[0] in ("0", "0%", "0.0"):
        return True
    move = _MOVE.search(transform)
    moves = [move[1] if move else None, *css.get("translate", "").split()]
    return any((pixels(value) or 0) <= -OFF_SCREEN for value in moves)

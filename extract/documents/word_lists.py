"""The numbers of list paragraphs in a Word file (ISO 29500-1, 17.9): levels of lists, counted in reading order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extract.documents.markers import BULLET, numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_KINDS = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    kind: str
    """A list style of CSS; `bullet` and `none` write no number."""
    text: str
    """What stands before the paragraph, `%1` for the number of the first level."""
    start: int = 1


@dataclass(slots=True)
class ListNumbers:
    """The lists of a document, and the numbers reached so far."""

    levels: Mapping[str, Mapping[int, Level]]
    """By the number of a list."""
    by_style: Mapping[str, tuple[str, int]]
    """(list, level) of paragraph styles that are list items."""
    _reached: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def marker(self, paragraph: Any) -> str | None:
        """What stands before a paragraph; None where it is no item of a list."""
        named = self._named(paragraph)
        if named is None or named[0] == "0":
            return None
        number, depth = named
        level = self.levels.get(number, {}).get(depth)
        if level is None:
            return BULLET
        reached = self._reached[number]
        reached[depth] = reached.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, LEVELS):
            reached.pop(deeper, None)
        if level.kind in ("bullet", "none"):
            return BULLET if level.kind == "bullet" else None
        return self._written(number, level).strip() + " "

    def _named(self, paragraph: Any) -> tuple[str, int] | None:
        said = paragraph.find(f"{W}pPr/{W}numPr")
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        usual = self.by_style.get(style.get(W + "val") or "") if style is not None else None
        return (_number(said, "numId") or (usual or ("0", 0))[0], _depth(said)) if said is not None else usual

    def _written(self, number: str, level: Level) -> str:
        def one(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = self.levels[number].get(depth, level)
            return numeral(self._reached[number].get(depth, other.start), other.kind)

        return _PLACE.sub(one, level.text)


def numbering_of(document: Any) -> ListNumbers:
    """The lists of a document as python-docx opened it."""
    found = [r.target_part.element for r in document.part.rels.values() if r.reltype.endswith("/numbering")]
    levels = _levels(found[0]) if found else {}
    styles = {}
    for style in document.styles.element.iterchildren(W + "style"):
        said = style.find(f"{W}pPr/{W}numPr")
        number = _number(said, "numId") if said is not None else ""
        if number:
            styles[style.get(W + "styleId") or ""] = (number, _depth(said))
    return ListNumbers(levels, styles)


def _levels(numbering: Any) -> dict[str, dict[int, Level]]:
    abstract = {
        one.get(W + "abstractNumId"): {int(level.get(W + "ilvl") or 0): _level(level) for level in one.iter(W + "lvl")}
        for one in numbering.iterchildren(W + "abstractNum")
    }
    return {
        one.get(W + "numId"): abstract.get(_number(one, "abstractNumId"), {})
        for one in numbering.iterchildren(W + "num")
    }


def _level(level: Any) -> Level:
    kind = _number(level, "numFmt") or "decimal"
    kind = _KINDS.get(kind, kind if kind in ("bullet", "none") else "decimal")
    start = _number(level, "start")
    return Level(kind, _number(level, "lvlText") or "%1.", int(start) if start.isdigit() else 1)


def _number(element: Any, name: str) -> str:
    found = element.find(W + name)
    return (found.get(W + "val") or "") if found is not None else ""


def _depth(said: Any) -> int:
    level = _number(said, "ilvl")
    return int(level) if level.isdigit() else 0

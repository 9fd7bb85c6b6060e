"""The characters of a Word document, each with the text node it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from assemble.redact.sensitive import Sensitive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
TEXT_NODES = frozenset({f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText", f"{A}t", f"{M}t"})
_PARAGRAPH = frozenset({f"{W}p", f"{A}p", f"{M}oMath"})
_BLANK = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Origin = tuple[etree._Element, int] | None
"""Text node and offset in it; None for line ends and tabs."""


@dataclass(frozen=True, slots=True)
class Chars:
    """A document's text with the origin of each character."""

    text: str
    origins: tuple[Origin, ...]

    def replace(self, values: Iterable[Sensitive], mark: Callable[[Sensitive], str]) -> None:
        """Cut the values out of their nodes; the mark goes where the first character stood."""
        for value in sorted(values, key=lambda v: -v.start):
            touched = [o for o in self.origins[value.start : value.end] if o is not None]
            for index in range(len(touched) - 1, -1, -1):
                node, at = touched[index]
                text = node.text or ""
                node.text = text[:at] + (mark(value) if index == 0 else "") + text[at + 1 :]
                node.set(_SPACE, "preserve")


def chars_of(trees: Iterable[etree._Element]) -> Chars:
    """All text nodes in document order; a line a paragraph, the cells of a row with a tab between them.

    A paragraph inside another one (a text box) is read after it, so that the outer text stays in one piece.
    """
    text: list[str] = []
    origins: list[Origin] = []
    for tree in trees:
        for paragraph in _paragraphs(tree):
            for char, origin in _of_paragraph(paragraph):
                text.append(char)
                origins.append(origin)
            text.append("\t" if _ends_cell(paragraph) else "\n")
            origins.append(None)
    return Chars("".join(text), tuple(origins))


def _paragraphs(tree: etree._Element) -> Iterator[etree._Element]:
    yield from (e for e in tree.iter() if e.tag in _PARAGRAPH)


def _ends_cell(paragraph: etree._Element) -> bool:
    """Whether a paragraph is the last of a cell that has another one beside it."""
    cell = paragraph.getparent()
    if cell is None or cell.tag != f"{W}tc" or cell[-1] is not paragraph:
        return False
    beside = cell.getnext()
    return beside is not None and beside.tag == cell.tag


def _of_paragraph(node: etree._Element) -> Iterator[tuple[str, Origin]]:
    for child in node:
        if child.tag in _PARAGRAPH:
            continue
        if child.tag in TEXT_NODES:
            for at, char in enumerate(child.text or ""):
                yield char, (child, at)
        elif child.tag in _BLANK:
            yield _BLANK[child.tag], None
        elif child.tag == f"{W}bdo" and child.get(f"{W}val") == "rtl":  # its letters are shown backward
            yield "\u202e", None
            yield from _of_paragraph(child)
            yield "\u202c", None
        elif child.tag == f"{W}rt":  # a reading stands above its word
            yield "\n", None
            yield from _of_paragraph(child)
            yield "\n", None
        else:
            yield from _of_paragraph(child)

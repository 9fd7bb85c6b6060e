"""Text from outside made fit for a document: what XML cannot hold is taken out, everything else stays as it is."""

from __future__ import annotations

import re
from itertools import pairwise

GUARD = "\ufdd0"
"""A noncharacter (Unicode 23.7, for internal use) that the renderer needs for itself; taken out of every text."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufdd0\ufffe\uffff]")
"""What XML 1.0 (section 2.2, Char) does not allow, and the guard."""
_MARK = re.compile(r"^(?:[-–—•‣▪●○*·]{1,3}\s*|\(?[0-9]{1,2}[.)、]\s+|[①-⑳]\s*)(?=\S)")
FULL = 60
"""Columns from which on a line is taken to have been broken because it was full."""
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
"""Letters of two columns, which are written without spaces between words."""
_BREAKS = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]+")


def literal(text: str) -> str:
    """The text without characters that XML 1.0 does not allow; line ends are `\\n`."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text on one line: every run of white space is one space."""
    return " ".join(literal(_BREAKS.sub(" ", text)).split())


def entry(text: str) -> str:
    """The text of a list entry on one line, without the mark or number that its list gave it."""
    return _MARK.sub("", one_line(text))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text, split at empty lines; empty for a text without content.

    A line that is full was broken where the file's margin was: it goes on with the next one. A short line, and one
    before an entry of a list, was ended on purpose and stays so.
    """
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", literal(text)))
    return tuple(_unwrapped(part) for part in parts if part)


def _unwrapped(paragraph: str) -> str:
    lines = [line.strip() for line in paragraph.split("\n")]
    whole = lines[0]
    for before, line in pairwise(lines):
        if len(before) + len(_WIDE.findall(before)) < FULL or _MARK.match(line):
            whole += f"\n{line}"
        else:
            whole += line if _WIDE.fullmatch(before[-1]) and _WIDE.match(line) else f" {line}"
    return whole

"""The seller's own texts below a marketplace's mail: earlier appeals that it quotes, drafts that a colleague added.

They are kept apart so that no fact is read from them as the marketplace's.
"""

from __future__ import annotations

import re

from config.forwards import ForwardWords
from ingest.body_lines import Line
from ingest.forward_headers import RULE, marker_style

HEADING_CHARACTERS = 90
"""Longer lines are no headings."""
LEADS = re.compile(r"^[\W\d_]{0,10}")


def own_start(lines: tuple[Line, ...], words: ForwardWords, *, forwarded: bool) -> int | None:
    """The number of the first line of the seller's own text at the end of a mail; None when there is none.

    In a forwarded mail a draft below a rule is looked for too.
    """
    depth = min((line.depth for line in lines if line.text), default=0)
    found = [
        place
        for place in (_quoted_tail(lines, depth), _draft(lines, words) if forwarded else None)
        if place is not None
    ]
    return min(found, default=None)


def _quoted_tail(lines: tuple[Line, ...], depth: int) -> int | None:
    """The start of the block of deeper quoted lines at the end: what the marketplace answers to."""
    for number, line in enumerate(lines):
        if line.depth > depth and line.text and _only_quoted(lines[number:], depth):
            return number
    return None


def _only_quoted(lines: tuple[Line, ...], depth: int) -> bool:
    texts = [line for line in lines if line.text]
    return sum(line.depth > depth for line in texts) >= max(2, 0.8 * len(texts))


def _draft(lines: tuple[Line, ...], words: ForwardWords) -> int | None:
    """The start of a draft: a rule or marker and then a heading that names an answer of the seller's."""
    for number, line in enumerate(lines):
        if RULE.match(line.text) or marker_style(line.text, words):
            ahead = next((one.text for one in lines[number + 1 : number + 5] if one.text), "")
            if is_own_heading(ahead, words):
                return number
    return None


def is_own_heading(text: str, words: ForwardWords) -> bool:
    """Whether a line begins a text of the seller's own."""
    if not text or len(text) > HEADING_CHARACTERS:
        return False
    plain = LEADS.sub("", text).casefold()
    return any(plain.startswith(heading) for heading in words.own_words.headings)

"""Text of an HTML body that the reader does not see: words put there for filters and programs.

Only what is hidden on its own element is found (style, `hidden`); style sheets are not worked out here. A preview line
that mail programs show beside the subject is hidden too, so hidden words count only when the visible text holds next to
none of them.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.body_lines import lines_of

WORD = re.compile(r"[^\W\d_]{4,40}")
STYLE = re.compile(
    r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden|font-size\s{0,5}:\s{0,5}0(?![.\d])|opacity\s{0,5}:\s{0,5}0(?![.\d])"
    r"|max-height\s{0,5}:\s{0,5}0(?![.\d])|mso-hide\s{0,5}:\s{0,5}all|text-indent\s{0,5}:\s{0,5}-\d{3,6}",
    re.I,
)
COLOUR = re.compile(r"(?:^|;)\s{0,5}color\s{0,5}:\s{0,5}([^;]{1,40})", re.I)
GROUND = re.compile(r"(?:^|;)\s{0,5}background(?:-color)?\s{0,5}:\s{0,5}([^;]{1,40})", re.I)
FEWEST = 4
"""Fewer hidden words say nothing."""
SHARED = 0.25
"""A preview line repeats more of the visible words than this."""


def split(markup: str) -> tuple[str, str]:
    """The visible text of an HTML body, a paragraph a line, and the hidden text."""
    tree = LexborHTMLParser(markup)
    tree.strip_tags(["head", "style", "script", "template", "title"])
    hidden: list[str] = []
    for node in tree.css("[style], [hidden]"):
        if is_hidden(node):
            hidden.append(node.text(separator=" "))
            node.decompose()
    lines = lines_of("text/html", tree.body.html or "") if tree.body else ()
    return "\n\n".join(line.text.replace("\t", " ") for line in lines if line.text), " ".join(hidden)


def is_hidden(node: LexborNode) -> bool:
    """Whether an element hides its content by itself."""
    if "hidden" in node.attributes:
        return True
    style = node.attributes.get("style") or ""
    if STYLE.search(style):
        return True
    colour, ground = COLOUR.search(style), GROUND.search(style)
    return bool(colour and ground and colour.group(1).strip().lower() == ground.group(1).strip().lower())


def contradicts(hidden: str, visible: str) -> bool:
    """Whether hidden words are many and next to none of them stands in the visible text."""
    words = {word.lower() for word in WORD.findall(hidden)}
    if len(words) < FEWEST:
        return False
    seen = {word.lower() for word in WORD.findall(visible)}
    return len(words & seen) < SHARED * len(words)

"""format=flowed (RFC 3676) undone: soft line breaks joined, space-stuffing removed, quote marks kept.

>>> unflow("This is one \\nparagraph.\\n", delsp=False)
'This is one paragraph.\\n'
"""

from __future__ import annotations

SIGNATURE = "-- "


def unflow(text: str, *, delsp: bool) -> str:
    """The text with flowed lines joined; with `delsp` the space at the break goes too (section 4.1)."""
    lines: list[str] = []
    open_depth: int | None = None
    for raw in text.replace("\r\n", "\n").split("\n"):
        depth, line = _split(raw)
        if open_depth == depth and line != SIGNATURE:
            lines[-1] += line
        else:
            lines.append(f"{'>' * depth} {line}" if depth else line)
        flows = line.endswith(" ") and line != SIGNATURE
        open_depth = depth if flows else None
        if flows and delsp:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _split(raw: str) -> tuple[int, str]:
    """Quote depth of a line and its content without quote marks and space-stuffing (section 4.4)."""
    content = raw.lstrip(">")
    depth = len(raw) - len(content)
    return depth, content.removeprefix(" ")

"""A header block as found in a body, and how the addresses in its lines are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import header_text
from ingest.body_lines import Line
from ingest.forward_dates import Written
from ingest.message import Address

ADDRESS = re.compile(r"[\w.+=~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
CLUTTER = re.compile(r"(?i)\[?mailto:[^\s\]>]{0,200}\]?|[<>\[\]();\uff1b\"“”|*]")


@dataclass(frozen=True, slots=True)
class Block:
    """One header block in a body."""

    start: int
    """Number of its first line, the marker and rule above it counted in."""
    end: int
    """Number of the first line of what it is the header of."""
    depth: int
    """Quote marks before its lines."""
    style: str
    sender: Address | None
    recipients: tuple[Address, ...]
    date: Written | None
    subject: str
    marked: bool
    """Whether a line says that a forwarded or original mail follows."""
    attribution: bool = False
    """Whether it is the one line over a quotation."""


def after_blanks(lines: tuple[Line, ...], number: int) -> int:
    """The number of the first line that is not blank, from `number` on."""
    while number < len(lines) and not lines[number].text:
        number += 1
    return number


def address_in(value: str) -> Address | None:
    """The address in a From line; its name may stand alone."""
    match = ADDRESS.search(value)
    name = header_text.tidy(CLUTTER.sub(" ", value.replace(match.group(), " ") if match else value))
    name = re.sub(r"(?i)\s*(?:<|\[|\()?\s*(?:im auftrag von|on behalf of|代表)\s*$", "", name).strip(" '")
    if not match and not name:
        return None
    return header_text.address_of(name, match.group() if match else "")


def addresses_in(value: str) -> tuple[Address, ...]:
    """The addresses in a line of recipients."""
    found = (address_in(piece) for piece in re.split(r"[;,\uff0c\uff1b\u3001]", value))
    return tuple(one for one in found if one is not None and (one.address or one.name))

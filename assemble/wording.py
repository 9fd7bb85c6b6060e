"""How times, deadlines and names are put into words in a document; English, no locale of the machine."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from assemble.literal import one_line
from config.words import Basis
from extract.facts import Deadline

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """`15 March 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(at: datetime) -> str:
    """`15 March 2026, 09:14 (UTC-08:00)`; says so where no time zone is known."""
    return f"{day(at)}, {at:%H:%M} ({zone(at)})"


def zone(at: datetime) -> str:
    """`UTC`, `UTC-08:00`, or that it is not stated."""
    offset = at.utcoffset()
    if offset is None:
        return "time zone not stated"
    minutes = int(offset / timedelta(minutes=1))
    return f"UTC{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"


def basis(deadline: Deadline) -> str:
    """Where a deadline comes from, in one sentence."""
    also = f" The notice adds: “{one_line(deadline.also)}”." if deadline.also else ""
    match deadline.basis:
        case Basis.STATED:
            return f"Stated in the notice: “{one_line(deadline.text)}”.{also}"
        case Basis.RELATIVE:
            return f"Counted from the date of the notice: “{one_line(deadline.text)}”.{also}"
        case Basis.RULE:
            return f"OUR WORKING TARGET, not the marketplace's: the notice states no deadline.{also}"


def quote(text: str) -> str:
    """The notice's own words, marked as such."""
    return f"“{one_line(text)}”"

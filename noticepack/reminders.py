"""Which reminders are due now, and what each says. Pure: the clock and the cases are handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from config.reminder_settings import before_to_delta
from noticepack.due import Due, basis_words, due_cases, due_json, in_zones, what, where
from noticepack.rows import Summary
from noticepack.screen import harmless, time_left
from storage.catalog_rows import CaseRow

OVERDUE = "overdue"
PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to remind somebody of."""

    due: Due
    kind: str
    """A time of the setting (`P1D`), `overdue`, or `person` where a person must look and no clock runs."""

    @property
    def occasion(self) -> str:
        """What makes it one reminder and not another: another deadline, or a newer notice, is another occasion."""
        if self.due.row.deadline_at is not None and self.kind != PERSON:
            return f"{self.due.row.deadline_at.astimezone(UTC).isoformat()} {self.kind}"
        return f"{Summary.of(self.due.row).newest} {self.kind}"


def due_reminders(rows: Iterable[CaseRow], before: Sequence[str], now: datetime) -> Iterator[Reminder]:
    """The reminders whose time has come: of each case the most urgent one, the most urgent case first.

    `before` are times before a deadline (`P3D`). Earlier times that were missed are not made up for.
    """
    times = sorted(before, key=before_to_delta)
    for due in due_cases(rows, now):
        if due.left is not None:
            kind = OVERDUE if due.left < timedelta(0) else _reached(due.left, times)
            if kind:
                yield Reminder(due, kind)
        if due.person:
            yield Reminder(due, PERSON)


def _reached(left: timedelta, times: Sequence[str]) -> str:
    """The shortest time before the deadline that has come; empty where none has."""
    return next((text for text in times if left <= before_to_delta(text)), "")


def reminder_lines(reminder: Reminder, now: datetime, zone: tzinfo) -> tuple[str, ...]:
    """What a reminder says to people, a line each; the first says it all in short."""
    row, deadline = reminder.due.row, reminder.due.deadline
    about = f"{row.id}, {where(row)}: {what(row)}"
    if deadline is None or reminder.kind == PERSON:
        lines = [f"A person must look: {about}", reminder.due.person]
    else:
        left = time_left(deadline.at, now)
        lines = [f"{left[:1].upper()}{left[1:]}: {about}", f"state: {row.state}"]
        lines += [f"due: {line}" for line in in_zones(deadline, zone)]
        lines.append(basis_words(deadline))
    return tuple(harmless(line) for line in (*lines, f"noticepack case show {row.id}"))


def reminder_json(reminder: Reminder, now: datetime, zone: tzinfo) -> dict[str, object]:
    """What a reminder says to programs: as `deadlines --json`, with the kind and the lines for people."""
    lines = list(reminder_lines(reminder, now, zone))
    return {"reminder": reminder.kind, **due_json(reminder.due, zone), "lines": lines}

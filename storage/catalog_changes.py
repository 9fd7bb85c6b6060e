"""Every way in which the catalog changes, as a value: what is written into the tables, and what the journal keeps.

A change says all that it needs, so that the same changes in the same order make the same tables. `apply` is the only
way into the tables; the journal writes changes as JSON and reads them back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, insert, select, update

from config.errors import Damaged, NotStored
from storage.catalog_reminders import begin_reminder, end_reminder
from storage.catalog_rows import CaseChange, DocketRow, ItemRow, Outcome, PrintRow, ReminderRow, SightingRow
from storage.catalog_save import finish, plain, save_case, save_change, save_fingerprint, save_repeat
from storage.catalog_schema import docket, items, sightings
from storage.search_index import forget_search

_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Received:
    """An item of so many bytes was seen in a place."""

    seen: SightingRow
    size: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of an item; with what it repeats, if it repeats another."""

    outcome: Outcome
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """What a notice is recognised by."""

    row: PrintRow


@dataclass(frozen=True, slots=True)
class CasesSaved:
    """Cases as they are now, and the outcomes of the items that made them so."""

    changes: tuple[CaseChange, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """A person decided that an item is genuine."""

    digest: str
    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReminderBegun:
    """A program begins to send a reminder."""

    row: ReminderRow


@dataclass(frozen=True, slots=True)
class ReminderEnded:
    """A reminder was sent; with None it was not."""

    row: ReminderRow
    sent: datetime | None


@dataclass(frozen=True, slots=True)
class OnDocket:
    """The seller gave or said something for a case."""

    row: DocketRow


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A case is to be found no more."""

    case_id: str


Change = (
    Received | Ended | Printed | CasesSaved | Released | ReminderBegun | ReminderEnded | OnDocket | Forgotten
)  # fmt: skip


def apply(connection: Connection, change: Change) -> bool:
    """Write a change into the tables; whether anything is other than before.

    Raises: NotStored (what it is about was never received).
    """
    return _APPLY[type(change)](connection, change)


def change_to_json(change: Change) -> str:
    """A change as one line of ASCII."""
    return json.dumps({"kind": type(change).__name__, "change": _plain(change)}, separators=(",", ":"))


def json_to_change(text: str) -> Change:
    """The change in a line. Raises: Damaged."""
    try:
        data = json.loads(text)
        change: Change = _adapter(data["kind"]).validate_python(data["change"])
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise Damaged("the journal holds a change that cannot be read") from error
    return change


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter({one.__name__: one for one in _APPLY}[kind])


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return _HALF.sub("\ufffd", value) if isinstance(value, str) else value


def _received(connection: Connection, change: Received) -> bool:
    seen = change.seen
    new = connection.execute(select(items.c.digest).where(items.c.digest == seen.digest)).first() is None
    if new:
        item = ItemRow(seen.digest, seen.source, seen.container, seen.received, change.size)
        connection.execute(insert(items).values(plain(item) | {"state": item.state.value}))
    here = (sightings.c.digest == seen.digest) & (sightings.c.source == seen.source)
    if connection.execute(select(sightings.c.id).where(here)).first() is not None:
        return new
    connection.execute(insert(sightings).values(plain(seen)))
    return True


def _ended(connection: Connection, change: Ended) -> bool:
    finish(connection, change.outcome)
    if change.of is not None:
        save_repeat(connection, change.outcome.digest, change.of)
    return True


def _printed(connection: Connection, change: Printed) -> bool:
    save_fingerprint(connection, change.row)
    return True


def _cases_saved(connection: Connection, change: CasesSaved) -> bool:
    for one in change.changes:
        save_case(connection, one.row)
    for one in change.changes:
        save_change(connection, one)
    for outcome in change.outcomes:
        finish(connection, outcome)
    return True


def _released(connection: Connection, change: Released) -> bool:
    values = {"released_by": change.by, "released_why": change.why, "released_at": change.at}
    if not connection.execute(update(items).where(items.c.digest == change.digest).values(values)).rowcount:
        raise NotStored(f"{change.digest}: no such item was received", advice="`noticepack items` lists them.")
    return True


def _reminder_begun(connection: Connection, change: ReminderBegun) -> bool:
    return begin_reminder(connection, change.row)


def _reminder_ended(connection: Connection, change: ReminderEnded) -> bool:
    end_reminder(connection, change.row, change.sent)
    return True


def _on_docket(connection: Connection, change: OnDocket) -> bool:
    connection.execute(insert(docket).values(plain(change.row)))
    return True


def _forgotten(connection: Connection, change: Forgotten) -> bool:
    forget_search(connection, change.case_id)
    return True


_APPLY: dict[type, Callable[[Connection, Any], bool]] = {
    Received: _received, Ended: _ended, Printed: _printed, CasesSaved: _cases_saved, Released: _released,
    ReminderBegun: _reminder_begun, ReminderEnded: _reminder_ended, OnDocket: _on_docket, Forgotten: _forgotten,
}  # fmt: skip

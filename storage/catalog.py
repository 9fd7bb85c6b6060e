"""The catalog: an SQL index over items and cases, and the record of what is still to be done.

SQLAlchemy Core on SQLite or PostgreSQL. An item is recorded as received once its bytes are in the vault and
finished with exactly one outcome; a case and the outcome of the item that changed it are written in one transaction.
What a killed run left is found by `unfinished`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import groupby
from typing import Any, Self

from sqlalchemy import Row, Select, func, select

from config.errors import NotStored, UsageError
from storage.catalog_changes import (
    CasesSaved,
    Change,
    Ended,
    Forgotten,
    OnDocket,
    Printed,
    Received,
    Released,
    ReminderBegun,
    ReminderEnded,
)
from storage.catalog_reminders import sent_reminders
from storage.catalog_rows import (
    MERGED,
    CaseChange,
    CaseRow,
    Counts,
    DocketRow,
    ItemRow,
    ItemState,
    Outcome,
    PacketRow,
    PrintRow,
    ReminderRow,
    SightingRow,
)
from storage.catalog_save import found_cases
from storage.catalog_schema import cases, docket, fingerprints, items, packets, repeats, sightings
from storage.database import Database
from storage.journal import Journal
from storage.pending import check_whole, pass_on, write

PAGE = 500  # rows fetched at once
DIGITS = re.compile(r"[0-9a-f]{6,64}")


class Catalog:
    """The catalog in one database. Safe to open in several processes; use one object a process."""

    def __init__(self, database: Database, journal: Journal | None = None) -> None:
        """Open it; without a journal what it would keep stays pending.

        Raises: StorageError (no catalog, or one that this noticepack does not know, or one for search only).
        """
        self._database, self._journal = database, journal
        self._reading, self._writing = database.reading, database.writing
        database.prepare()
        with self._reading() as connection:
            check_whole(connection, database.name)

    @property
    def name(self) -> str:
        """Where it is, for people."""
        return self._database.name

    def close(self) -> None:
        """Close all connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def record_received(self, seen: SightingRow, size: int) -> ItemRow:
        """Record that an item of `size` bytes was seen in a place; the item as the catalog has it from now on.

        What was recorded before stays: where and when it was seen first, and its outcome. The journal has it at the
        latest when the item's outcome is written.
        """
        with self._writing() as connection:
            write(connection, Received(seen, size))
            item = _item(connection.execute(select(items).where(items.c.digest == seen.digest)).one())
        if item.state is not ItemState.RECEIVED:
            self.pass_on()
        return item

    def turn(self) -> AbstractContextManager[None]:
        """The right to change cases, held by one program at a time of all that use this catalog.

        Whoever looks a case up in order to write it back does both in one turn: of two programs that read the same
        case, one would undo what the other wrote.
        """
        return self._database.turn()

    def known(self, digest: str) -> ItemRow | None:
        """The item with this digest, or None when none was ever recorded."""
        with self._reading() as connection:
            row = connection.execute(select(items).where(items.c.digest == digest)).first()
        return None if row is None else _item(row)

    def unfinished(self) -> tuple[ItemRow, ...]:
        """Items that were received and have no outcome yet, oldest first."""
        return tuple(self.items(ItemState.RECEIVED))

    def finish(self, outcome: Outcome) -> None:
        """Write what became of an item. Raises: NotStored (it was never received)."""
        self._change(Ended(outcome))

    def finish_repeat(self, outcome: Outcome, of: str) -> None:
        """Write that an item says what another one says. Raises: NotStored (one of them was never received)."""
        self._change(Ended(outcome, of))

    def repeat_of(self, digest: str) -> str | None:
        """The item that this one repeats in other bytes; None when it repeats none."""
        with self._reading() as connection:
            found: str | None = connection.execute(select(repeats.c.of).where(repeats.c.item == digest)).scalar()
        return found

    def save_fingerprint(self, row: PrintRow) -> None:
        """Keep what a notice is recognised by; it counts from when the item is archived."""
        with self._writing() as connection:
            write(connection, Printed(row))

    def fingerprints(self, facts: str) -> tuple[PrintRow, ...]:
        """The fingerprints of archived items that state the same facts, oldest first."""
        query = (
            select(fingerprints)
            .join(items, items.c.digest == fingerprints.c.item)
            .where((fingerprints.c.facts == facts) & (items.c.state == ItemState.ARCHIVED.value))
            .order_by(items.c.received, items.c.digest)
        )
        return tuple(PrintRow(**row._asdict()) for row in self._rows(query))

    def save_cases(self, changes: Sequence[CaseChange], outcomes: Sequence[Outcome] = ()) -> None:
        """Write cases, what their items state, their packets and the outcomes that made them so, all or nothing."""
        self._change(CasesSaved(tuple(changes), tuple(outcomes)))

    def forget(self, case_id: str) -> None:
        """Let nothing of a case be found any more: it was removed from the archive."""
        self._change(Forgotten(case_id))

    def release(self, digest: str, *, by: str, why: str, at: datetime) -> None:
        """Record that a person decided that an item is genuine; the newest decision counts. Raises: NotStored."""
        self._change(Released(digest, by, why, at))

    def case(self, case_id: str) -> CaseRow:
        """The case with this id. Raises: NotStored."""
        with self._reading() as connection:
            row = connection.execute(select(cases).where(cases.c.id == case_id)).first()
        if row is None:
            raise NotStored(f"there is no case {case_id!r}", advice="`noticepack cases` lists them.")
        return _case(row)

    def cases(self, state: str | None = None) -> Iterator[CaseRow]:
        """Cases (of one state), those whose deadline comes first, first; those without a deadline last."""
        query = select(cases).order_by(cases.c.deadline_at.is_(None), cases.c.deadline_at, cases.c.id)
        return map(_case, self._rows(query if state is None else query.where(cases.c.state == state)))

    def find_cases(self, values: Sequence[str]) -> tuple[CaseRow, ...]:
        """The cases whose items state one of the values, by id."""
        with self._reading() as connection:
            found = sorted(found_cases(connection, values))
            rows = [connection.execute(select(cases).where(cases.c.id == case_id)).one() for case_id in found]
        return tuple(map(_case, rows))

    def cases_of(self, platform: str, account: str) -> tuple[CaseRow, ...]:
        """The cases of one seller on one platform, in every marketplace, by id."""
        theirs = (cases.c.account == account) & (cases.c.platform == platform)
        return tuple(map(_case, self._rows(select(cases).where(theirs).order_by(cases.c.id))))

    def packets(self, case_id: str) -> tuple[PacketRow, ...]:
        """The packets of a case, oldest first."""
        query = select(packets).where(packets.c.case_id == case_id).order_by(packets.c.made, packets.c.version)
        return tuple(PacketRow(**row._asdict()) for row in self._rows(query))

    def begin_reminder(self, row: ReminderRow) -> bool:
        """Whether the reminder is this program's to send: nobody sent it, and nobody is at it."""
        with self._writing() as connection:
            return write(connection, ReminderBegun(row))

    def end_reminder(self, row: ReminderRow, sent: datetime | None) -> None:
        """Write that a reminder was sent; with None that it was not, so that it is tried again at once."""
        self._change(ReminderEnded(row, sent))

    def reminders(self, case_id: str) -> tuple[ReminderRow, ...]:
        """The reminders of a case that were sent, oldest first."""
        with self._reading() as connection:
            return tuple(sent_reminders(connection, case_id))

    def add_to_docket(self, row: DocketRow) -> None:
        """Write one more entry. Raises: StorageError (there is no such case, or the number is taken)."""
        self._change(OnDocket(row))

    def docket(self, case_ids: Sequence[str]) -> tuple[DocketRow, ...]:
        """The entries of some cases, case by case, in their order."""
        query = select(docket).where(docket.c.case_id.in_(case_ids)).order_by(docket.c.case_id, docket.c.number)
        return tuple(DocketRow(**row._asdict()) for row in self._rows(query))

    def items(self, state: str | None = None) -> Iterator[ItemRow]:
        """Items (of one state), oldest first."""
        query = select(items).order_by(items.c.received, items.c.digest)
        return map(_item, self._rows(query if state is None else query.where(items.c.state == state)))

    def seen_items(self, state: str | None = None) -> Iterator[tuple[ItemRow, tuple[SightingRow, ...]]]:
        """Items (of one state), oldest first, each with its sightings in the order in which it was seen."""
        columns = [column.label(f"seen_{column.name}") for column in sightings.c]
        query = select(items, *columns).join(sightings, sightings.c.digest == items.c.digest)
        query = query.order_by(items.c.received, items.c.digest, sightings.c.id)
        rows = self._rows(query if state is None else query.where(items.c.state == state))
        for _, same in groupby(rows, key=lambda row: row.digest):
            group = list(same)
            yield _item(group[0]), tuple(_sighting(row, "seen_") for row in group)

    def find_item(self, start: str) -> ItemRow:
        """The one item whose digest begins so; `sha256:` may be left out.

        Raises: NotStored (none), UsageError (several, or no beginning of a digest).
        """
        digits = start.removeprefix("sha256:").lower()
        if not DIGITS.fullmatch(digits):
            raise UsageError(
                f"{start[:80]!r} is no item", advice="Give the beginning of a digest of `noticepack items`."
            )
        found = list(self._rows(select(items).where(items.c.digest.startswith(f"sha256:{digits}")).limit(2)))
        if len(found) > 1:
            raise UsageError(f"more than one item begins with {start}", advice="Give more digits of the digest.")
        if not found:
            raise NotStored(f"there is no item {start}", advice="`noticepack items` lists them.")
        return _item(found[0])

    def case_items(self, case_id: str) -> tuple[ItemRow, ...]:
        """The items that stand in a case, oldest first."""
        query = select(items).where(items.c.case_id == case_id).order_by(items.c.received, items.c.digest)
        return tuple(map(_item, self._rows(query)))

    def sightings(self, digest: str) -> tuple[SightingRow, ...]:
        """Every place where an item was seen, in the order in which it was."""
        query = select(sightings).where(sightings.c.digest == digest).order_by(sightings.c.id)
        return tuple(map(_sighting, self._rows(query)))

    def counts(self) -> Counts:
        """How many items stand where, how often items were seen, how many cases there are; of one moment."""
        with self._reading() as connection:
            query = select(items.c.state, func.count().label("total")).group_by(items.c.state)
            states = {row.state: row.total for row in connection.execute(query)}
            seen = connection.execute(select(func.count()).select_from(sightings)).scalar_one()
            living = select(func.count()).select_from(cases).where(cases.c.state != MERGED)
            opened = connection.execute(living).scalar_one()
        return Counts(**{state.value: states.get(state.value, 0) for state in ItemState}, sightings=seen, cases=opened)

    def pass_on(self) -> None:
        """Keep what is pending in the journal. Raises: StorageError (it stays pending)."""
        if self._journal is not None:
            pass_on(self._database, self._journal)

    def _change(self, change: Change) -> None:
        """Write a change, and let the journal have it before this returns."""
        with self._writing() as connection:
            write(connection, change)
        self.pass_on()

    def _rows(self, query: Select[Any]) -> Iterator[Row[Any]]:
        with (
            self._reading() as connection,
            connection.execute(query, execution_options={"yield_per": PAGE}) as found,
        ):
            yield from found


def _item(row: Row[Any]) -> ItemRow:
    names = ItemRow.__dataclass_fields__
    return ItemRow(**{name: getattr(row, name) for name in names} | {"state": ItemState(row.state)})


def _sighting(row: Row[Any], prefix: str = "") -> SightingRow:
    return SightingRow(**{name: getattr(row, prefix + name) for name in SightingRow.__dataclass_fields__})


def _case(row: Row[Any]) -> CaseRow:
    return CaseRow(**row._asdict() | {"violations": tuple(row.violations.split())})

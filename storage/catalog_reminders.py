"""Which reminders were sent: each is begun by one program, and sent once.

A reminder is recorded as begun before it is sent and as sent after. A program that is killed in between leaves it
begun; after `GIVEN_UP` another takes it up. So a reminder may come twice after a kill, and never not at all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from storage.catalog_rows import ReminderRow
from storage.catalog_save import plain
from storage.catalog_schema import reminders

GIVEN_UP = timedelta(minutes=15)
"""How long a program may take to send what it began; then it counts as gone."""


def begin_reminder(connection: Connection, row: ReminderRow) -> bool:
    """Whether it is this program's to send: nobody sent it, and nobody is at it."""
    before = connection.execute(select(reminders).where(_here(row))).first()
    if before is None:
        connection.execute(insert(reminders).values(plain(row)))
        return True
    if before.sent is not None or row.begun - before.begun < GIVEN_UP:
        return False
    connection.execute(update(reminders).where(_here(row)).values(begun=row.begun))
    return True


def end_reminder(connection: Connection, row: ReminderRow, sent: datetime | None) -> None:
    """Write that it was sent; with None that it was not, so that the next program tries again at once."""
    if sent is None:
        connection.execute(delete(reminders).where(_here(row) & reminders.c.sent.is_(None)))
    else:
        connection.execute(update(reminders).where(_here(row)).values(sent=sent))


def sent_reminders(connection: Connection, case_id: str) -> list[ReminderRow]:
    """The reminders of a case that were sent, oldest first."""
    query = select(reminders).where((reminders.c.case_id == case_id) & reminders.c.sent.is_not(None))
    return [ReminderRow(**row._asdict()) for row in connection.execute(query.order_by(reminders.c.sent))]


def _here(row: ReminderRow) -> ColumnElement[bool]:
    same = (reminders.c.case_id == row.case_id) & (reminders.c.occasion == row.occasion)
    return same & (reminders.c.channel == row.channel)

"""Audit logs made, changed and checked for the tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from storage.audit import AuditLog
from storage.audit_check import LogState, check_log
from storage.audit_record import Entry
from tests.storage.doubles import MemoryStore

AT = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)


def entry(number: int = 0, **changes: object) -> Entry:
    """An entry with the values that a test does not care about."""
    given = {
        "at": AT + timedelta(seconds=number), "user": "ann", "role": "operator", "origin": "ann@desk",
        "via": "command line", "action": "archive.add", "target": f"AMZ-US-{number}", "outcome": "done",
        "details": {"version": "v1"},
    }  # fmt: skip
    return Entry(**given | changes)  # type: ignore[arg-type]


def filled(log: AuditLog, *sizes: int) -> None:
    """So many records, a checkpoint after each size but the last when that is 0."""
    number = 0
    for size in sizes:
        for _ in range(size):
            number = log.append(entry(number))
        log.seal(AT)


def state(log: AuditLog, store: MemoryStore) -> LogState:
    """What a check finds."""
    return check_log(store, log.id, log.local())


def found(log: AuditLog, store: MemoryStore) -> set[tuple[str, int, int]]:
    """The faults: code, first and last record."""
    return {(fault.code.value, fault.first, fault.last) for fault in state(log, store).faults}


def edit(log: AuditLog, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines of the records file of this machine."""
    path = log._records
    path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))

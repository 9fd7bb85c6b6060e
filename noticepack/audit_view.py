"""The audit logs as a person asks for them: who did what, and whether every record is as it was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.errors import NotStored
from noticepack.trail import Trail
from storage.audit_check import LogState, check_log, logs_in, read_log
from storage.audit_compare import AuditFault, AuditFaultCode
from storage.audit_record import Record, line_to_record
from storage.objects import ObjectStore


@dataclass(frozen=True, slots=True)
class Shown:
    """A record and the log it stands in."""

    log: str
    record: Record


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records to show; what is not told does not matter."""

    target: str | None = None
    """Beginning of the target: a case, a digest."""
    action: str | None = None
    """Beginning of the action: `archive`, `vault.get`."""
    user: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def fits(self, record: Record) -> bool:
        """Whether a record is one of those."""
        entry = record.entry
        return (
            entry.target.startswith(self.target or "")
            and entry.action.startswith(self.action or "")
            and self.user in (None, entry.user)
            and (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
        )


def check_logs(store: ObjectStore, trail: Trail, pinned: Sequence[str] = ()) -> Iterator[LogState]:
    """The state of every log in the store and of this machine's, each record read.

    With `pinned` fingerprints (64 hex digits), logs of other keys are faults, and so is a pinned log that is not there.
    """
    local = trail.log.local()
    names = dict.fromkeys([*logs_in(store), *((local.log,) if local else ())])
    seen = set()
    for name in names:
        state = check_log(store, name, local)
        seen.add(state.fingerprint)
        if pinned and state.fingerprint not in pinned:
            state = _with(state, AuditFault(AuditFaultCode.KEY, f"audit/{name}", 0, 0, "is of a key that is not known"))
        yield state
    for fingerprint in pinned:
        if fingerprint not in seen:
            gone = AuditFault(AuditFaultCode.REMOVED, f"audit/{fingerprint[:16]}", 0, 0, "the whole log is not there")
            yield LogState(fingerprint[:16], fingerprint, 0, 0, 0, "", (gone,))


def _with(state: LogState, fault: AuditFault) -> LogState:
    return replace(state, faults=(*state.faults, fault))


def records(store: ObjectStore, trail: Trail, wanted: Wanted) -> list[Shown]:
    """The records wanted of all logs, oldest first; of this machine's log also what is not sealed yet.

    Raises: Damaged (a line cannot be read: `check_logs` tells which).
    """
    local = trail.log.local()
    found = []
    for name in dict.fromkeys([*logs_in(store), *((local.log,) if local else ())]):
        lines = local.lines if local and local.log == name else _stored(store, name)
        found += [Shown(name, record) for record in map(line_to_record, lines) if wanted.fits(record)]
    return sorted(found, key=lambda shown: (shown.record.entry.at, shown.log, shown.record.seq))


def _stored(store: ObjectStore, name: str) -> Iterator[bytes]:
    try:
        yield from read_log(store, name)
    except NotStored as error:
        raise NotStored(error.message, advice="Run `noticepack audit verify`: records are missing.") from error

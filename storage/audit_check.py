"""Checks of audit logs: every record against the chain, every checkpoint against its signature, and which is wrong.

A log lies in the store, up to its last checkpoint, and on the machine that writes it, whole. Either copy may have been
changed. The records that a signed checkpoint covers are proven by its digest; where one copy is the proven one, the
other is compared with it line by line, so that the very record is named. Where neither is, the chain tells where it
breaks. Faults are values; only a store that does not answer raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.errors import Damaged, NotStored
from storage.audit_compare import AuditFault, AuditFaultCode, Numbered, chained, compared, moved, numbered
from storage.audit_record import START, line_hash, whole_lines
from storage.audit_seal import ID_DIGITS, Checkpoint, bytes_to_checkpoint, checkpoint_hash, fingerprint, signed_by
from storage.objects import ObjectStore

STATEMENT = re.compile(r"audit/[0-9a-f]{16}/checkpoints/[0-9]{12,}\.json")


@dataclass(frozen=True, slots=True)
class LogState:
    """What a check of one log found."""

    log: str
    fingerprint: str
    """SHA-256 of its public key; empty when there is none to read."""
    records: int
    checkpoints: int
    sealed: int
    """Records that a sound checkpoint covers."""
    sealed_at: str
    """Time of the last checkpoint, UTC; empty without any."""
    faults: tuple[AuditFault, ...]


def logs_in(store: ObjectStore) -> tuple[str, ...]:
    """The names of all logs in the store, in their order."""
    found = (re.match(r"audit/([0-9a-f]{16})/", key) for key in store.keys("audit/"))
    return tuple(sorted({match[1] for match in found if match}))


@dataclass(frozen=True, slots=True)
class LocalCopy:
    """A log on the machine that writes it."""

    log: str
    lines: Sequence[bytes]
    sealed: int
    """Records that were sealed, as this machine remembers."""


def check_log(store: ObjectStore, log: str, local: LocalCopy | None = None) -> LogState:
    """Every fault of one log, in the store and in the copy of this machine. Raises: Unavailable."""
    mine = local if local is not None and local.log == log else None
    return _LogCheck(store, log, numbered(mine.lines) if mine else None, mine.sealed if mine else 0, []).state()


def read_log(store: ObjectStore, log: str) -> Iterator[bytes]:
    """The lines of a log in the store that its checkpoints name, oldest first. Raises: NotStored, Damaged."""
    for key in _statements(store, log):
        yield from whole_lines(store.get(bytes_to_checkpoint(store.get(key)).segment_key))


def _statements(store: ObjectStore, log: str) -> list[str]:
    keys = store.keys(f"audit/{log}/checkpoints/")
    return sorted(key for key in keys if STATEMENT.fullmatch(key))


@dataclass(slots=True)
class _LogCheck:
    store: ObjectStore
    log: str
    local: Sequence[Numbered] | None
    remembered: int
    faults: list[AuditFault]

    def state(self) -> LogState:
        public, known = self._public()
        checkpoints = list(self._checkpoints(public))
        head, records = START, 0
        for checkpoint in checkpoints:
            self._segment(checkpoint, head if checkpoint.first == records + 1 else None)
            head, records = checkpoint.head, checkpoint.records
        self._rest(head, records)
        self.faults += moved("this machine", self.local or (), [one.records for one in checkpoints])
        self._gone(checkpoints)
        total = max(records, self._local_last())
        at = checkpoints[-1].at if checkpoints else ""
        return LogState(self.log, known, total, len(checkpoints), records, at, tuple(self.faults))

    def _fault(self, code: AuditFaultCode, place: str, first: int, last: int, detail: str) -> None:
        self.faults.append(AuditFault(code, place, first, last, detail))

    def _public(self) -> tuple[bytes | None, str]:
        key = f"audit/{self.log}/public.pem"
        try:
            public = self.store.get(key)
            known = fingerprint(public)
        except NotStored:
            if self.local is None or _statements(self.store, self.log):
                self._fault(AuditFaultCode.KEY, key, 0, 0, "is not there")
            return None, ""
        except Damaged as error:
            self._fault(AuditFaultCode.KEY, key, 0, 0, error.message)
            return None, ""
        if known[:ID_DIGITS] != self.log:
            self._fault(AuditFaultCode.KEY, key, 0, 0, "is not the key that this log is named by")
            return None, known
        return public, known

    def _checkpoints(self, public: bytes | None) -> Iterator[Checkpoint]:
        """The checkpoints whose signature is right, oldest first."""
        previous, last = START, 0
        for key in _statements(self.store, self.log):
            try:
                data = self.store.get(key)
                found = bytes_to_checkpoint(data)
                if found.key != key:
                    raise Damaged("is the checkpoint of another place")
                if public is None or not signed_by(public, data, self.store.get(found.signature_key)):
                    raise Damaged("its signature is not that of the log's key")
            except (Damaged, NotStored) as error:
                self._fault(AuditFaultCode.CHECKPOINT, key, 0, 0, error.message)
                continue
            if found.previous != previous or found.first != last + 1:
                detail = f"a checkpoint between records {last} and {found.records} is gone or was put in"
                self._fault(AuditFaultCode.CHECKPOINT, key, last + 1, found.first - 1, detail)
            previous, last = checkpoint_hash(data), found.records
            yield found

    def _segment(self, checkpoint: Checkpoint, before: str | None) -> None:
        """Compare both copies of the records of a checkpoint with what it states."""
        stored = self._stored_part(checkpoint)
        mine = self._local_part(checkpoint.first, checkpoint.records)
        copies = [(checkpoint.segment_key, stored), ("this machine", mine)]
        proven = [lines for _, lines in copies if lines is not None and _hash(lines) == checkpoint.segment]
        for place, lines in copies:
            if lines is None or lines in proven:
                continue
            if proven:
                truth = [line for _, line in proven[0]]
                last_kept = checkpoint.records if place != "this machine" else self._local_last()
                self.faults += compared(place, lines, truth, checkpoint.first, last_kept)
            else:
                self._unproven(place, [line for _, line in lines], checkpoint, before)

    def _stored_part(self, checkpoint: Checkpoint) -> list[Numbered] | None:
        key, first, last = checkpoint.segment_key, checkpoint.first, checkpoint.records
        try:
            data = self.store.get(key)
            if not data.endswith(b"\n"):
                self._fault(AuditFaultCode.CHANGED, key, first, last, "does not end as it was sealed")
            return numbered([line for line in data.split(b"\n") if line])
        except NotStored as error:
            self._fault(AuditFaultCode.REMOVED, key, first, last, error.message)
        except Damaged as error:
            self._fault(AuditFaultCode.CHANGED, key, first, last, error.message)
        return None

    def _unproven(self, place: str, lines: list[bytes], checkpoint: Checkpoint, before: str | None) -> None:
        """Neither copy is what was signed: the chain tells where it breaks, or all of them were written anew."""
        found = list(chained(place, lines, checkpoint.first, before, checkpoint.head))
        if not found:
            detail = "none of these records is proven: the checkpoint states others"
            found = [AuditFault(AuditFaultCode.CHANGED, place, checkpoint.first, checkpoint.records, detail)]
        self.faults += found

    def _rest(self, head: str, records: int) -> None:
        """The records on this machine after the last checkpoint."""
        mine = self._local_part(records + 1, None)
        if mine:
            lines = [line for _, line in mine]
            self.faults += chained("this machine", lines, records + 1, head, None)

    def _gone(self, checkpoints: Sequence[Checkpoint]) -> None:
        """Checkpoints that were there: this machine remembers them, or their records are still in the store."""
        last = checkpoints[-1].records if checkpoints else 0
        if last < self.remembered:
            detail = f"the checkpoints up to record {self.remembered} are gone"
            self._fault(AuditFaultCode.CHECKPOINT, f"audit/{self.log}/checkpoints/", last + 1, self.remembered, detail)
        named = {checkpoint.segment_key for checkpoint in checkpoints}
        for key in self.store.keys(f"audit/{self.log}/records/"):
            if key not in named:
                self._fault(AuditFaultCode.CHECKPOINT, key, 0, 0, "no checkpoint names these records")

    def _local_part(self, first: int, last: int | None) -> list[Numbered] | None:
        """The local lines whose numbers are in a range, as they follow each other."""
        if self.local is None:
            return None
        return [one for one in self.local if one[0] >= first and (last is None or one[0] <= last)]

    def _local_last(self) -> int:
        return max((number for number, _ in self.local or ()), default=0)


def _hash(lines: Sequence[Numbered]) -> str:
    return line_hash(b"".join(line + b"\n" for _, line in lines))

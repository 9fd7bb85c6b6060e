"""The audit log of this machine: appended to by any number of processes, sealed into the store by signed checkpoints.

Records lie in `records.jsonl` in a folder of the machine. `append` returns when the record is on the disk; writers take
turns by a lock on a file (flock). `seal` puts the records since the last checkpoint, the checkpoint and its signature
into the store. What it is about to write is noted first, so that a kill in between is ended by the next `seal` with the
same bytes. Losing the folder loses what was not sealed; the next record begins a log of its own, with another key.

    >>> import tempfile
    >>> from datetime import UTC, datetime
    >>> from storage.directory import DirectoryStore
    >>> store = DirectoryStore(Path(tempfile.mkdtemp()))
    >>> log = AuditLog(Path(tempfile.mkdtemp()), lambda at: store)
    >>> at = datetime(2026, 3, 12, tzinfo=UTC)
    >>> log.append(Entry(at, "ann", "operator", "ann@desk", "command line", "archive.add", "AMZ-1", "done"))
    1
    >>> log.seal(at).records
    1
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from config.errors import AlreadyStored, Damaged, StorageError
from storage.audit_check import LocalCopy
from storage.audit_record import (
    LONGEST,
    START,
    Entry,
    Record,
    line_hash,
    line_to_record,
    record_to_line,
    stamp,
    whole_lines,
)
from storage.audit_seal import ID_DIGITS, Checkpoint, Signer, checkpoint_hash, new_key
from storage.durable import PRIVATE_FILE, make_folder, read_file, replace_file
from storage.objects import ObjectStore

RECORDS, KEY, SEALED = "records.jsonl", "key.pem", "sealed.json"
MOVE_ADVICE = "Run `noticepack audit verify`, keep the folder as evidence, and move it away to begin a new log."


@dataclass(frozen=True, slots=True)
class _Sealed:
    """How far the log is sealed: kept beside the records."""

    records: int = 0
    size: int = 0
    """Bytes of the records file that are sealed."""
    previous: str = START
    """Hash of the last checkpoint."""
    head: str = START
    """Hash of the last sealed line."""
    until: int = 0
    """Bytes that a checkpoint under way is to cover; 0 when none is."""
    at: str = ""
    """Time of the checkpoint under way."""


class AuditLog:
    """The log in `folder`, sealed into the store that `store_at` gives for a time (its lock depends on the time)."""

    def __init__(self, folder: Path, store_at: Callable[[datetime], ObjectStore]) -> None:
        """Nothing is read or made yet."""
        self._folder, self._store_at = folder, store_at

    @property
    def id(self) -> str:
        """The log's name in the store; made with its key on the first use."""
        return self._signer.fingerprint[:ID_DIGITS]

    @property
    def fingerprint(self) -> str:
        """What an auditor should know from elsewhere: SHA-256 of the public key, 64 hex digits."""
        return self._signer.fingerprint

    def append(self, entry: Entry) -> int:
        """Record it, on the disk when this returns; its number. Raises: Damaged (the log was cut or changed)."""
        with self._errors(), self._turn("lock"):
            descriptor = os.open(self._records, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
            try:
                return self._append(descriptor, entry)
            finally:
                os.close(descriptor)

    def seal(self, at: datetime) -> Checkpoint | None:
        """Put a checkpoint over all records into the store; None when there is nothing new.

        Raises:
            Damaged: the log was cut or changed. Unavailable and other StorageErrors: the store; seal again.
        """
        with self._errors(), self._turn("seal.lock"):
            sealed = self._sealed()
            done = self._seal_noted(sealed) if sealed.until else None
            sealed = self._sealed()
            data = self._since(sealed)
            if not data:
                return done
            self._note(replace(sealed, until=sealed.size + len(data), at=stamp(at)))
            return self._seal_noted(self._sealed())

    def unsealed(self) -> int:
        """How many records no checkpoint covers yet."""
        with self._errors():
            return self._since(self._sealed()).count(b"\n") if self._records.exists() else 0

    def local(self) -> LocalCopy | None:
        """The log as it lies on this machine; None when nothing was ever recorded here."""
        if not self._records.exists():
            return None
        with self._errors():
            return LocalCopy(self.id, tuple(whole_lines(read_file(self._records))), self._sealed().records)

    @property
    def _records(self) -> Path:
        return self._folder / RECORDS

    @cached_property
    def _signer(self) -> Signer:
        with self._errors(), self._turn("lock"):
            self._make_key()
            return Signer(read_file(self._folder / KEY))

    def _make_key(self) -> None:
        file = self._folder / KEY
        if file.exists():
            return
        if self._records.exists() and self._records.stat().st_size:
            raise Damaged(f"{file}: the key of the audit log is gone", advice=MOVE_ADVICE)
        replace_file(file, new_key())

    def _append(self, descriptor: int, entry: Entry) -> int:
        size = self._mend(descriptor)
        seq, previous = self._last(descriptor, size) if size else self._begin()
        line = record_to_line(Record(seq + 1, previous, entry))
        if len(line) > LONGEST:
            raise StorageError(f"a record of the audit log is longer than {LONGEST} bytes: {entry.action}")
        os.pwrite(descriptor, line + b"\n", size)
        os.fsync(descriptor)
        return seq + 1

    def _begin(self) -> tuple[int, str]:
        self._make_key()
        self._note(_Sealed())
        return 0, START

    def _mend(self, descriptor: int) -> int:
        """The size without what a killed writer left after the last whole line, which was never told to be done."""
        size = os.fstat(descriptor).st_size
        if size < self._sealed().size:
            raise Damaged(f"{self._records}: records that a checkpoint covers are gone", advice=MOVE_ADVICE)
        tail = _tail(descriptor, size)
        whole = size - (len(tail) - tail.rfind(b"\n") - 1)
        if whole != size:
            os.ftruncate(descriptor, whole)
        return whole

    def _last(self, descriptor: int, size: int) -> tuple[int, str]:
        """Number and hash of the last line."""
        line = _tail(descriptor, size)[:-1].rpartition(b"\n")[2]
        try:
            return line_to_record(line).seq, line_hash(line)
        except Damaged as error:
            raise Damaged(f"{self._records}: the last record was changed", advice=MOVE_ADVICE) from error

    def _since(self, sealed: _Sealed) -> bytes:
        """The whole lines after those sealed; up to where a checkpoint under way is to end."""
        if not self._records.exists():
            return b""
        with self._records.open("rb") as file:
            file.seek(sealed.size)
            data = file.read(sealed.until - sealed.size if sealed.until else -1)
        return data[: data.rfind(b"\n") + 1]

    def _seal_noted(self, noted: _Sealed) -> Checkpoint:
        """Write the checkpoint that was noted: the same bytes however often it is begun."""
        data, lines = self._since(noted), []
        if len(data) != noted.until - noted.size:
            raise Damaged(f"{self._records}: records that were being sealed are gone", advice=MOVE_ADVICE)
        head = noted.head
        for number, line in enumerate(whole_lines(data), noted.records + 1):
            record = line_to_record(line)
            if (record.seq, record.previous) != (number, head):
                raise Damaged(f"{self._records}: record {number} does not follow the one before", advice=MOVE_ADVICE)
            head = line_hash(line)
            lines.append(line)
        found = Checkpoint(
            log=self.id, records=noted.records + len(lines), head=head, first=noted.records + 1,
            segment=line_hash(data), previous=noted.previous, at=noted.at,
        )  # fmt: skip
        self._publish(found, data)
        hashed = checkpoint_hash(found.to_bytes())
        self._note(_Sealed(found.records, noted.until, hashed, head))
        return found

    def _publish(self, found: Checkpoint, data: bytes) -> None:
        store = self._store_at(datetime.fromisoformat(found.at))
        statement = found.to_bytes()
        try:
            store.put_new(f"audit/{self.id}/public.pem", self._signer.public)
            store.put_new(found.segment_key, data)
            store.put_new(found.signature_key, self._signer.sign(statement))
            store.put_new(found.key, statement)
        except AlreadyStored as error:
            raise Damaged(
                f"audit/{self.id}: the store holds another continuation of this log: its folder was copied",
                advice=MOVE_ADVICE,
            ) from error

    def _sealed(self) -> _Sealed:
        file = self._folder / SEALED
        if not file.exists() and not (self._records.exists() and self._records.stat().st_size):
            return _Sealed()
        try:
            return _Sealed(**json.loads(read_file(file)))
        except (ValueError, TypeError, FileNotFoundError) as error:
            raise Damaged(f"{file}: cannot be read", advice=MOVE_ADVICE) from error

    def _note(self, sealed: _Sealed) -> None:
        replace_file(self._folder / SEALED, json.dumps(asdict(sealed)).encode() + b"\n")

    @contextmanager
    def _turn(self, name: str) -> Iterator[None]:
        make_folder(self._folder)
        descriptor = os.open(self._folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StorageError(
                f"{self._folder}: {error.strerror}; what cannot be recorded is not done",
                advice="Check the folder's permissions and the space on the disk.",
            ) from error


def _tail(descriptor: int, size: int) -> bytes:
    """The end of the file, longer than the longest line and its line feed."""
    start = max(0, size - 2 * LONGEST)
    return os.pread(descriptor, size - start, start)

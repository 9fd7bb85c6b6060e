"""The audit log is appended to and sealed, by many writers and over kills."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Damaged, StorageError, Unavailable
from storage.audit import AuditLog
from storage.audit_check import check_log, logs_in, read_log
from storage.audit_record import START, Record, line_to_record, record_to_line
from storage.audit_seal import bytes_to_checkpoint
from tests.storage.auditing import AT, entry, filled, state
from tests.storage.doubles import FailingStore, MemoryStore


def test_records_are_chained_and_sealed(log: AuditLog, store: MemoryStore) -> None:
    """Records are numbered from 1, each names the line before, and what is sealed reads the same from the store."""
    filled(log, 3, 2)
    assert log.append(entry(9)) == 6
    lines = log._records.read_bytes().splitlines()
    assert [line_to_record(line).seq for line in lines] == [1, 2, 3, 4, 5, 6]
    before = [START, *(hashlib.sha256(line).hexdigest() for line in lines)]
    assert [line_to_record(line).previous for line in lines] == before[:6]
    assert list(read_log(store, log.id)) == lines[:5]
    assert logs_in(store) == (log.id,)
    assert (log.unsealed(), state(log, store).faults) == (1, ())
    assert (state(log, store).records, state(log, store).checkpoints, state(log, store).sealed) == (6, 2, 5)


def test_nothing_new_is_no_checkpoint(log: AuditLog, store: MemoryStore) -> None:
    """Sealing an empty log, or again, writes nothing."""
    assert log.seal(AT) is None
    filled(log, 2)
    before = dict(store.objects)
    assert log.seal(AT) is None
    assert store.objects == before


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,5}", fullmatch=True), st.text(), max_size=3))
def test_any_text_is_one_line(user: str, target: str, details: dict[str, str]) -> None:
    """Whatever names and targets hold, a record is one line that reads back as it was written."""
    line = record_to_line(Record(1, START, entry(user=user, target=target, details=details)))
    assert b"\n" not in line
    assert b"\r" not in line
    assert record_to_line(line_to_record(line)) == line


@pytest.mark.parametrize("wrong", [{"action": "Two words"}, {"outcome": ""}, {"at": AT.replace(tzinfo=None)}])
def test_an_entry_is_checked(wrong: dict[str, object]) -> None:
    """Actions and outcomes are words of ours, and a time has a zone."""
    with pytest.raises(ValueError, match="not an entry"):
        entry(**wrong)


def test_a_copied_log_cannot_go_on_twice(log: AuditLog, store: MemoryStore, tmp_path: Path) -> None:
    """Two machines with copies of one folder: the second that seals is refused, loudly."""
    filled(log, 2)
    shutil.copytree(tmp_path / "audit", tmp_path / "copy")
    copy = AuditLog(tmp_path / "copy", lambda at: store)
    log.append(entry(3))
    copy.append(entry(4))
    log.seal(AT)
    with pytest.raises(Damaged, match="another continuation"):
        copy.seal(AT)


def test_a_lost_key_or_seal_is_damage(log: AuditLog, tmp_path: Path) -> None:
    """A log without its key or its memory of checkpoints begins no second history under the same name."""
    filled(log, 2)
    (tmp_path / "audit" / "sealed.json").unlink()
    with pytest.raises(Damaged):
        log.append(entry())
    (tmp_path / "audit" / "key.pem").unlink()
    with pytest.raises(Damaged):
        AuditLog(tmp_path / "audit", lambda at: MemoryStore()).seal(AT)


def test_what_a_killed_writer_left_is_no_record(log: AuditLog, store: MemoryStore) -> None:
    """Half a line at the end was never told to be recorded: the next record takes its place."""
    filled(log, 2)
    with log._records.open("ab") as file:
        file.write(b'{"action":"archive.add","at":"20')
    assert log.append(entry(3)) == 3
    log.seal(AT)
    assert state(log, store).faults == ()
    assert state(log, store).records == 3


@pytest.mark.parametrize("done_first", [False, True], ids=["write lost", "answer lost"])
@pytest.mark.parametrize("at", range(1, 8))
def test_a_seal_that_was_killed_is_ended_by_the_next(tmp_path: Path, at: int, done_first: bool) -> None:
    """A kill at any write of a seal leaves a checkpoint that the next seal ends with the same bytes."""
    store = MemoryStore()
    failing = FailingStore(store, at, done_first)
    first = AuditLog(tmp_path / "audit", lambda at: failing)
    with suppress(Unavailable):
        filled(first, 2, 2)
    log = AuditLog(tmp_path / "audit", lambda at: store)
    log.append(entry(9))
    log.seal(AT + timedelta(hours=1))
    assert state(log, store).faults == ()
    assert log.unsealed() == 0


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.audit import AuditLog
from storage.audit_record import Entry
from storage.directory import DirectoryStore
store = DirectoryStore(Path(sys.argv[1]) / "store")
log = AuditLog(Path(sys.argv[1]) / "audit", lambda at: store)
at = datetime(2026, 1, 1, tzinfo=UTC)
for number in range(int(sys.argv[3])):
    entry = Entry(at, sys.argv[2], "operator", "h", "run", "archive.add", str(number), "done")
    print(log.append(entry), flush=True)
    if number % 7 == 0:
        log.seal(at)
"""


def test_processes_write_one_chain(tmp_path: Path) -> None:
    """Processes that record and seal at the same time write one chain; each got a number of its own."""
    from storage.directory import DirectoryStore

    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [
        subprocess.Popen([*command, f"writer-{n}", "30"], stdout=subprocess.PIPE, text=True,
                         cwd=Path(__file__).parents[2])
        for n in range(4)
    ]  # fmt: skip
    numbers = [int(line) for writer in writers for line in writer.communicate(timeout=100)[0].split()]
    assert [writer.returncode for writer in writers] == [0] * 4
    assert sorted(numbers) == list(range(1, 121))
    store = DirectoryStore(tmp_path / "store")
    log = AuditLog(tmp_path / "audit", lambda at: store)
    log.seal(AT)
    result = check_log(store, log.id, log.local())
    assert (result.faults, result.records, result.sealed) == ((), 120, 120)


def test_a_kill_loses_no_record_that_was_told(tmp_path: Path) -> None:
    """kill -9 of a process that records and seals: what it told is there, and the chain is whole after every kill."""
    from storage.directory import DirectoryStore

    store = DirectoryStore(tmp_path / "store")
    told = 0
    for kill in range(10):
        command = [sys.executable, "-c", WRITER, str(tmp_path), "w", "100000"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as writer:
            assert writer.stdout is not None
            for _ in range(1 + kill):
                told = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            told = max([told, *map(int, writer.stdout.read().split())])
        log = AuditLog(tmp_path / "audit", lambda at: store)
        assert log.append(entry()) >= told + 1
        log.seal(AT)
        assert check_log(store, log.id, log.local()).faults == ()


def test_a_disk_that_refuses_is_told(log: AuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that cannot be written is an error: what cannot be recorded must not be done."""

    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", refuse)
    with pytest.raises(StorageError, match="not done"):
        log.append(entry())


def test_a_checkpoint_checks_itself(log: AuditLog) -> None:
    """A statement with other numbers, other digests or another format is none."""
    filled(log, 2)
    log.append(entry())
    sound = log.seal(AT)
    assert sound is not None
    data = sound.to_bytes()
    assert bytes_to_checkpoint(data) == sound
    for wrong in (data[:-1], data + b"\n", b"[]", b"{}", data.replace(b"checkpoint/1", b"checkpoint/2"),
                  data.replace(b'"first":3', b'"first":9'), data.replace(b'"log":"', b'"log":"x')[:-2]):  # fmt: skip
        with pytest.raises(Damaged):
            bytes_to_checkpoint(wrong)

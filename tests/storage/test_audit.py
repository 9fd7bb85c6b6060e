"""The audit log: appended to, sealed, and every edit of it found and named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import Damaged, StorageError, Unavailable
from storage.audit import AuditLog
from storage.audit_check import LogState, check_log, logs_in, read_log
from storage.audit_compare import AuditFaultCode
from storage.audit_record import START, Entry, Record, line_to_record, record_to_line
from storage.audit_seal import Signer, bytes_to_checkpoint, new_key
from tests.storage.doubles import FailingStore, MemoryStore

AT = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)


def entry(number: int = 0, **changes: object) -> Entry:
    """An entry with the values that a test does not care about."""
    given = {
        "at": AT + timedelta(seconds=number), "user": "ann", "role": "operator", "origin": "ann@desk",
        "via": "command line", "action": "archive.add", "target": f"AMZ-US-{number}", "outcome": "done",
        "details": {"version": "v1"},
    }  # fmt: skip
    return Entry(**given | changes)  # type: ignore[arg-type]


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


@pytest.fixture
def log(tmp_path: Path, store: MemoryStore) -> AuditLog:
    """An empty log."""
    return AuditLog(tmp_path / "audit", lambda at: store)


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


def changed(line: bytes) -> bytes:
    """The same record with another target: what someone does who hides what was taken."""
    return line.replace(b"AMZ-US-", b"AMZ-GB-")


EDITS = [
    ("a record changed", lambda x: [*x[:3], changed(x[3]), *x[4:]], {("changed", 4, 4)}),
    ("two records changed", lambda x: [changed(x[0]), *x[1:6], changed(x[6]), *x[7:]],
     {("changed", 1, 1), ("changed", 7, 7)}),
    ("a record removed", lambda x: [*x[:4], *x[5:]], {("removed", 5, 5)}),
    ("the first removed", lambda x: x[1:], {("removed", 1, 1)}),
    ("two records exchanged", lambda x: [x[0], x[2], x[1], *x[3:]], {("reordered", 3, 3)}),
    ("a record moved to the end", lambda x: [*x[:1], *x[2:], x[1]], {("reordered", 2, 2), ("reordered", 3, 3)}),
    ("a line put in", lambda x: [*x[:2], b"{}", *x[2:]], None),
    ("a record repeated", lambda x: [*x[:2], x[1], *x[2:]], None),
    ("bytes that are no text", lambda x: [*x[:2], b"\xff\x00", *x[3:]], {("changed", 3, 3)}),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "expected"), EDITS, ids=[one[0] for one in EDITS])
@pytest.mark.parametrize("sizes", [(5, 5), (10,), (3, 3, 3, 1)], ids=str)
def test_an_edit_on_this_machine_is_named(
    log: AuditLog, store: MemoryStore, what: str, change: Callable[[list[bytes]], list[bytes]],
    expected: set[tuple[str, int, int]] | None, sizes: tuple[int, ...],
) -> None:  # fmt: skip
    """A record that is changed, removed, moved or put in on the machine is found, and its number told."""
    filled(log, *sizes)
    edit(log, change)
    result = found(log, store)
    assert result
    if expected is not None and "moved to the end" not in what:
        assert result == expected
    assert {code for code, _, _ in result} <= {"changed", "removed", "reordered", "added"}


@pytest.mark.parametrize("kept", [0, 1, 4, 9])
def test_a_cut_log_is_found(log: AuditLog, store: MemoryStore, kept: int) -> None:
    """A log cut at its end is found by check, told from which record on, and takes no record until someone looked."""
    filled(log, 5, 5)
    edit(log, lambda lines: lines[:kept])
    assert min(first for _, first, _ in found(log, store)) == kept + 1
    assert {code for code, _, _ in found(log, store)} == {"truncated"}
    with pytest.raises(Damaged):
        log.append(entry())


@pytest.mark.parametrize(("take", "put", "named"), [(2, 3, 3), (0, 5, 1), (4, 0, 1)])
def test_a_record_moved_out_of_its_part_is_named(
    log: AuditLog, store: MemoryStore, take: int, put: int, named: int
) -> None:
    """A record that was moved beyond the checkpoint that covers it is found, though each part is whole by itself."""
    filled(log, 3, 3)

    def move(lines: list[bytes]) -> list[bytes]:
        line = lines.pop(take)
        return [*lines[:put], line, *lines[put:]]

    edit(log, move)
    assert ("reordered", named, named) in found(log, store)


def test_records_that_are_not_sealed_yet_are_chained_too(log: AuditLog, store: MemoryStore) -> None:
    """An edit after the last checkpoint is found by the chain alone."""
    filled(log, 3)
    for number in range(4, 9):
        log.append(entry(number))
    edit(log, lambda lines: [*lines[:4], changed(lines[4]), *lines[5:]])
    assert found(log, store) == {("changed", 5, 5)}
    with pytest.raises(Damaged, match="record 6"):
        log.seal(AT)


def rewritten(lines: list[bytes]) -> list[bytes]:
    """The whole chain made anew with one target changed: sound in itself."""
    result, previous = [], START
    for number, line in enumerate(lines, start=1):
        old = line_to_record(changed(line) if number == 2 else line)
        result.append(record_to_line(Record(number, previous, old.entry)))
        previous = hashlib.sha256(result[-1]).hexdigest()
    return result


def test_a_chain_written_anew_is_not_what_was_signed(log: AuditLog, store: MemoryStore) -> None:
    """Who writes the whole chain anew has no signature for it: all from the changed record on differ."""
    filled(log, 4)
    edit(log, rewritten)
    assert found(log, store) == {("changed", number, number) for number in (2, 3, 4)}


def test_an_edit_in_the_store_is_named(log: AuditLog, store: MemoryStore) -> None:
    """Records changed in the store are told apart by the copy of this machine, or by the chain where there is none."""
    filled(log, 4, 4)
    (key,) = (key for key in store.objects if "000000000005-" in key)
    lines = store.objects[key].splitlines()
    store.objects[key] = b"\n".join([lines[0], changed(lines[1]), *lines[2:]]) + b"\n"
    assert found(log, store) == {("changed", 6, 6)}
    assert [(fault.code, fault.first) for fault in check_log(store, log.id).faults] == [("changed", 6)]
    store.objects[key] = b"\n".join([*lines[:3], changed(lines[3])]) + b"\n"
    assert [(fault.code, fault.first) for fault in check_log(store, log.id).faults] == [("changed", 8)]
    del store.objects[key]
    assert found(log, store) == {("removed", 5, 8)}


@pytest.mark.parametrize("part", ["checkpoints/000000000006.json", "checkpoints/000000000006.sig",
                                  "records/000000000004-000000000006.jsonl", "public.pem",
                                  "checkpoints/000000000009.json"])  # fmt: skip
@pytest.mark.parametrize("what", ["removed", "one bit", "emptied", "added to"])
def test_no_file_in_the_store_can_be_touched(log: AuditLog, store: MemoryStore, part: str, what: str) -> None:
    """Removing, emptying or changing one bit of any object of a log is found, with and without the machine's copy."""
    filled(log, 3, 3, 3)
    key = f"audit/{log.id}/{part}"
    data = store.objects.pop(key)
    if what != "removed":
        flipped = bytes([*data[:40], data[40] ^ 1, *data[41:]])
        store.objects[key] = {"one bit": flipped, "emptied": b"", "added to": data + b"x"}[what]
    assert state(log, store).faults
    assert check_log(store, log.id).faults


def test_checkpoints_that_were_rolled_back_are_missed(log: AuditLog, store: MemoryStore) -> None:
    """The last checkpoint gone with its records: the machine that sealed them knows how far it was."""
    filled(log, 3, 3)
    for key in [key for key in store.objects if "006" in key]:
        del store.objects[key]
    assert ("checkpoint", 4, 6) in found(log, store)


def test_another_key_signs_nothing(log: AuditLog, store: MemoryStore) -> None:
    """Checkpoints signed by a key of someone else, even with that key put in place, are no checkpoints of this log."""
    filled(log, 3)
    forger = Signer(new_key())
    (statement,) = (key for key in store.objects if key.endswith(".json"))
    store.objects[statement.replace(".json", ".sig")] = forger.sign(store.objects[statement])
    assert AuditFaultCode.CHECKPOINT in {fault.code for fault in state(log, store).faults}
    store.objects[f"audit/{log.id}/public.pem"] = forger.public
    assert AuditFaultCode.KEY in {fault.code for fault in state(log, store).faults}


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


def test_openssl_says_the_same(log: AuditLog, store: MemoryStore, tmp_path: Path) -> None:
    """A public tool checks the signature of a checkpoint and the fingerprint of the key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is missing")
    filled(log, 3)
    for key, data in store.objects.items():
        (tmp_path / Path(key).name).write_bytes(data)
    base = [openssl, "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-rawin", "-in", "000000000003.json"]
    done = subprocess.run([*base, "-sigfile", "000000000003.sig"], cwd=tmp_path, capture_output=True, text=True)
    assert "Verified Successfully" in done.stdout
    der = [openssl, "pkey", "-pubin", "-in", "public.pem", "-outform", "DER"]
    key = subprocess.run(der, cwd=tmp_path, capture_output=True, check=True).stdout
    assert hashlib.sha256(key).hexdigest() == log.fingerprint
    statement = json.loads((tmp_path / "000000000003.json").read_bytes())
    assert statement["head"] == hashlib.sha256(log._records.read_bytes().splitlines()[-1]).hexdigest()


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_flipped_bit_is_always_found(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Whichever bit of whichever object or of the machine's records is flipped, a check finds it."""
    store = MemoryStore()
    log = AuditLog(tmp_path_factory.mktemp("log") / "audit", lambda at: store)
    filled(log, 2, 3)
    names = ["local", *sorted(store.objects)]
    name = data.draw(st.sampled_from(names))
    old = log._records.read_bytes() if name == "local" else store.objects[name]
    at = data.draw(st.integers(0, len(old) * 8 - 1))
    new = bytearray(old)
    new[at // 8] ^= 1 << at % 8
    if name == "local":
        log._records.write_bytes(new)
    else:
        store.objects[name] = bytes(new)
    assert state(log, store).faults


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

"""Every edit of the audit log is found and named, on this machine and in the store."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.errors import Damaged
from storage.audit import AuditLog
from storage.audit_check import check_log
from storage.audit_compare import AuditFaultCode
from storage.audit_record import START, Record, line_to_record, record_to_line
from storage.audit_seal import Signer, new_key
from tests.storage.auditing import AT, edit, entry, filled, found, state
from tests.storage.doubles import MemoryStore


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

"""Faults of every kind at rates up to 30 %: nothing lost, nothing double, nothing half visible."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from config.errors import Conflict, NotStored, StorageError
from storage.archive import Archive
from storage.audit import AuditLog
from storage.audit_check import check_log
from storage.s3 import S3Store
from storage.vault import Vault, new_identity
from tests.services.faulty_proxy import Fault, Weather, faulty_proxy
from tests.services.seaweed import BUCKET, Server
from tests.storage.auditing import AT, entry
from tests.storage.doubles import MemoryStore

pytestmark = pytest.mark.service
NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
IDENTITY, RECIPIENT = new_identity()
RATES = [0.1, 0.3]


def versions(case: int) -> Iterator[dict[str, bytes]]:
    """What is archived of a case, version by version."""
    for number in range(3):
        yield {"appeal.docx": b"appeal %d.%d " % (case, number) * 200, f"notices/{number}.txt": b"notice %d" % number}


def fill(archive: Archive, cases: int) -> None:
    """Archive every version of some cases."""
    for case in range(cases):
        for files in versions(case):
            archive.add(f"AMZ-US-0000000{case}", files, created=NOW, message="a notice joined", user="ann")


def states(case: int) -> list[Mapping[str, bytes]]:
    """What a reader may see of a case: each of its versions whole."""
    found: list[Mapping[str, bytes]] = []
    for files in versions(case):
        found.append({**(found[-1] if found else {}), **files})
    return found


@pytest.mark.parametrize("rate", RATES)
def test_an_archive_in_bad_weather_is_the_same_archive(seaweed: Server, s3_client: Any, rate: float) -> None:
    """Cases archived through faults are byte for byte those archived without, and a reader never sees half of one."""
    weather, prefix = Weather(rate, seed=int(rate * 100), stall_seconds=3.0), uuid.uuid4().hex
    direct = S3Store(BUCKET, prefix, seaweed.options(), client=s3_client)
    plain, stop, wrong = MemoryStore(), threading.Event(), []

    def watch() -> None:
        archive = Archive(direct)
        while not stop.wait(0.05):
            for case in range(3):
                try:
                    seen = archive.get(f"AMZ-US-0000000{case}")
                except NotStored:
                    continue
                if seen not in states(case):
                    wrong.append(seen)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with faulty_proxy(seaweed.port, weather) as port:
            options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=60.0, read_seconds=1.0)
            fill(Archive(S3Store(BUCKET, prefix, options)), cases=3)
    finally:
        stop.set()
        watcher.join(30)
    fill(Archive(plain), cases=3)
    assert wrong == []
    assert {one.key: direct.get(one.key) for one in direct.list()} == plain.objects
    assert all(Archive(direct).verify(f"AMZ-US-0000000{case}") == () for case in range(3))
    assert sum(weather.met.values()) - weather.met[Fault.NONE] > 100 * rate


def test_reading_in_bad_weather(seaweed: Server, s3_client: Any) -> None:
    """An archive that is sound is found sound, every byte right, through faults of 30 %."""
    prefix = uuid.uuid4().hex
    fill(Archive(S3Store(BUCKET, prefix, seaweed.options(), client=s3_client)), cases=2)
    with faulty_proxy(seaweed.port, Weather(0.3, seed=7, stall_seconds=3.0)) as port:
        options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=60.0, read_seconds=1.0)
        archive = Archive(S3Store(BUCKET, prefix, options))
        assert {case.case_id: case.versions for case in archive.list()} == {
            "AMZ-US-00000000": 3, "AMZ-US-00000001": 3
        }  # fmt: skip
        for case in range(2):
            assert archive.get(f"AMZ-US-0000000{case}") == states(case)[-1]
            assert archive.verify(f"AMZ-US-0000000{case}") == ()


def test_vault_and_audit_log_in_bad_weather(seaweed: Server, s3_client: Any, tmp_path: Path) -> None:
    """Every original is kept once and opens, and the sealed audit log is sound."""
    prefix = uuid.uuid4().hex
    direct = S3Store(BUCKET, prefix, seaweed.options(), client=s3_client)
    with faulty_proxy(seaweed.port, Weather(0.3, seed=11, stall_seconds=3.0)) as port:
        options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=60.0, read_seconds=1.0)
        store = S3Store(BUCKET, prefix, options)
        vault = Vault(store, (RECIPIENT,))
        kept = {vault.keep(b"notice %d" % number): b"notice %d" % number for number in range(15)}
        log = AuditLog(tmp_path / "audit", lambda at: store)
        for number in range(6):
            log.append(entry(number))
            log.seal(AT)
    assert set(Vault(direct, (RECIPIENT,)).digests()) == set(kept)
    assert {digest: Vault(direct, (RECIPIENT,)).get(digest, IDENTITY) for digest in kept} == kept
    found = check_log(direct, log.id, log.local())
    assert (found.faults, found.sealed, found.checkpoints) == ((), 6, 6)


def test_two_writers_in_bad_weather(seaweed: Server, s3_client: Any) -> None:
    """Writers of one case, each through faults, keep every version once: a lost answer is no conflict of another's."""
    prefix, failed = uuid.uuid4().hex, list[StorageError]()

    def work(writer: int, port: int) -> None:
        options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=60.0, read_seconds=1.0)
        archive = Archive(S3Store(BUCKET, prefix, options))
        for number in range(3):
            files = {f"{writer}-{number}": b"x%d" % writer, "shared": b"%d %d" % (writer, number)}
            while True:
                try:
                    archive.add("AMZ-US-00000000", files, created=NOW, message="m", user=f"{writer}")
                except Conflict:
                    continue
                except StorageError as error:
                    failed.append(error)
                break

    with faulty_proxy(seaweed.port, Weather(0.2, seed=13, stall_seconds=3.0)) as port:
        threads = [threading.Thread(target=work, args=(writer, port)) for writer in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(240)
    assert failed == []
    archive = Archive(S3Store(BUCKET, prefix, seaweed.options(), client=s3_client))
    assert {name for name in archive.get("AMZ-US-00000000") if name != "shared"} == {
        f"{writer}-{number}" for writer in range(3) for number in range(3)
    }
    assert len(archive.versions("AMZ-US-00000000")) == 9
    assert archive.verify("AMZ-US-00000000") == ()

"""A kill at any write of the archive leaves what was there readable, and the next run makes it whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from config.errors import NotStored, Unavailable
from storage.archive import Archive
from storage.archive_check import FaultCode
from storage.directory import DirectoryStore
from storage.objects import ObjectStore
from tests.storage.doubles import FailingStore, MemoryStore

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"
FIRST = {"appeal.docx": b"appeal 1", "readiness.json": b"{}"}
SECOND = {"appeal.docx": b"appeal 2", "notice.txt": b"a reply"}
OTHER = {"appeal.docx": b"appeal of another packet"}
BOTH = FIRST | SECOND
WRITES = 19  # twice three of the root; twice two of content; two that decide; four that publish v1 and three v2


def add(store: ObjectStore, files: Mapping[str, bytes], message: str = "a notice joined") -> str:
    """Add as a new process would."""
    return Archive(store).add(CASE, files, created=NOW, message=message, user="noticepack").version


def add_both(store: ObjectStore) -> None:
    """The run that is killed: two versions of one case."""
    add(store, FIRST)
    add(store, SECOND)


def read(store: ObjectStore) -> Mapping[str, bytes]:
    """What a reader sees, nothing when there is nothing yet."""
    try:
        return Archive(store).get(CASE)
    except NotStored:
        return {}


def test_the_number_of_writes_is_known(tmp_path: Path) -> None:
    """The kills below reach every write: one more write than there are is not reached."""
    store = FailingStore(DirectoryStore(tmp_path), fails_at=10_000, done_first=False)
    add_both(store)
    assert store.writes == WRITES


@pytest.mark.parametrize("done_first", [False, True], ids=["write lost", "answer lost"])
@pytest.mark.parametrize("follow", ["same run again", "another packet"])
def test_a_kill_at_every_write_is_mended_by_the_next_add(
    done_first: bool, follow: str, tmp_path: Path, ocfl_validate: Callable[..., str]
) -> None:
    """After a kill at the n-th write readers see one of the versions whole, and the next add leaves a valid object."""
    roots = []
    for at in range(1, WRITES + 1):
        store = DirectoryStore(tmp_path / str(at))
        with pytest.raises(Unavailable):
            add_both(FailingStore(store, at, done_first))
        assert read(store) in ({}, FIRST, BOTH), at
        if follow == "same run again":
            add_both_again(store)
            assert read(store) == BOTH, at
        else:
            before = read(store)
            add(store, OTHER)
            assert read(store) in (dict(before) | OTHER, FIRST | OTHER, BOTH | OTHER), at
        assert Archive(store).verify(CASE) == (), at
        roots.append(tmp_path / str(at) / "archive")
    assert ocfl_validate(*roots) == ""


def add_both_again(store: ObjectStore) -> None:
    """What the next run does: it adds only what it finds unfinished, so never the older packet over the newer."""
    if read(store) == BOTH:
        add(store, SECOND)
    else:
        if read(store) == {}:
            add(store, FIRST)
        add(store, SECOND)


@pytest.mark.parametrize("at", range(1, WRITES + 1))
def test_repair_ends_what_no_one_continues(at: int) -> None:
    """When nothing is ever added again, repair makes the object whole; until then verify names what is unfinished."""
    store = MemoryStore()
    with suppress(Unavailable):
        add_both(FailingStore(store, at, done_first=False))
    archive = Archive(store)
    with suppress(NotStored):
        codes = {fault.code for fault in archive.verify(CASE)}
        assert codes <= {FaultCode.UNPUBLISHED, FaultCode.SIDECAR, FaultCode.MISSING, FaultCode.EXTRA}
    archive.repair(CASE)
    with suppress(NotStored):
        assert archive.verify(CASE) == ()
    assert read(store) in ({}, FIRST, BOTH)


class ArchiveLikeADict(RuleBasedStateMachine):
    """Adds, removals, kills and restarts in any order; a plain dict for each version says what must be there."""

    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.model: list[dict[str, bytes]] = []

    names = st.sampled_from(["a.txt", "b/c.docx", "b/d.pdf"])
    files = st.dictionaries(names, st.binary(max_size=2), max_size=3)

    @rule(files=files, remove=st.frozensets(names, max_size=2))
    def add(self, files: dict[str, bytes], remove: frozenset[str]) -> None:
        """A version if something changed."""
        wanted = self.wanted(files, remove)
        if not wanted:
            return
        done = Archive(self.store).add(CASE, files, created=NOW, message="m", user="u", remove=remove)
        assert done.changed == (not self.model or self.model[-1] != wanted)
        if done.changed:
            self.model.append(wanted)
        assert done.version == f"v{len(self.model)}"

    @rule(files=files, at=st.integers(1, 12), done_first=st.booleans())
    def add_and_be_killed(self, files: dict[str, bytes], at: int, done_first: bool) -> None:
        """A kill somewhere; whether the version counts is decided by one write, and the next add publishes it."""
        wanted = self.wanted(files, frozenset())
        if not wanted:
            return
        store = FailingStore(self.store, at, done_first)
        with suppress(Unavailable):
            Archive(store).add(CASE, files, created=NOW, message="m", user="u")
        decided = sum(key.endswith("/inventory.json") and "/v" in key for key in self.store.objects)
        if decided > len(self.model):
            self.model.append(wanted)
        assert decided == len(self.model)

    @rule()
    def settle(self) -> None:
        """What a restarted run does with a case that it finds: everything readable is sound."""
        Archive(self.store).repair(CASE)
        if self.model:
            assert Archive(self.store).verify(CASE) == ()
            for at, wanted in enumerate(self.model, start=1):
                assert Archive(self.store).get(CASE, f"v{at}") == wanted

    @invariant()
    def readers_see_a_whole_version(self) -> None:
        """The published version is the newest, or the one before while the newest is not published."""
        assert read(self.store) in ([*self.model[-2:]] if len(self.model) > 1 else [{}, *self.model])

    def wanted(self, files: dict[str, bytes], remove: frozenset[str]) -> dict[str, bytes]:
        """What the next version holds by the rules of a dict."""
        before = {name: data for name, data in (self.model[-1] if self.model else {}).items() if name not in remove}
        return before | files


ArchiveLikeADict.TestCase.settings = settings(max_examples=60, stateful_step_count=12, deadline=None)
test_archive_is_like_a_dict = ArchiveLikeADict.TestCase

CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.archive import Archive
from storage.directory import DirectoryStore
archive = Archive(DirectoryStore(Path(sys.argv[1])))
for number in range(int(sys.argv[2]), 1_000_000):
    files = {"appeal.docx": b"appeal %d" % number, f"notice-{number}.txt": b"n" * number}
    archive.add("AMZ-US-7KQ2M4XD", files, created=datetime(2026, 1, 1, tzinfo=UTC), message="m", user="u")
    print(number, flush=True)
"""


def test_a_real_kill_loses_nothing_that_was_told(tmp_path: Path, ocfl_validate: Callable[..., str]) -> None:
    """kill -9 of a process that writes versions: what it told is there, the object valid each time, and it goes on."""
    told = 0
    for kill in range(6):
        command = [sys.executable, "-c", CHILD, str(tmp_path), str(told + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout is not None
            for _ in range(1 + kill % 4):
                told = int(child.stdout.readline())
            os.kill(child.pid, signal.SIGKILL)
            told = max([told, *map(int, child.stdout.read().split())])
        archive = Archive(DirectoryStore(tmp_path))
        assert archive.get(CASE)["appeal.docx"] in (b"appeal %d" % told, b"appeal %d" % (told + 1))
        assert ocfl_validate(tmp_path / "archive") == ""
    add(DirectoryStore(tmp_path), {"end.txt": b"end"})
    assert Archive(DirectoryStore(tmp_path)).verify(CASE) == ()
    assert {f"notice-{number}.txt" for number in range(1, told + 1)} <= set(read(DirectoryStore(tmp_path)))
    assert ocfl_validate(tmp_path / "archive") == ""


RACER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from config.errors import Conflict
from storage.archive import Archive
from storage.directory import DirectoryStore
archive, writer = Archive(DirectoryStore(Path(sys.argv[1]))), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
for number in range(8):
    files = {f"{writer}-{number}.txt": b"mine %d" % number, "shared.txt": f"{writer} {number}".encode()}
    while True:
        try:
            archive.add("AMZ-US-7KQ2M4XD", files, created=datetime(2026, 1, 1, tzinfo=UTC), message="m", user=writer)
            break
        except Conflict:
            print("conflict", flush=True)
"""


def test_processes_that_race_keep_every_version(tmp_path: Path, ocfl_validate: Callable[..., str]) -> None:
    """Processes that add to one case at once, each again after a conflict: every version is there, none is double."""
    here = Path(__file__).parents[2]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": here}
    racers = [
        subprocess.Popen([sys.executable, "-c", RACER, str(tmp_path), str(writer)], **pipes)  # type: ignore[call-overload]
        for writer in range(4)
    ]
    for racer in racers:
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = [racer.communicate(timeout=100) for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * 4, said
    archive = Archive(DirectoryStore(tmp_path))
    assert len(archive.versions(CASE)) == 32
    wanted = {f"{writer}-{number}.txt": b"mine %d" % number for writer in range(4) for number in range(8)}
    assert {name: data for name, data in archive.get(CASE).items() if name != "shared.txt"} == wanted
    add(DirectoryStore(tmp_path), {"end.txt": b"end"})
    assert archive.verify(CASE) == ()
    assert ocfl_validate(tmp_path / "archive") == ""

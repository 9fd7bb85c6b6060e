"""Every flipped bit is found, whatever part of the archive it is in; a check that was stopped goes on where it was."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.errors import Damaged, NotStored, UsageError
from noticepack.archive_verify import Check, Tally, Verified
from noticepack.bootstrap import open_audit
from noticepack.cli import app as cli
from noticepack.long_work import Bookmark
from noticepack.trail import Trail
from storage.archive import Archive
from storage.directory import DirectoryStore
from tests.noticepack.test_trail import settings_of, told

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASES = [f"AMZ-US-7KQ2M4X{letter}" for letter in "ABCDEFGH"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with some cases, of which the first has two versions."""
    archive = Archive(DirectoryStore(tmp_path / "home" / "store"))
    for case in CASES:
        archive.add(case, {"a.txt": case.encode(), "b/c.txt": b"same"}, created=NOW, message="m", user="ann")
    archive.add(CASES[0], {"a.txt": b"newer"}, created=NOW, message="m", user="ann")
    return tmp_path / "home" / "store"


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """An audit trail."""
    return open_audit(settings_of(tmp_path))


@pytest.fixture
def check(folder: Path, trail: Trail, tmp_path: Path) -> Check:
    """A check of that store."""
    return Check(Archive(DirectoryStore(folder)), trail, tmp_path / "progress", 2)


def wrong(found: list[Verified]) -> list[str]:
    """The objects with faults."""
    return [one.path for one in found if one.checked.faults]


def test_a_sound_archive_is_sound(check: Check, trail: Trail) -> None:
    """All objects are read, none has a fault, and the check is in the audit log with what it read."""
    tally = Tally()
    assert wrong(list(check.all(tally, resume=False))) == []
    assert (tally.objects, tally.of, tally.wrong) == (8, 8, 0)
    assert tally.size == sum(len(case) + 4 for case in CASES) + 5
    assert told(trail) == [("archive.verify", "", "sound")]
    assert not (check.progress / "archive-verify.json").exists()


def test_one_bit_in_any_file_is_found(check: Check, folder: Path) -> None:
    """A bit flipped in any file of the archive, one after the other: each is found, and nothing else is."""
    files = [path for path in sorted((folder / "archive").rglob("*")) if path.is_file()]
    assert len(files) > 60
    for number, file in enumerate(files):
        sound = file.read_bytes()
        at = number % len(sound)
        file.write_bytes(sound[:at] + bytes([sound[at] ^ (1 << number % 8)]) + sound[at + 1 :])
        faults = wrong(list(check.all(Tally(), resume=False)))
        owner = next((path for path in faults if str(folder / path) in str(file)), None)
        assert faults == [owner], file
        file.write_bytes(sound)
    assert wrong(list(check.all(Tally(), resume=False))) == []


def test_a_bit_is_found_without_our_own_digests(check: Check, folder: Path) -> None:
    """Where the store remembers no digests (a copy on another disk), the archive's own find the damage."""
    shutil.rmtree(folder / ".noticepack")
    for file in (path for path in sorted((folder / "archive").rglob("*")) if path.is_file()):
        sound = file.read_bytes()
        file.write_bytes(bytes([sound[0] ^ 1]) + sound[1:])
        assert wrong(list(check.all(Tally(), resume=False))), file
        file.write_bytes(sound)


def test_what_was_stopped_goes_on(check: Check, folder: Path) -> None:
    """A check that is stopped keeps how far it was and what it found, and the next reads only the rest."""
    (file,) = (path for path in folder.rglob("a.txt") if path.read_bytes() == b"newer")
    file.write_bytes(b"Newer")
    tally = Tally()
    stopped = check.all(tally, resume=False)
    seen = [next(stopped) for _ in range(5)]
    stopped.close()
    assert tally.objects >= 4
    again = Tally()
    rest = list(check.all(again, resume=True))
    assert {one.path for one in seen[1:]} | {one.path for one in rest[1:]} == set(check.archive.survey()[1])
    assert len(seen) + len(rest) <= 8 + 2 + 1
    assert (again.objects, again.wrong) == (8, 1)
    anew = Tally()
    assert len(wrong(list(check.all(anew, resume=True)))) == 1
    assert anew.objects == 8


def test_another_work_does_not_go_on_from_here(tmp_path: Path) -> None:
    """A bookmark is of one work; of another, or without --resume, it begins anew; a damaged one is told."""
    file = tmp_path / "mark.json"
    mark = Bookmark.open(file, "one", resume=False)
    mark.step("b", wrong=True)
    mark.note()
    assert Bookmark.open(file, "one", resume=True).rest(["a", "b", "c"]) == ["c"]
    assert Bookmark.open(file, "one", resume=True).found == ["b"]
    assert Bookmark.open(file, "two", resume=True).rest(["a", "b", "c"]) == ["a", "b", "c"]
    assert Bookmark.open(file, "one", resume=False).rest(["a"]) == ["a"]
    file.write_text("{}")
    with pytest.raises(Damaged):
        Bookmark.open(file, "one", resume=True)


def test_a_sample_is_drawn_by_lot(check: Check) -> None:
    """So many different objects as asked for, never more than there are; of none nothing is shown."""
    drawn = [one.path for one in check.sample(3, Tally())]
    assert len(set(drawn)) == 3
    assert len(list(check.sample(100, Tally()))) == 8
    assert len({tuple(one.path for one in check.sample(3, Tally())) for _ in range(8)}) > 1
    with pytest.raises(UsageError):
        list(check.sample(0, Tally()))


def test_named_cases_are_checked(check: Check) -> None:
    """Only the cases named are read, and one that is not there is told."""
    assert [one.path for one in check.cases(CASES[:2], Tally())] == [check.archive.path(case) for case in CASES[:2]]
    with pytest.raises(NotStored):
        list(check.cases(["AMZ-US-00000000"], Tally()))


def test_the_command_tells_faults_and_exits_with_1(folder: Path, tmp_path: Path) -> None:
    """`archive verify` names the file that is damaged, for people and for programs."""
    base = ["--home", str(tmp_path / "home"), "archive", "verify"]
    assert "8 of 8 objects read" in CliRunner().invoke(cli, base, env={"NOTICEPACK_VERIFIERS": None}).stdout
    (file,) = (path for path in folder.rglob("a.txt") if path.read_bytes() == b"newer")
    file.write_bytes(b"Newer")
    shown = CliRunner().invoke(cli, base, env={"NOTICEPACK_VERIFIERS": None})
    assert shown.exit_code == 1
    assert f"changed: {file.relative_to(folder)}" in shown.stdout
    lines = CliRunner().invoke(cli, [*base, "--json"], env={"NOTICEPACK_VERIFIERS": None}).stdout.splitlines()
    assert [json.loads(line)["sound"] for line in lines].count(False) == 1
    both = CliRunner().invoke(cli, [*base, CASES[0], "--sample", "1"], env={"NOTICEPACK_VERIFIERS": None})
    assert isinstance(both.exception, UsageError)

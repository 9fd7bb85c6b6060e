"""What leaves the archive is whole, can be checked by tools that are not ours, and is recorded first."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Damaged, NotStored, UsageError
from noticepack.archive_out import Bagged, export_bag, link_file
from noticepack.bag import BagSource, bag_files, check_bag, zip_bag
from noticepack.bootstrap import open_audit
from noticepack.trail import Trail
from storage.archive import Archive
from storage.audit import AuditLog
from storage.directory import DirectoryStore
from storage.inventory import sha512
from tests.noticepack.test_trail import settings_of, told

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"
FIRST = {"appeal.docx": b"appeal 1", "redaction.json": b"{}", "notices/1/notice.txt": b"first\r\nnotice"}
SECOND = {"appeal.docx": b"appeal 2", "notices/2/100% true.txt": "été".encode()}


def add(archive: Archive, files: dict[str, bytes]) -> None:
    """Add a version."""
    archive.add(CASE, files, created=NOW, message="a notice joined", user="ann")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive with a case of two versions."""
    archive = Archive(DirectoryStore(tmp_path / "store"))
    add(archive, FIRST)
    add(archive, SECOND)
    return archive


@pytest.fixture
def trail(tmp_path: Path) -> Trail:
    """An audit trail of someone who may export."""
    return open_audit(settings_of(tmp_path, role="auditor"))


def unpacked(bag: Bagged, folder: Path) -> Path:
    """The folder of a bag."""
    shutil.unpack_archive(bag.file, folder)
    (top,) = folder.iterdir()
    return top


@pytest.mark.parametrize(("version", "wanted"), [("v1", FIRST), (None, FIRST | SECOND), ("v2", FIRST | SECOND)])
def test_a_bag_holds_what_was_archived(
    archive: Archive, trail: Trail, tmp_path: Path, version: str | None, wanted: dict[str, bytes]
) -> None:
    """The payload is the version's files, byte for byte, and the export is recorded as granted and delivered."""
    bag = export_bag(archive, trail, CASE, version, tmp_path / "out" / "bag.zip")
    top = unpacked(bag, tmp_path / "bag")
    assert top.name == f"{CASE}-{version or 'v2'}"
    payload = {str(file.relative_to(top / "data")): file.read_bytes() for file in (top / "data").rglob("*.*")}
    assert payload == wanted
    assert bag.files == len(wanted)
    assert [outcome for action, _, outcome in told(trail) if action == "archive.export"] == ["granted", "delivered"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["bag.zip"]


def test_public_tools_find_the_bag_sound(archive: Archive, trail: Trail, tmp_path: Path) -> None:
    """sha512sum and the command line of bagit accept the bag, and find one changed byte in it."""
    top = unpacked(export_bag(archive, trail, CASE, None, tmp_path / "bag.zip"), tmp_path / "bag")
    sums = ["sha512sum", "--check", "--quiet", "manifest-sha512.txt", "tagmanifest-sha512.txt"]
    bagit = [sys.executable, "-m", "bagit", "--validate", "--quiet", str(top)]

    def codes() -> list[int]:
        return [subprocess.run(command, cwd=top, capture_output=True).returncode for command in (sums, bagit)]

    assert codes() == [0, 0]
    (top / "data" / "appeal.docx").write_bytes(b"appeal 9")
    assert 0 not in codes()


def test_the_readme_tells_commands_that_work(archive: Archive, trail: Trail, tmp_path: Path) -> None:
    """Every command that the README in the bag tells runs, and compares the payload with the OCFL inventory."""
    top = unpacked(export_bag(archive, trail, CASE, "v1", tmp_path / "bag.zip"), tmp_path / "bag")
    text = (top / "README.txt").read_text()
    assert archive.path(CASE) in text
    assert trail.log.id in text
    lines = [line.strip() for line in text.splitlines() if line.startswith("    ")]
    script = "\n".join(line for line in lines if "bagit.py" not in line and not line.startswith("archive/"))
    assert "jq" in script
    assert "sha512sum --check inventory.json.sha512" in script
    if shutil.which("jq"):
        done = subprocess.run(["sh", "-e", "-c", script], cwd=top, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    state = json.loads((top / "ocfl" / "inventory.json").read_bytes())["versions"]["v1"]["state"]
    for digest, names in state.items():
        for name in names:
            assert hashlib.sha512((top / "data" / name).read_bytes()).hexdigest() == digest


def test_a_file_that_is_there_is_not_written_over(archive: Archive, trail: Trail, tmp_path: Path) -> None:
    """An export never takes the place of a file, and a case that is not there is told."""
    (tmp_path / "bag.zip").write_bytes(b"mine")
    with pytest.raises(UsageError):
        export_bag(archive, trail, CASE, None, tmp_path / "bag.zip")
    assert (tmp_path / "bag.zip").read_bytes() == b"mine"
    for case, version in (("AMZ-US-00000000", None), (CASE, "v3"), (CASE, "x"), (CASE, "")):
        with pytest.raises(NotStored):
            export_bag(archive, trail, case, version, tmp_path / "other.zip")
    assert told(trail) == []


def test_a_damaged_case_gives_no_bag(archive: Archive, trail: Trail, tmp_path: Path) -> None:
    """Content that was changed in the store is not handed out, and the failure is recorded."""
    (file,) = (path for path in (tmp_path / "store").rglob("appeal.docx") if path.read_bytes() == b"appeal 2")
    file.write_bytes(b"appeal 3")
    with pytest.raises(Damaged):
        export_bag(archive, trail, CASE, None, tmp_path / "bag.zip")
    assert not (tmp_path / "bag.zip").exists()
    assert told(trail)[-1] == ("archive.export", CASE, "failed")


names = st.lists(
    st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters='\\/<>:"|?*'), min_size=1, max_size=9)
    .map(str.strip)
    .filter(lambda name: name not in ("", ".", "..")),
    min_size=1,
    max_size=3,
).map("/".join)


@settings(max_examples=25, deadline=None)
@given(files=st.dictionaries(names, st.binary(max_size=50), min_size=1, max_size=5))
def test_any_names_make_a_valid_bag(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    """Whatever the files are called, `bagit` finds the bag valid; a name that is file and folder is left out."""
    files = {name.replace("%0", "0"): data for name, data in files.items()}  # bagit would take it for a line's end
    files = {name: data for name, data in files.items() if not any(other.startswith(f"{name}/") for other in files)}
    source = BagSource(CASE, "v1", 1, NOW, files, b"{}\n", "archive/x", "0" * 16)
    target = tmp_path_factory.mktemp("bag") / "bag.zip"
    zip_bag(bag_files(source, NOW), "bag", target)
    check_bag(target)
    with zipfile.ZipFile(target) as zipped:
        assert {name: zipped.read(f"bag/data/{name}") for name in files} == files


def test_a_bag_that_is_not_valid_is_refused(tmp_path: Path) -> None:
    """A zip whose payload is not what its manifest says is Damaged."""
    files = bag_files(BagSource(CASE, "v1", 1, NOW, {"a": b"1"}, b"{}\n", "archive/x", "0" * 16), NOW)
    zip_bag({**files, "data/a": b"2"}, "bag", tmp_path / "bag.zip")
    with pytest.raises(Damaged):
        check_bag(tmp_path / "bag.zip")


def test_a_folder_gives_no_links(archive: Archive, trail: Trail) -> None:
    """A link of a folder store, for too long, or for a file that is not there is refused."""
    for name, life, error in (
        ("appeal.docx", timedelta(hours=1), UsageError),
        ("appeal.docx", timedelta(days=8), UsageError),
        ("appeal.docx", timedelta(0), UsageError),
        ("other.docx", timedelta(hours=1), NotStored),
    ):
        with pytest.raises(error):
            link_file(archive, trail, CASE, name, None, life)


@pytest.mark.service
def test_a_link_gives_the_archived_file(s3_store: Any, trail: Trail, tmp_path: Path) -> None:
    """The address gives the file of that version to anyone; its SHA-512 is told with it; it is recorded until when."""
    archive = Archive(s3_store)
    add(archive, FIRST)
    add(archive, SECOND)
    own = Trail(AuditLog(tmp_path / "log", lambda at: s3_store), trail.actor)
    for version, wanted in (("v1", b"appeal 1"), (None, b"appeal 2")):
        link = link_file(archive, own, CASE, "appeal.docx", version, timedelta(hours=1))
        with urllib.request.urlopen(link.address, timeout=10) as answer:
            assert answer.read() == wanted
        assert link.sha512 == sha512(wanted)
    assert [outcome for _, _, outcome in told(own)] == ["granted", "delivered"] * 2

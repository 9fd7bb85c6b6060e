"""The archive keeps what it is given, tells what is damaged, and is what the OCFL specification asks for."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from config.errors import Conflict, Damaged, NotStored, StorageError
from storage.archive import AddedVersion, Archive
from storage.archive_check import FaultCode
from storage.directory import DirectoryStore
from storage.objects import ObjectStore, Stored
from tests.storage.doubles import MemoryStore

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"
FIRST = {"packet/appeal.docx": b"appeal 1", "packet/readiness.json": b"{}", "notices/1.txt": b"first notice"}
SECOND = {"packet/appeal.docx": b"appeal 2", "notices/2.txt": b"first notice"}


def add(archive: Archive, files: dict[str, bytes], case: str = CASE, **more: object) -> AddedVersion:
    """Add with the values that a test does not care about."""
    given = {"created": NOW, "message": "a notice joined", "user": "noticepack"} | more
    return archive.add(case, files, **given)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files of the archive lie."""
    return tmp_path / "store" / "archive"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive in a folder."""
    return Archive(DirectoryStore(tmp_path / "store"))


def files_below(folder: Path) -> Iterator[Path]:
    """All plain files."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def told(added: AddedVersion) -> tuple[str, bool]:
    """Version and whether it is new."""
    return added.version, added.changed


def test_a_version_carries_the_one_before_forward(archive: Archive) -> None:
    """Files stay until they are replaced or removed, and every version can still be read."""
    assert told(add(archive, FIRST)) == ("v1", True)
    assert told(add(archive, SECOND, remove=frozenset({"packet/readiness.json"}))) == ("v2", True)
    assert archive.get(CASE, "v1") == FIRST
    assert archive.get(CASE) == {"notices/1.txt": b"first notice"} | SECOND
    assert archive.read(CASE, "packet/appeal.docx", "v1") == b"appeal 1"
    assert [(one.version, len(one.files)) for one in archive.versions(CASE)] == [("v1", 3), ("v2", 3)]


def test_nothing_changed_is_no_version(archive: Archive, folder: Path) -> None:
    """The same files again, or some of them, write nothing at all."""
    add(archive, FIRST)
    before = {path: path.read_bytes() for path in files_below(folder)}
    assert told(add(archive, FIRST, created=NOW + timedelta(days=1))) == ("v1", False)
    assert told(add(archive, {"notices/1.txt": b"first notice"})) == ("v1", False)
    assert told(add(archive, {}, remove=frozenset({"never there"}))) == ("v1", False)
    assert {path: path.read_bytes() for path in files_below(folder)} == before


def test_equal_bytes_are_kept_once(archive: Archive, folder: Path) -> None:
    """Content of an earlier version, or of another name of the same version, is not stored again."""
    add(archive, FIRST)
    add(archive, SECOND)
    add(archive, {"a": b"new", "b": b"new"})
    content = [path.read_bytes() for path in files_below(folder) if "content" in path.parts]
    assert sorted(content) == sorted({b"appeal 1", b"{}", b"first notice", b"appeal 2", b"new"})


def test_the_public_validator_finds_nothing(archive: Archive, folder: Path, ocfl_validate: Callable[..., str]) -> None:
    """Storage root and objects pass ocfl-py's validator without an error or a warning."""
    add(archive, FIRST)
    add(archive, SECOND, created=NOW + timedelta(hours=1), remove=frozenset({"notices/1.txt"}))
    add(archive, FIRST, created=NOW + timedelta(hours=2), user="A. Person <a@example.org>")
    add(archive, {"x": b""}, case="JOO-XX-AAAAAAAA")
    add(archive, {"x": b""}, case="a case with ünusual name " * 20)
    assert ocfl_validate(folder) == ""
    assert len([path for path in files_below(folder) if path.name == "0=ocfl_object_1.1"]) == 3
    content = next(path for path in files_below(folder) if path.read_bytes() == b"appeal 1")
    content.write_bytes(b"appeal 9")
    assert "E092" in ocfl_validate(folder)


def test_the_layout_is_that_of_its_extension(archive: Archive, folder: Path) -> None:
    """Root files, and the path that extension 0003 works out for an identifier."""
    add(archive, FIRST)
    assert (folder / "0=ocfl_1.1").read_bytes() == b"ocfl_1.1\n"
    extension = json.loads((folder / "ocfl_layout.json").read_bytes())["extension"]
    config = json.loads((folder / "extensions" / extension / "config.json").read_bytes())
    assert config == {"extensionName": extension, "digestAlgorithm": "sha256", "tupleSize": 3, "numberOfTuples": 3}
    (found,) = archive.list()
    assert Path(found.path).name == f"urn%3anoticepack%3acase%3a{CASE}"


def test_list_tells_every_case(archive: Archive) -> None:
    """Each case once, as its newest version is."""
    add(archive, FIRST)
    add(archive, SECOND, created=NOW + timedelta(hours=1))
    add(archive, {"x": b""}, case="JOO-XX-AAAAAAAA")
    found = {one.case_id: one for one in archive.list()}
    assert set(found) == {CASE, "JOO-XX-AAAAAAAA"}
    assert (found[CASE].versions, found[CASE].updated) == (2, NOW + timedelta(hours=1))
    assert set(found[CASE].files) == {*FIRST, *SECOND}


@pytest.mark.parametrize(
    "files",
    [{}, {"": b""}, {"/a": b""}, {"../a": b""}, {"a/../b": b""}, {"a\\b": b""}, {"ü": b""}, {"a": b"", "a/b": b"x"}],
    ids=str,
)
def test_names_that_cannot_be_kept_are_refused(archive: Archive, files: dict[str, bytes]) -> None:
    """No version without files, and no name that could leave its folder; nothing of a case is begun."""
    with pytest.raises(StorageError) as caught:
        add(archive, files)
    assert not isinstance(caught.value, Damaged)
    assert list(archive.list()) == []
    with pytest.raises(NotStored):
        archive.verify(CASE)


@pytest.mark.parametrize("version", ["v0", "v3", "v-1", "x", ""])
def test_versions_that_are_not_there(archive: Archive, version: str) -> None:
    """A version, case or file that does not exist is NotStored."""
    add(archive, FIRST)
    for look in (
        lambda: archive.get(CASE, version),
        lambda: archive.read(CASE, "none"),
        lambda: archive.get("none"),
        lambda: archive.versions("none"),
        lambda: archive.verify("none"),
    ):
        with pytest.raises(NotStored):
            look()


@pytest.mark.parametrize("digests_too", [False, True], ids=["found by the store", "found by the inventory alone"])
def test_every_flipped_bit_is_found(archive: Archive, folder: Path, tmp_path: Path, digests_too: bool) -> None:
    """One changed bit in any file of an object is found by verify, which names the file; afterwards all is sound."""
    add(archive, FIRST)
    add(archive, SECOND)
    if digests_too:
        for path in files_below(tmp_path / "store" / ".noticepack" / "digests"):
            path.unlink()
    for path in list(files_below(folder)):
        sound = path.read_bytes()
        path.write_bytes(bytes([sound[0] ^ 1]) + sound[1:])
        faults = [fault for _, found in archive.verify_all() for fault in found]
        key = path.relative_to(tmp_path / "store").as_posix()
        assert key.removesuffix(".sha512") in {fault.key.removesuffix(".sha512") for fault in faults}, key
        path.write_bytes(sound)
    assert all(faults == () for _, faults in archive.verify_all())
    assert archive.verify(CASE) == ()


def test_missing_and_foreign_files_are_found(archive: Archive, folder: Path) -> None:
    """A file that was taken away or put in is a fault, wherever it is."""
    add(archive, FIRST)
    add(archive, SECOND)
    for path in list(files_below(folder)):
        sound = path.read_bytes()
        path.unlink()
        faults = [fault for _, found in archive.verify_all() for fault in found]
        assert any(path.name in fault.key for fault in faults), path
        path.write_bytes(sound)
        (path.parent / "foreign").write_bytes(b"")
        codes = {fault.code for _, found in archive.verify_all() for fault in found}
        assert codes == {FaultCode.EXTRA}, path
        (path.parent / "foreign").unlink()


def test_damaged_content_is_never_handed_out(archive: Archive, folder: Path, tmp_path: Path) -> None:
    """Reading a changed file raises, also when the store itself has no digest to compare with."""
    add(archive, FIRST)
    content = next(path for path in files_below(folder) if path.read_bytes() == b"appeal 1")
    content.write_bytes(b"appeal 9")
    for path in [None, *files_below(tmp_path / "store" / ".noticepack" / "digests")]:
        if path is not None:
            path.unlink()
        with pytest.raises(Damaged):
            archive.get(CASE)


def test_an_inventory_that_nothing_proves_is_damaged(tmp_path: Path) -> None:
    """An inventory changed together with nothing else is neither read nor continued."""
    store = MemoryStore()
    archive = Archive(store)
    add(archive, FIRST)
    key = next(key for key in store.objects if key.endswith("4XD/inventory.json"))
    store.objects[key] = store.objects[key].replace(b"a notice joined", b"a notice forged")
    with pytest.raises(Damaged):
        archive.get(CASE)
    with pytest.raises(Damaged):
        add(archive, SECOND)
    with pytest.raises(Damaged):
        list(archive.list())
    assert {fault.code for fault in archive.verify(CASE)} == {FaultCode.SIDECAR, FaultCode.INVENTORY}


def test_lost_content_is_damage_and_not_absence(archive: Archive, folder: Path) -> None:
    """A file that the inventory names and the store lost is Damaged; the other versions can still be read."""
    add(archive, FIRST)
    add(archive, SECOND)
    next(path for path in files_below(folder) if path.read_bytes() == b"appeal 2").unlink()
    with pytest.raises(Damaged):
        archive.get(CASE)
    with pytest.raises(Damaged):
        archive.read(CASE, "packet/appeal.docx")
    assert archive.get(CASE, "v1") == FIRST


@pytest.mark.parametrize("lost", [["inventory.json.sha512"], ["inventory.json.sha512", "v1/inventory.json"]], ids=len)
def test_an_inventory_is_read_only_when_something_proves_it(lost: list[str]) -> None:
    """Without its sidecar the root inventory needs its newest version's copy; without both it is not believed."""
    store = MemoryStore()
    archive = Archive(store)
    add(archive, FIRST)
    (found,) = archive.list()
    for name in lost:
        store.delete(f"{found.path}/{name}")
    if len(lost) == 1:
        assert archive.get(CASE) == FIRST
    else:
        with pytest.raises(Damaged):
            archive.get(CASE)


@pytest.mark.parametrize("gone", ["v2/inventory.json", "v[12]/inventory.json"])
def test_lost_inventories_of_versions_stop_the_next_add(archive: Archive, folder: Path, gone: str) -> None:
    """An object that lost what proves its versions is not continued, and nothing of it is swept."""
    add(archive, FIRST)
    add(archive, SECOND)
    for path in folder.rglob(gone):
        path.unlink()
    before = list(files_below(folder))
    for again in (lambda: add(archive, {"new": b"x"}), lambda: archive.repair(CASE)):
        with pytest.raises(Damaged):
            again()
    assert list(files_below(folder)) == before
    assert FaultCode.MISSING in {fault.code for fault in archive.verify(CASE)}


def test_objects_that_were_exchanged_are_found(tmp_path: Path) -> None:
    """A whole, sound object in the place of another is a fault, and is not continued."""
    store = MemoryStore()
    archive = Archive(store)
    add(archive, FIRST)
    add(archive, SECOND, case="OTHER")
    here, there = (f"{one.path}/" for one in archive.list())
    taken = {key: data for key, data in store.objects.items() if not key.startswith((here, there))}
    swapped = {key.replace(there, here): data for key, data in store.objects.items() if key.startswith(there)}
    store.objects = taken | swapped
    (case_id,) = {CASE, "OTHER"} & {one for one in (CASE, "OTHER") if archive._root(one) == here}
    assert {fault.code for fault in archive.verify(case_id)} == {FaultCode.INVENTORY}
    with pytest.raises(Damaged):
        add(archive, {"new": b"x"}, case=case_id)
    with pytest.raises(Damaged):
        archive.get(case_id)


def test_an_object_without_any_inventory_is_told(tmp_path: Path) -> None:
    """When nothing can be read that says what must be there, verify says that and does not call it sound."""
    store = MemoryStore()
    archive = Archive(store)
    add(archive, FIRST)
    for key in [key for key in store.objects if key.endswith("inventory.json")]:
        store.objects[key] = b"{}"
    codes = [fault.code for fault in archive.verify(CASE)]
    assert codes == [FaultCode.INVENTORY, FaultCode.UNPUBLISHED]


def write_until_kept(archive: Archive, writer: int, versions: list[str]) -> None:
    """Add one file of one's own, again after each conflict, as a caller does."""
    for _ in range(100):
        try:
            versions.append(add(archive, {f"{writer}.txt": b"%d" % writer, "shared": b"%d" % writer}).version)
        except Conflict:
            continue
        return


@pytest.mark.parametrize("kind", ["memory", "directory", pytest.param("s3", marks=pytest.mark.service)])
def test_writers_of_one_case_do_not_lose_each_other(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, ocfl_validate: Callable[..., str]
) -> None:
    """Writers that add to one case at once get a version each, nobody's files are lost, nothing is left over."""
    stores: dict[str, Callable[[], ObjectStore]] = {
        "memory": MemoryStore,
        "directory": lambda: DirectoryStore(tmp_path / "store"),
        "s3": lambda: request.getfixturevalue("s3_store"),
    }
    store, versions = stores[kind](), list[str]()
    threads = [threading.Thread(target=write_until_kept, args=(Archive(store), at, versions)) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    archive = Archive(store)
    assert sorted(versions) == [f"v{at}" for at in range(1, 7)]
    assert {name for name in archive.get(CASE) if name != "shared"} == {f"{at}.txt" for at in range(6)}
    for version in versions:
        assert archive.read(CASE, "shared", version) in [b"%d" % at for at in range(6)]
    add(archive, {"end": b""})
    assert archive.verify(CASE) == ()
    assert ocfl_validate(copied(store, tmp_path / "copy")) == ""


@pytest.mark.service
def test_the_same_adds_give_the_same_objects_everywhere(
    archive: Archive, tmp_path: Path, s3_store: ObjectStore, ocfl_validate: Callable[..., str]
) -> None:
    """Keys and bytes in a folder and in S3 are the same, and both are valid."""
    for one in (archive, Archive(s3_store)):
        add(one, FIRST)
        add(one, SECOND, remove=frozenset({"notices/1.txt"}))
        add(one, FIRST, case="JOO-XX-AAAAAAAA")
        assert all(faults == () for _, faults in one.verify_all())
    here = {path.relative_to(tmp_path / "store").as_posix(): path.read_bytes()
            for path in files_below(tmp_path / "store" / "archive")}  # fmt: skip
    assert {one.key: s3_store.get(one.key) for one in s3_store.list()} == here
    assert ocfl_validate(copied(s3_store, tmp_path / "copy")) == ""


def copied(store: ObjectStore, folder: Path) -> Path:
    """The storage root of a store as plain files, for tools that want them."""
    for key in store.keys("archive/"):
        (folder / key).parent.mkdir(parents=True, exist_ok=True)
        (folder / key).write_bytes(store.get(key))
    return folder / "archive"


class SweepingStore(MemoryStore):
    """A store in which another writer decides the version and sweeps while our content is being read back."""

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write, and have it swept."""
        if "/content/" in key and b"mine" in data:
            raise NotStored(f"{key}: nothing is stored under this key")
        return super().put_new(key, data)


def test_content_that_another_writer_swept_is_a_conflict() -> None:
    """A writer whose content is gone before it was read back has lost the race, and is told to begin again."""
    with pytest.raises(Conflict):
        add(Archive(SweepingStore()), {"a.txt": b"mine"})

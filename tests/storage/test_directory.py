"""What the directory store adds to the contract: kills, power loss, full disks, damage, private files."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import AlreadyStored, Damaged, NotStored, StorageError, Unavailable
from storage.directory import DirectoryStore
from storage.objects import ObjectStore, Stored


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The store's folder, not made yet."""
    return tmp_path / "not" / "made" / "yet"


@pytest.fixture
def store(root: Path) -> DirectoryStore:
    """An empty store."""
    return DirectoryStore(root)


def test_reading_makes_nothing(store: ObjectStore, root: Path) -> None:
    """Looking into a store that is not there finds nothing and leaves nothing."""
    assert list(store.list()) == []
    with pytest.raises(NotStored):
        store.get("a")
    assert not root.exists()


@pytest.mark.parametrize("change", [b"", b"goof", b"good bytes and more", b"good byte"], ids=repr)
def test_changed_bytes_are_damaged(store: ObjectStore, root: Path, change: bytes) -> None:
    """A file whose bytes were changed behind the store's back is never handed out as good."""
    store.put_new("a/b", b"good bytes")
    (root / "a" / "b").write_bytes(change)
    with pytest.raises(Damaged):
        store.get("a/b")
    with pytest.raises(Damaged):
        store.put_new("a/b", b"good bytes")


def test_damage_on_a_read_only_disk_is_damage(store: ObjectStore, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no lock can be taken, a changed file is still told as what it is, and a sound one read."""
    store.put_new("a", b"good bytes")
    store.put_new("b", b"sound")
    (root / "a").write_bytes(b"bad bytes")
    real = os.open

    def read_only(path: Path, flags: int, *more: int) -> int:
        if flags & (os.O_CREAT | os.O_RDWR | os.O_WRONLY):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", read_only)
    assert store.get("b") == b"sound"
    with pytest.raises(Damaged):
        store.get("a")


def test_a_damaged_digest_is_damaged(store: ObjectStore, root: Path) -> None:
    """A recorded digest that is no digest does not pass as none recorded."""
    store.put_new("a", b"x")
    (root / ".noticepack" / "digests" / "a").write_bytes(b"")
    with pytest.raises(Damaged):
        store.get("a")


def test_files_of_other_tools_can_be_read(store: ObjectStore, root: Path) -> None:
    """A copy made by another tool has no recorded digests and is read as it is."""
    (root / "a").mkdir(parents=True)
    (root / "a" / "b").write_bytes(b"x")
    assert store.get("a/b") == b"x"
    assert [one.key for one in store.list()] == ["a/b"]
    with pytest.raises(AlreadyStored):
        store.put_new("a/b", b"y")


def test_the_control_folder_is_no_place_for_objects(store: ObjectStore) -> None:
    """Digests and locks can neither be listed nor written as objects."""
    store.put_new("a", b"x")
    assert list(store.keys()) == ["a"]
    with pytest.raises(StorageError):
        store.put_new(".noticepack/locks/0", b"x")


def test_links_are_no_objects(store: ObjectStore, root: Path, tmp_path: Path) -> None:
    """A symbolic link is not followed, so nothing outside the store is read or written over."""
    (tmp_path / "secret").write_bytes(b"secret")
    store.put_new("a", b"x")
    (root / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(NotStored):
        store.get("link")
    with pytest.raises(StorageError):
        store.put_new("link", b"y")
    assert list(store.keys()) == ["a"]
    assert (tmp_path / "secret").read_bytes() == b"secret"


def test_a_key_is_either_file_or_folder(store: ObjectStore) -> None:
    """A key below another key cannot be kept in folders, and says so without harm."""
    store.put_new("a/b", b"x")
    with pytest.raises(StorageError):
        store.put_new("a", b"y")
    with pytest.raises(StorageError):
        store.put_new("a/b/c", b"y")
    assert store.get("a/b") == b"x"
    assert list(store.keys()) == ["a/b"]


def test_only_the_owner_may_read(store: ObjectStore, root: Path) -> None:
    """Files are 0600 and folders 0700, whatever the umask says."""
    before = os.umask(0)
    try:
        store.put_new("vault/aa/b.age", b"x")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in root.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in [root, *root.rglob("*")] if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_delete_takes_empty_folders_along(store: ObjectStore, root: Path) -> None:
    """No empty folder stays behind: a storage root of OCFL may have none."""
    store.put_new("a/b/c", b"x")
    store.put_new("a/d", b"y")
    store.delete("a/b/c")
    assert sorted(path.name for path in root.iterdir()) == [".noticepack", "a"]
    assert [path.name for path in (root / "a").iterdir()] == ["d"]


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, StorageError), (errno.EDQUOT, StorageError), (errno.EIO, Unavailable)]
)
@pytest.mark.parametrize("call", ["fsync", "link", "open"])
def test_a_refused_write_leaves_nothing(
    store: ObjectStore, root: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, expected: type[Exception]
) -> None:
    """A full or broken disk is our error with advice; what was there stays, and nothing half written is seen."""
    store.put_new("a/b", b"x")
    real = getattr(os, call)

    def refuse(*arguments: object, **options: object) -> object:
        if call == "open" and not int(str(arguments[1])) & os.O_CREAT:
            return real(*arguments, **options)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, call, refuse)
        with pytest.raises(expected) as caught:
            store.put_new("n/new", b"y")
    assert type(caught.value) is expected
    assert list(store.keys()) == ["a/b"]
    assert store.put_new("n/new", b"z").size == 1
    assert not [path for path in root.rglob("*") if path.is_dir() and not any(path.iterdir()) and path.name != "temp"]


def test_a_write_is_durable_before_it_is_told(store: ObjectStore, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is flushed before it has its name, and then every folder that got a new name in it."""
    steps: list[str] = []
    fsync, link, rename = os.fsync, os.link, Path.rename

    def traced_fsync(fd: int) -> None:
        steps.append(f"flush {Path(f'/proc/self/fd/{fd}').readlink().relative_to(root).as_posix()}")
        fsync(fd)

    def traced_link(source: Path, target: Path) -> None:
        steps.append("link")
        link(source, target)

    def traced_rename(source: Path, target: Path) -> Path:
        steps.append(f"rename to {target.relative_to(root).as_posix()}")
        return rename(source, target)

    store.put_new("a/b", b"x")
    monkeypatch.setattr(os, "fsync", traced_fsync)
    monkeypatch.setattr(os, "link", traced_link)
    monkeypatch.setattr(Path, "rename", traced_rename)
    store.put_new("a/c", b"y")
    data, *rest = steps[steps.index("flush .noticepack/digests/a") + 1 :]
    assert data.startswith("flush .noticepack/temp/")
    assert rest == ["link", "flush a"]
    steps.clear()
    store.put_new("d/e/f", b"z")
    assert steps[-2:] == ["rename to d", "flush ."]
    assert steps.index("link") < steps.index("rename to d")


CHILD = """
import sys
from pathlib import Path
from storage.directory import DirectoryStore
store, tag = DirectoryStore(Path(sys.argv[1])), None
for number in range(int(sys.argv[2]), 1_000_000):
    store.put_new(f"new/{number}/{number}", b"%d" % number * 2000)
    try:
        tag = store.head("pointer").tag
    except Exception:
        tag = None
    store.replace("pointer", b"%d" % number, tag=tag)
    print(number, flush=True)
"""


def test_a_real_kill_leaves_whole_objects(store: DirectoryStore, root: Path) -> None:
    """kill -9 of a writing process: what it told is there, nothing is half written, no folder is empty."""
    told = 0
    for kill in range(12):
        command = [sys.executable, "-c", CHILD, str(root), str(told + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout is not None
            for _ in range(1 + kill * 3 % 7):
                told = int(child.stdout.readline())
            os.kill(child.pid, signal.SIGKILL)
            told = max([told, *map(int, child.stdout.read().split())])
        assert int(store.get("pointer")) in (told, told + 1)
        seen = [int(key.rpartition("/")[2]) for key in store.keys("new/")]
        assert set(range(1, told + 1)) <= set(seen) <= set(range(1, told + 2))
        assert not [path for path in (root / "new").rglob("*") if path.is_dir() and not any(path.iterdir())]
    for number in range(1, told + 1):
        assert store.get(f"new/{number}/{number}") == b"%d" % number * 2000


@pytest.mark.parametrize("step", [1, 2], ids=["before the bytes", "after the bytes"])
def test_a_replacement_cut_short_is_old_or_new(
    store: DirectoryStore, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """Killed on either side of the one rename that counts, an object is its old or its new bytes, never damaged."""
    tag = store.put_new("k", b"old").tag
    renames, rename = [0], Path.rename

    def killed(source: Path, target: Path) -> Path:
        renames[0] += 1
        if renames[0] == step + 1:
            raise KeyboardInterrupt
        return rename(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            store.replace("k", b"new", tag=tag)
    expected = b"old" if step == 1 else b"new"
    assert store.get("k") == expected
    head = store.head("k")
    assert head == next(store.list()) == Stored("k", 3, head.digest, head.tag)
    assert store.replace("k", b"newest", tag=head.tag).size == 6
    assert store.get("k") == b"newest"


@pytest.mark.parametrize(
    "prefix", [".noticepack/", ".noticepack/digests/a", "../", "../other/", "a/../", "/", "a//", "./"]
)
def test_a_prefix_leads_nowhere_else(tmp_path: Path, prefix: str) -> None:
    """Listing by a prefix that no key begins with shows nothing: neither our own records nor files beside the store."""
    store = DirectoryStore(tmp_path / "store")
    store.put_new("a/b", b"x")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "secret").write_bytes(b"x")
    assert list(store.keys(prefix)) == []

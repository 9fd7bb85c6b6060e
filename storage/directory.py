"""A folder as object store: the embedded default, safe against kills, power loss and other writers on the same machine.

A key is the path of a plain file below the root, so that every other tool can read what is there. Digests, locks and
half-written files are kept in `.noticepack/` beside them, never between them (an OCFL storage root may hold nothing
foreign). A write goes to a temporary file, is flushed to the disk, and appears under its name by one atomic link or
rename; folders that are new appear together with their first file, so a kill leaves no empty folder either. All
writers hold one of sixteen lock files (flock), chosen by the key, or all of them to write several objects at once;
readers take one only when what they read is in doubt.

    >>> import tempfile
    >>> store = DirectoryStore(Path(tempfile.mkdtemp()))
    >>> store.put_new("a/b.txt", b"hello").size
    5
    >>> store.get("a/b.txt")
    b'hello'
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from config.errors import AlreadyStored, Conflict, Damaged, NotStored, StorageError, Unavailable, UsageError
from storage.durable import (
    PRIVATE_FILE,
    is_file,
    make_folder,
    name_file,
    prune_folders,
    read_file,
    sync_folder,
    write_file,
)
from storage.objects import Stored, check_key, digest_of
from storage.trees import build_tree, place_tree, remove_tree

CONTROL = ".noticepack"
SHARDS = "0123456789abcdef"
DIGEST_LINE = re.compile(r"sha256:[0-9a-f]{64}")
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
FULL = {errno.ENOSPC, errno.EDQUOT}
PLACE_ATTEMPTS = 10  # another writer may make or remove the same folder in between; each such race is lost at most once


@dataclass(frozen=True, slots=True)
class _Turn:
    """The right to write the keys of one shard, and the names of its temporary file and folder."""

    temp: Path
    tree: Path


class DirectoryStore:
    """Named bytes as files below `root`; implements `ObjectStore`. The tag of an object is its digest."""

    def __init__(self, root: Path) -> None:
        self._root, self._text = root, str(root)
        self._control = root / CONTROL

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write under a key that is free; the same bytes again are no error. Raises: AlreadyStored."""
        path = self._path(key)
        with _os_errors(key), self._turn(key) as turn:
            if is_file(path):
                return self._same(key, data, AlreadyStored(f"{key}: other bytes are stored under this key"))
            self._record(turn, key, digest_of(data))
            write_file(turn.temp, data)
            self._place_new(turn, path)
        return _stored(key, data)

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write over the object whose tag is `tag`, or under a free key when `tag` is None. Raises: Conflict."""
        if tag is None:
            return self._put_or_conflict(key, data)
        path = self._path(key)
        with _os_errors(key), self._turn(key) as turn:
            if not is_file(path):
                raise Conflict(f"{key}: removed by another since it was read")
            if self.head(key).tag != tag:
                return self._same(key, data, Conflict(f"{key}: changed by another since it was read"))
            self._record(turn, key, digest_of(data), tag)
            write_file(turn.temp, data)
            turn.temp.rename(path)
            sync_folder(path.parent)
            self._record(turn, key, digest_of(data))
        return _stored(key, data)

    def put_together(self, folder: str, files: Mapping[str, bytes], tags: Mapping[str, str]) -> bool:
        """Write several objects below `folder`, visible all at once; False where the file system cannot.

        Raises: Conflict.
        """
        path = self._path(folder)
        self._check_inside(f"{folder}/")
        with _os_errors(folder), ExitStack() as turns:
            turn, *_ = [turns.enter_context(self._turn_of(shard)) for shard in SHARDS]
            for key, data in files.items():
                self._check_unchanged(key, data, tags.get(key))
            try:
                build_tree(turn.tree, path, {key.removeprefix(f"{folder}/"): data for key, data in files.items()})
                for key, data in files.items():
                    self._record(turn, key, digest_of(data), *([tags[key]] if key in tags else []))
                placed = place_tree(turn.tree, path)
            finally:
                remove_tree(turn.tree)  # what was built in vain, or what was there before
            for key in tags if placed else ():
                self._record(turn, key, digest_of(files[key]))
        return placed

    def get(self, key: str) -> bytes:
        """The bytes, checked against the digest recorded when they were written. Raises: NotStored, Damaged."""
        self._check(key)
        with _os_errors(key):
            try:
                return self._checked(key)
            except Damaged as error:
                return self._checked_alone(key, error)

    def head(self, key: str) -> Stored:
        """What is there, without the bytes. Raises: NotStored."""
        path = self._existing(key)
        with _os_errors(key):
            recorded = self._recorded(key)
            digest = recorded[0] if len(recorded) == 1 else digest_of(self._checked(key))
            return Stored(key, path.stat().st_size, digest, digest)

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
        return map(self.head, self.keys(prefix))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys that begin with `prefix`, in their order; links and special files are no objects."""
        with _os_errors(prefix):
            yield from _walk(self._text, prefix)

    def delete(self, key: str) -> None:
        """Remove what is under the key, if anything is, and folders that are then empty."""
        path = self._path(key)
        with _os_errors(key), self._turn(key):
            path.unlink(missing_ok=True)
            self._digests(key).unlink(missing_ok=True)
            prune_folders(path.parent, self._root)
            prune_folders(self._digests(key).parent, self._control)

    def erase(self, key: str) -> None:
        """Remove what is under the key: a folder keeps no older versions."""
        self.delete(key)

    def link(self, key: str, life: timedelta, name: str) -> str:
        """Raises: UsageError (a folder gives no links)."""
        raise UsageError("a folder gives no links", advice="Hand out a bag: `noticepack archive export`.")

    @property
    def locks(self) -> None:
        """None: whoever may write into the folder may remove what is in it."""
        return None

    def _path(self, key: str) -> Path:
        return self._root / self._check(key)

    def _check(self, key: str) -> str:
        if check_key(key).startswith(f"{CONTROL}/") or key == CONTROL:
            raise StorageError(f"not a key that a store may use: {key[:80]!r}")
        return key

    def _check_inside(self, key: str) -> None:
        """Whoever may write here could plant a link to a folder, to have us write elsewhere with our rights."""
        for below in (key, f"{CONTROL}/digests/{key}"):
            if _over_a_link(self._text, below):
                raise Damaged(f"{key}: a link to a folder stands in its path", advice="Remove the link.")

    def _existing(self, key: str) -> Path:
        path = self._path(key)
        if not is_file(path):
            raise NotStored(f"{key}: nothing is stored under this key")
        return path

    def _digests(self, key: str) -> Path:
        return self._control / "digests" / key

    def _check_unchanged(self, key: str, data: bytes, tag: str | None) -> None:
        there = self._checked(key) if is_file(self._path(key)) else None
        if there != data and (None if there is None else digest_of(there)) != tag:
            raise Conflict(f"{key}: changed by another since it was read")

    def _put_or_conflict(self, key: str, data: bytes) -> Stored:
        try:
            return self.put_new(key, data)
        except AlreadyStored as error:
            raise Conflict(f"{key}: created by another since it was looked for") from error

    def _same(self, key: str, data: bytes, otherwise: StorageError) -> Stored:
        if self._checked(key) != data:
            raise otherwise
        return _stored(key, data)

    def _checked(self, key: str) -> bytes:
        """The bytes; a file that another tool copied here has no recorded digest to be checked against."""
        recorded = self._recorded(key)
        data = read_file(f"{self._text}/{key}")
        if recorded and digest_of(data) not in recorded:
            raise Damaged(f"{key}: the bytes read are not the bytes written (recorded {recorded[0]})")
        return data

    def _checked_alone(self, key: str, error: Damaged) -> bytes:
        """Read again while no one writes: a writer may have come between reading the digest and the bytes."""
        try:
            with self._turn(key):
                return self._checked(key)
        except OSError as refused:
            if refused.errno in READ_ONLY:
                raise error from refused  # nor can any writer have come
            raise

    def _recorded(self, key: str) -> tuple[str, ...]:
        """One digest; two (new, old) while a replacement is under way or after it was cut short; none if not known."""
        try:
            lines = read_file(f"{self._text}/{CONTROL}/digests/{key}").decode("ascii", "replace").split()
        except (FileNotFoundError, NotADirectoryError):
            return ()
        if not lines or not all(DIGEST_LINE.fullmatch(line) for line in lines):
            raise Damaged(f"{key}: its recorded digest is damaged")
        return tuple(lines)

    def _record(self, turn: _Turn, key: str, *digests: str) -> None:
        path = self._digests(key)
        write_file(turn.temp, ("\n".join(digests) + "\n").encode())
        for _ in range(PLACE_ATTEMPTS):
            make_folder(path.parent)
            try:
                turn.temp.rename(path)
            except FileNotFoundError:  # a writer of a neighbouring key took the emptied folder away in between
                continue
            return sync_folder(path.parent)
        raise Conflict(f"{key}: its folder is being made and removed by others")

    def _place_new(self, turn: _Turn, path: Path) -> None:
        for _ in range(PLACE_ATTEMPTS):
            try:
                return name_file(turn.temp, turn.tree, path)
            except OSError as error:
                if path.exists() or error.errno not in {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST}:
                    raise
        raise Conflict(f"{path.name}: its folder is being made and removed by others")

    def _turn(self, key: str) -> AbstractContextManager[_Turn]:
        self._check_inside(key)
        return self._turn_of(hashlib.sha256(key.encode()).hexdigest()[0])

    @contextmanager
    def _turn_of(self, shard: str) -> Iterator[_Turn]:
        for name in ("locks", "temp"):
            make_folder(self._control / name)
        turn = _Turn(self._control / "temp" / shard, self._control / "temp" / f"{shard}.tree")
        descriptor = os.open(self._control / "locks" / shard, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield turn
        finally:
            turn.temp.unlink(missing_ok=True)
            os.close(descriptor)


def _stored(key: str, data: bytes) -> Stored:
    digest = digest_of(data)
    return Stored(key, len(data), digest, digest)


def _over_a_link(root: str, key: str) -> bool:
    """Whether a folder below the root through which the key leads is a link."""
    folder = f"{os.path.realpath(root)}/{key}".rpartition("/")[0]
    return os.path.realpath(folder) != folder


def _walk(root: str, prefix: str) -> Iterator[str]:
    """Keys that begin with a prefix, in their order: a folder sorts as its name with `/`, so `a-b` is before `a/b`.

    Begins at the folder that the prefix names, so that listing one object of many costs no look at the others.
    """
    base = prefix[: prefix.rfind("/") + 1]
    names = base.split("/")[:-1]
    if {"", ".", ".."} & set(names) or CONTROL in names[:1] or _over_a_link(root, base):
        return  # no key begins so
    todo = [base]
    while todo:
        key = todo.pop()
        if key and not key.endswith("/"):
            yield key
            continue
        todo += sorted((one for one in _entries(root, key) if one.startswith(prefix)), reverse=True)


def _entries(root: str, folder: str) -> Iterator[str]:
    """The plain files of a folder as keys, and the folders in it as keys with `/`."""
    try:
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if folder or entry.name != CONTROL:
                        yield f"{folder}{entry.name}/"
                elif entry.is_file(follow_symlinks=False):
                    yield folder + entry.name
    except (FileNotFoundError, NotADirectoryError):
        return


@contextmanager
def _os_errors(key: str) -> Iterator[None]:
    """Turn what the operating system refuses into our errors."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotStored(f"{key}: nothing is stored under this key") from error
    except OSError as error:
        if error.errno in FULL:
            raise StorageError(f"{key}: the disk is full", advice="Free space on the disk and run again.") from error
        if error.errno in {errno.EINTR, errno.ETIMEDOUT, errno.EIO, errno.ESTALE}:
            raise Unavailable(f"{key}: {error.strerror}", advice="Check the disk; see the system log.") from error
        raise StorageError(f"{key}: {error.strerror}", advice="Check the folder and its permissions.") from error

"""Files and folders: every file is an item, so that nothing put there is overlooked.

Folders are read through, in the order of their names. By content, never by name: a zip of notices gives its members
(`ingest.sources.contents`), a file that begins with `From ` is an mbox and gives its messages; all else is one item
each, and what is no notice ends unrelated or quarantined with a reason. Left out are only names that begin with a dot
(`.DS_Store`, `.git`), the lock files of office programs (`~$x`, `.~lock.x#`), and what is no regular file (pipes,
sockets, links to folders). Files are never changed: acknowledging does nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from config.errors import SourceError
from config.limits import Limits
from ingest.item import Container, RawItem
from ingest.sources.contents import expand
from ingest.sources.mbox import mbox_items
from ingest.sources.port import Clock
from ingest.sources.unchanged import Unchanged, stamp_of, wait_for

LOCKS = (".", "~$")
MBOX_SUFFIXES = (".mbox", ".mbx")


class FileSource:
    """A file or a folder with everything beneath it."""

    def __init__(self, path: Path, *, limits: Limits, now: Clock, quiet_seconds: float = 0.0) -> None:
        """`quiet_seconds`: how long a file must have been left alone before it is read."""
        self.path, self._limits, self._now, self._quiet = path, limits, now, quiet_seconds
        self._unchanged = Unchanged()

    @property
    def name(self) -> str:
        """`files:` and the path."""
        return f"files:{self.path}"

    def items(self) -> Iterator[RawItem | Container]:
        """Every file, in the order of their paths.

        Raises:
            SourceError: the path does not exist or something beneath it cannot be read.
        """
        self._unchanged.begin()
        for path in self._files():
            stamp = stamp_of(path, self._quiet)
            if stamp is not None and self._unchanged.is_new(str(path), stamp):
                yield from self._read(path)

    def _read(self, path: Path) -> Iterator[RawItem | Container]:
        if is_mbox(path):
            yield from mbox_items(path, self._now)
        else:
            item = RawItem(source=str(path), received=self._now(), data=read(path), token=str(path))
            yield from expand(item, self._limits)

    def _files(self) -> Iterator[Path]:
        if self.path.is_dir():
            yield from walk(self.path)
        elif self.path.is_file():
            yield self.path
        else:
            raise SourceError(f"{self.path}: there is no such file or folder")

    def durable(self, item: RawItem) -> None:
        """Nothing: a file stays where it is."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Nothing: a file stays as it is, and is known by its digest when it is met again."""

    def wait(self, seconds: float) -> bool:
        """Let time pass: a folder is looked through again when it is its turn."""
        return wait_for(seconds)

    def settled(self) -> None:
        """Not to be read again until they change."""
        self._unchanged.settle()

    def close(self) -> None:
        """Nothing: no file is held open."""


def walk(folder: Path) -> Iterator[Path]:
    """The regular files beneath a folder, sorted by name at every level, hidden and lock files left out."""
    for entry in _entries(folder):
        if entry.name.startswith(LOCKS):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise SourceError(f"{folder}: {error.strerror}") from error


def read(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error


def is_mbox(path: Path) -> bool:
    """Whether a file is an mbox: it begins with `From `, or it is empty and named as one."""
    try:
        with path.open("rb") as file:
            start = file.read(5)
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    return start == b"From " or (not start and path.suffix.lower() in MBOX_SUFFIXES)

"""Files and folders that are on the disk, and private, before the call returns."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
LARGE_READ = 2**24


def is_file(path: Path) -> bool:
    """Whether it is a plain file, and not a link to one."""
    return path.is_file() and not path.is_symlink()


def read_file(path: Path | str) -> bytes:
    """The bytes of a plain file; anything else (a link, a folder, a pipe) counts as not there."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise FileNotFoundError(errno.ENOENT, "a link", str(path)) from error
        raise
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise FileNotFoundError(errno.ENOENT, "no plain file", str(path))
        return _whole(descriptor, status.st_size)
    finally:
        os.close(descriptor)


def _whole(descriptor: int, size: int) -> bytes:
    """All that is in the file, of which so much is expected."""
    data = os.read(descriptor, size + 1)
    if len(data) == size:
        return data
    pieces = [data]  # a large file comes in pieces, and one that grew has more
    while piece := os.read(descriptor, LARGE_READ):
        pieces.append(piece)
    return b"".join(pieces)


def write_file(path: Path, data: bytes) -> None:
    """Write a new file to the disk; what a killed writer left under the name is unlinked, never written to."""
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def name_file(temp: Path, tree: Path, path: Path) -> None:
    """Give a temporary file its name, never over another file.

    Folders that are new are built around it under the name `tree` and appear together with it, by one rename.
    """
    if path.parent.is_dir():
        os.link(temp, path)
        return sync_folder(path.parent)
    top = path.parent
    while not top.parent.is_dir():
        top = top.parent
    if tree.exists():
        shutil.rmtree(tree)
    inside = tree / path.parent.relative_to(top)
    make_folder(inside)
    os.link(temp, inside / path.name)
    sync_folder(inside)
    tree.rename(top)
    return sync_folder(top.parent)


def replace_file(path: Path, data: bytes) -> None:
    """Put a file in the place of another at once: who reads it sees the old one or the new one.

    Of several programs that do so at once the last one wins: each writes under a name of its own.
    """
    temp = path.with_name(f"{path.name}.{os.getpid()}.new")
    write_file(temp, data)
    temp.rename(path)
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, private and durable."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(PRIVATE_FOLDER, exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def prune_folders(folder: Path, stop: Path) -> None:
    """Remove a folder and those above it, up to `stop`, as far as they are empty."""
    while folder != stop and folder.is_dir():
        try:
            folder.rmdir()
        except OSError:
            return  # not empty: others are in use
        folder = folder.parent

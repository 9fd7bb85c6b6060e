"""The right to write a name, given to one of all writers at a time: for stores that know no conditional writes.

Every writer of such a store must use the same locks: those of one folder (one machine, or a file system with flock that
all of them share), or those of one PostgreSQL database.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from config.errors import StorageError
from storage.durable import PRIVATE_FILE, make_folder

Exclusive = Callable[[str], AbstractContextManager[object]]


def file_locks(folder: Path) -> Exclusive:
    """Locks as 256 files of a folder (flock), one for all names with the same first digits of their digest."""

    @contextmanager
    def hold(name: str) -> Iterator[None]:
        shard = hashlib.sha256(name.encode()).hexdigest()[:2]
        try:
            make_folder(folder)
            descriptor = os.open(folder / shard, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PRIVATE_FILE)
        except OSError as error:
            raise StorageError(f"{folder}: {error.strerror}", advice="Check the folder's permissions.") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    return hold


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """One program at a time works on what a folder holds (flock on the folder itself, made when it is missing).

    Raises: StorageError (it cannot be made or opened).
    """
    try:
        make_folder(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror}", advice="Check the folder's permissions.") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)

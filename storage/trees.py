"""Folders that change as a whole: a new tree is built beside the old one and takes its place in one step.

Linux exchanges two names at once (renameat2 with RENAME_EXCHANGE, man 2 renameat2); so do ext4, XFS, Btrfs and tmpfs.
Where the system or the file system does not, nothing is changed and `place_tree` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from storage.durable import PRIVATE_FOLDER, make_folder, sync_folder, write_file

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h
NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP}


def build_tree(tree: Path, old: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder that holds what `old` holds (by hard links: no byte is copied) and the files, durable.

    `files` are named by their paths below the folder; they take the place of those of the same name.
    """
    remove_tree(tree)
    make_folder(tree)
    if old.is_dir():
        _link_all(old, tree, "", files)
    folders = {tree}
    for name, data in files.items():
        path = tree / name
        make_folder(path.parent)
        write_file(path, data)
        folders.update(parent for parent in path.parents if parent.is_relative_to(tree))
    for folder in folders:
        sync_folder(folder)


def place_tree(tree: Path, path: Path) -> bool:
    """Put the tree in the place of the folder, in one step; what was there is then under the name `tree`.

    False, and nothing is changed, where the system cannot. A folder that is new appears with those above it.
    """
    if path.is_dir():
        if not _exchange(tree, path):
            return False
        sync_folder(path.parent)
        return True
    top, place = path, tree
    while not top.parent.is_dir():
        top = top.parent
    if top != path:
        place = tree.with_name(f"{tree.name}.above")
        remove_tree(place)
        inside = place / path.relative_to(top)
        make_folder(inside.parent)
        tree.rename(inside)
        sync_folder(inside.parent)
    place.rename(top)
    sync_folder(top.parent)
    return True


def remove_tree(tree: Path) -> None:
    """Remove a folder and all that is in it, if it is there."""
    if tree.is_dir():
        shutil.rmtree(tree)


def _link_all(old: Path, tree: Path, base: str, files: Mapping[str, bytes]) -> None:
    with os.scandir(old / base if base else old) as entries:
        for entry in entries:
            name = f"{base}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                (tree / name).mkdir(PRIVATE_FOLDER)
                _link_all(old, tree, f"{name}/", files)
                sync_folder(tree / name)
            elif name not in files:
                os.link(entry.path, tree / name, follow_symlinks=False)


def _exchange(one: Path, other: Path) -> bool:
    try:
        exchange = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if exchange(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    error = ctypes.get_errno()
    if error in NOT_HERE:
        return False
    raise OSError(error, os.strerror(error), str(other))

"""A packet as one zip and back: the same files give the same bytes; unpacking never leaves its folder."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from assemble.packet import PacketFile
from config.errors import Damaged

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold; every member carries it, so that bytes do not depend on the clock."""


def bundle(files: Iterable[PacketFile]) -> bytes:
    """The files as a zip, sorted by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda f: f.name):
            info = zipfile.ZipInfo(file.name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, file.data)
    return out.getvalue()


def unbundle(data: bytes, folder: Path) -> tuple[Path, ...]:
    """The files of a bundle written below `folder`; their paths. Raises: Damaged (a name that leads out of it)."""
    written = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            path = inside(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
            written.append(path)
    return tuple(written)


def inside(folder: Path, name: str) -> Path:
    """The path of a relative name below `folder`. Raises: Damaged (absolute, or leading out of it)."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts:
        raise Damaged(f"{name!r} is not a file name below the packet's folder")
    return folder.joinpath(*parts.parts)

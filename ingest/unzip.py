"""A zip opened under limits: its members as bytes, or one named reason why it stays shut.

What the directory of a zip says is the sender's word: sizes are checked while reading, names are labels and never
paths. A zip is opened whole or not at all: a broken, encrypted or oversized member shuts it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from config.errors import ItemError
from config.limits import Limits
from ingest.bounds import over, within
from ingest.file_names import clean_name

UNREADABLE = (zipfile.BadZipFile, zlib.error, ValueError, KeyError, OSError, EOFError, RuntimeError)
"""What the zip library raises on a broken file, by the part that is broken; RuntimeError for passwords and methods."""
CHUNK = 1 << 20
ENCRYPTED = 0x1
LOCAL_HEADER = b"PK\x03\x04"
METADATA = ("__MACOSX/",)
"""What packing programs add about the files; no mail, left in the container."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a zip."""

    name: str
    """Its path in the zip for people: cleaned segments joined by `/`."""
    data: bytes


def members(data: bytes, limits: Limits) -> tuple[str, ...]:
    """The raw names of the files in a zip, in its order, after the whole of it was found to be sound.

    Raises:
        ItemError: `zip.damaged`, `zip.encrypted`, `zip.empty`, `limit.zip_entries`, `limit.zip_member_bytes`,
            `limit.zip_ratio`.
    """
    with _opened(data) as archive:
        within(limits, "zip_entries", len(archive.infolist()))
        files = _files(archive)
        if not files:
            raise ItemError("zip.empty", "the zip holds no file")
        for info in files:
            _check(info, limits)
        for info in files:
            _read(archive, info, limits)
        return tuple(info.filename for info in files)


def read_members(data: bytes, limits: Limits) -> Iterator[Member]:
    """The files in a zip, one after the other, in its order; sound to the last one before the first is yielded.

    Raises:
        ItemError: as `members`.
    """
    members(data, limits)
    with _opened(data) as archive:
        for info in _files(archive):
            yield Member(label(info.filename), _read(archive, info, limits))


def why_unopened(data: bytes, limits: Limits) -> ItemError:
    """The reason why a zip that reached the parser was not opened: a fault of its own, else its depth."""
    try:
        members(data, limits)
    except ItemError as error:
        return error
    return ItemError("zip.too_deep", f"a zip inside zips over zip_depth = {limits.zip_depth}, or inside a mailbox")


def label(name: str) -> str:
    """A member's name for people: no segment that leads anywhere, no control characters."""
    segments = [clean_name(segment) for segment in name.replace("\\", "/").split("/")]
    return "/".join(segment for segment in segments if segment) or "unnamed"


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as error:
        raise ItemError("zip.damaged", f"its directory cannot be read: {error}"[:300]) from error
    if data.startswith(LOCAL_HEADER) and min((one.header_offset for one in archive.infolist()), default=0) > 0:
        # What is found then is the directory of a zip inside this one, whose own was cut off.
        raise ItemError("zip.damaged", "its directory is missing: the end of the file was cut off")
    return archive


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith(METADATA)]


def _check(info: zipfile.ZipInfo, limits: Limits) -> None:
    name = label(info.filename)
    if info.flag_bits & ENCRYPTED:
        raise ItemError("zip.encrypted", f"{name} needs a password")
    if info.file_size > limits.zip_member_bytes:
        raise over("zip_member_bytes", limits.zip_member_bytes, f"{name} with {info.file_size}")
    if info.file_size > CHUNK and info.file_size > limits.zip_ratio * max(info.compress_size, 1):
        raise over("zip_ratio", limits.zip_ratio, f"{name} with {info.file_size // max(info.compress_size, 1)}")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The bytes of a member, counted while they come: the directory may lie about their size."""
    chunks: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limits.zip_member_bytes:
                    raise over("zip_member_bytes", limits.zip_member_bytes, f"{label(info.filename)} with over {size}")
                chunks.append(chunk)
    except UNREADABLE as error:
        raise ItemError("zip.damaged", f"{label(info.filename)}: {error}"[:300]) from error
    return b"".join(chunks)

"""The archive as files and findings: what the auditor takes away and what a check of the whole finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.errors import UsageError
from noticepack.bundle import inside
from noticepack.trail import Trail
from storage.archive import Archive
from storage.archive_check import Fault


@dataclass(frozen=True, slots=True)
class Written:
    """Files on disk."""

    folder: Path
    files: tuple[Path, ...]


def write_version(archive: Archive, trail: Trail, case_id: str, version: str | None, folder: Path | None) -> Written:
    """A version's files (the newest unless told) below a folder that must be new or empty; recorded first.

    Raises:
        NotStored, Damaged: see `Archive.get`. NotPermitted. UsageError: the folder holds something already.
    """
    shown = version or archive.versions(case_id)[-1].version
    target = folder or Path(f"{case_id}-{shown}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target}: there is something already", advice="Name an empty or a new folder with --out.")
    trail.permit("archive.get", case_id, version=shown)
    files = archive.get(case_id, shown)
    paths = []
    for name, data in sorted(files.items()):
        path = inside(target, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return Written(target, tuple(paths))


def check_archive(archive: Archive, case_ids: Sequence[str]) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    """Each object with its faults: the named cases, or all and the storage root itself."""
    if not case_ids:
        yield from archive.verify_all()
        return
    for case_id in case_ids:
        yield case_id, archive.verify(case_id)

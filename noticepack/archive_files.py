"""A version of a case as files on disk: what the auditor takes away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from config.errors import UsageError
from noticepack.bundle import inside
from noticepack.trail import Trail
from storage.archive import Archive


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
    paths = []
    with trail.retrieval("archive.get", case_id, version=shown):
        for name, data in sorted(archive.get(case_id, shown).items()):
            path = inside(target, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(path)
    return Written(target, tuple(paths))

"""What leaves the archive besides plain files: bags for auditors, links with a set life. Each is recorded first."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from config.errors import NotStored, UsageError
from noticepack.bag import BagSource, bag_files, check_bag, zip_bag
from noticepack.trail import Trail, wall_clock
from storage.archive import Archive, ArchivedVersion

LONGEST_LIFE = timedelta(days=7)  # what S3 allows (Signature Version 4)


@dataclass(frozen=True, slots=True)
class Bagged:
    """A bag on disk."""

    file: Path
    files: int
    version: str


@dataclass(frozen=True, slots=True)
class Link:
    """An address from which a file of the archive can be had."""

    address: str
    ends: datetime
    """UTC."""
    sha512: str
    """Of the file: whoever gets it compares."""


def export_bag(archive: Archive, trail: Trail, case_id: str, version: str | None, out: Path | None) -> Bagged:
    """A version (the newest unless told) as a BagIt bag in a new zip, validated by the library `bagit`.

    Raises: NotStored, Damaged, NotPermitted. UsageError (the file is there).
    """
    chosen, count = _version(archive, case_id, version)
    name = f"{case_id}-{chosen.version}"
    target = out or Path(f"{name}.zip")
    if target.exists():
        raise UsageError(f"{target}: there is something already", advice="Name a new file with --out.")
    with trail.retrieval("archive.export", case_id, version=chosen.version, file=target.name):
        source = BagSource(
            case_id, chosen.version, count, chosen.created, archive.get(case_id, chosen.version),
            archive.inventory(case_id), archive.path(case_id), trail.log.id,
        )  # fmt: skip
        target.parent.mkdir(parents=True, exist_ok=True)
        temp = target.with_name(f".{target.name}.new")
        try:
            zip_bag(bag_files(source, wall_clock()), name, temp)
            check_bag(temp)
            os.link(temp, target)  # unlike a rename it never takes the place of another file
        finally:
            temp.unlink(missing_ok=True)
    return Bagged(target, len(source.files), chosen.version)


def link_file(archive: Archive, trail: Trail, case_id: str, name: str, version: str | None, life: timedelta) -> Link:
    """An address for one archived file, checked now, that anyone can use as long as it lives.

    Raises: NotStored, Damaged, NotPermitted. UsageError (the store gives no links, or the life is too long).
    """
    if not timedelta(0) < life <= LONGEST_LIFE:
        raise UsageError("a link lives at most seven days", advice="Give --hours from 1 to 168.")
    chosen, _ = _version(archive, case_id, version)
    if name not in chosen.files:
        held = ", ".join(chosen.files)
        raise NotStored(f"{case_id} {chosen.version} holds no file {name!r}", advice=f"It holds {held}.")
    ends = wall_clock() + life
    with trail.retrieval("archive.link", case_id, version=chosen.version, file=name, ends=ends.isoformat()):
        address, digest = archive.link(case_id, name, chosen.version, life)
    return Link(address, ends, digest)


def _version(archive: Archive, case_id: str, version: str | None) -> tuple[ArchivedVersion, int]:
    versions = archive.versions(case_id)
    for one in versions:
        if version in (None, one.version) and (version or one is versions[-1]):
            return one, len(versions)
    raise NotStored(f"{case_id}: there is no version {version!r}, the newest is {versions[-1].version}")

"""Checking the archive: bytes read again and compared, all or some or a sample of them; goes on where it stopped."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.errors import UsageError
from noticepack.long_work import Bookmark, bar, in_order
from noticepack.trail import Trail
from storage.archive import Archive
from storage.archive_check import Checked, Fault


@dataclass(frozen=True, slots=True)
class Verified:
    """One object that was read."""

    path: str
    """Key of the object; the archive's own prefix for the files of the storage root."""
    checked: Checked


@dataclass(slots=True)
class Tally:
    """What a check has read and found so far, with what it read before it was stopped."""

    objects: int = 0
    wrong: int = 0
    size: int = 0
    """Bytes of content read by this call."""
    of: int = 0
    """Objects there are to check."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check of the archive."""

    archive: Archive
    trail: Trail
    progress: Path
    """Folder of the bookmark."""
    threads: int

    def cases(self, case_ids: Sequence[str], tally: Tally) -> Iterator[Verified]:
        """The named cases. Raises: NotStored."""
        tally.of = len(case_ids)
        paths = [self.archive.path(case_id) for case_id in case_ids]
        yield from self._run(paths, tally, f"cases: {', '.join(case_ids)}")

    def all(self, tally: Tally, *, resume: bool) -> Iterator[Verified]:
        """The storage root itself and every object, or the rest of them. Raises: Damaged (the bookmark)."""
        faults, paths = self.archive.survey()
        mark = Bookmark.open(self.progress / "archive-verify.json", "all", resume=resume)
        rest = mark.rest(paths)
        tally.of, tally.objects = len(paths), mark.done
        tally.wrong = len(mark.found) + bool(faults)
        yield Verified("archive", Checked(0, faults))
        with mark.keeping():
            for one in self._run(rest, tally, "all", begun=len(paths) - len(rest)):
                mark.step(one.path, bool(one.checked.faults))
                yield one

    def sample(self, count: int, tally: Tally) -> Iterator[Verified]:
        """So many objects by lot, drawn anew each time. Raises: UsageError (none are asked for)."""
        if count < 1:
            raise UsageError("a sample of none shows nothing", advice="Give --sample 1 or more.")
        paths = self.archive.survey()[1]
        drawn = sorted(secrets.SystemRandom().sample(paths, min(count, len(paths))))
        tally.of = len(drawn)
        yield from self._run(drawn, tally, f"a sample of {len(drawn)} of {len(paths)}")

    def _run(self, paths: Sequence[str], tally: Tally, what: str, begun: int = 0) -> Iterator[Verified]:
        with bar("checking the archive", begun + len(paths), begun) as step:
            for path, checked in in_order(self.archive.check, paths, self.threads):
                tally.objects += 1
                tally.wrong += bool(checked.faults)
                tally.size += checked.size
                step(tally.size)
                yield Verified(path, checked)
        outcome = "faults" if tally.wrong else "sound"
        self.trail.record("archive.verify", "", outcome, what=what, objects=tally.objects, wrong=tally.wrong)


def fault_json(fault: Fault) -> dict[str, str]:
    """A fault for programs."""
    return {"code": fault.code.value, "key": fault.key, "detail": fault.detail}

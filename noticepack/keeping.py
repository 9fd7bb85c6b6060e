"""How long what is kept is to be kept: retention by the rules of the platform, locks of the store, holds of cases.

All times here are the machine's own: no setting can bring the end of a retention nearer by telling another time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from config.rules import PlatformRules, load_platforms
from config.settings import Settings
from config.words import Platform
from extract.deadline import add
from noticepack.trail import wall_clock
from storage.holds import Holds
from storage.locks import Lock
from storage.objects import ObjectStore

PREFIXES = {"AMZ": Platform.AMAZON, "JOOM": Platform.JOOM}
"""How the id of a case begins."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the settings and rules say about keeping."""

    settings: Settings
    store: ObjectStore

    def until(self, case_id: str, newest: datetime) -> datetime:
        """When the retention of a case ends whose newest version is of `newest`; of an unknown platform the longest."""
        rules = _platforms(self.settings.rules_dir)
        platform = PREFIXES.get(case_id.partition("-")[0])
        return max(add(newest, one.retention) for one in rules if platform in (None, one.platform))

    def case_lock(self, case_id: str) -> Lock | None:
        """What is added to a case now is locked until its retention ends, and held when the case is."""
        if self.store.locks is None:
            return None
        return Lock(self.until(case_id, wall_clock()), hold=Holds(self.store).of(case_id) is not None)

    def original_lock(self) -> Lock:
        """How long an original that is kept now is locked."""
        return Lock(add(wall_clock(), self.settings.lock.originals))

    def record_lock(self, at: datetime) -> Lock:
        """How long a checkpoint of the audit log is locked."""
        return Lock(add(at, self.settings.lock.records))


@cache
def _platforms(folder: Path | None) -> tuple[PlatformRules, ...]:
    return load_platforms(folder)

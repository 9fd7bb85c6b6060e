"""How a watch says that it is well, and how that is asked: a small file, written anew every few seconds.

A file needs no port, no password and no second thread: whoever may read `home` can ask (`noticepack watch --health`,
as a container's or a monitor's check), and it tells a program that hangs or was killed from one that was ended: the
first two leave a file that grows old, the last one removes it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from config.errors import StorageError

FOLDER = "watch"
BEAT_SECONDS = 5.0
"""How often the file is written at most."""
SILENT = timedelta(minutes=5)
"""A watch that has written nothing for so long hangs or was killed: one item and one answer of a server take less."""
FAILING = timedelta(minutes=10)
"""A source that fails for longer is ill; shorter failures heal by themselves."""


@dataclass(slots=True)
class SourceHealth:
    """How one source does."""

    number: int
    """Its place on the command line, 1-based."""
    kind: str
    """`imaps`, `s3`, `maildir`, `mbox` or `files`."""
    looked: str | None = None
    """When it was last looked through to the end, ISO 8601."""
    failing_since: str | None = None
    error: str | None = None
    """What it fails with."""


@dataclass(slots=True)
class Health:
    """How a watch does, as its file has it."""

    pid: int
    started: str
    beat: str
    """When it last said that it is at work."""
    counts: dict[str, int] = field(default_factory=dict)
    """Items by outcome since it was started."""
    sources: list[SourceHealth] = field(default_factory=list)

    def ills(self, now: datetime) -> Iterator[str]:
        """What is wrong, a sentence each; nothing when all is well."""
        silent = now - datetime.fromisoformat(self.beat)
        if silent > SILENT:
            yield f"process {self.pid} has said nothing for {silent.total_seconds() / 60:.0f} minutes"
        for one in self.sources:
            since = datetime.fromisoformat(one.failing_since) if one.failing_since else now
            if now - since > FAILING:
                minutes = (now - since).total_seconds() / 60
                yield f"source {one.number} ({one.kind}) has been failing for {minutes:.0f} minutes: {one.error}"


def health_file(home: Path, specs: Sequence[str]) -> Path:
    """The file of the watch over these sources; their names are personal and stand neither in it nor in its name."""
    return home / FOLDER / f"{hashlib.sha256(json.dumps(list(specs)).encode()).hexdigest()[:16]}.json"


def write_health(file: Path, health: Health) -> None:
    """Write the file whole or not at all. Raises: StorageError."""
    entry = {name: getattr(health, name) for name in ("pid", "started", "beat", "counts")}
    entry["sources"] = [{name: getattr(one, name) for name in SourceHealth.__slots__} for one in health.sources]
    temporary = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary.write_text(json.dumps(entry), encoding="utf-8")
        temporary.replace(file)
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}", advice="Check the disk and the permissions.") from error


def read_health(file: Path) -> Health | None:
    """What a watch last wrote; None when none is there, or what is there is not of a watch."""
    try:
        entry: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        sources = [SourceHealth(**one) for one in entry.pop("sources")]
        return Health(**entry, sources=sources)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def watches(home: Path) -> tuple[Path, ...]:
    """The files of all watches that run or were cut off."""
    return tuple(sorted((home / FOLDER).glob("*.json")))

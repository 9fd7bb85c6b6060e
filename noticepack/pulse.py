"""What a watch tells of itself while it works: a line of the log for each event, and its health in a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from config.errors import NoticepackError
from noticepack.health import BEAT_SECONDS, Health, SourceHealth, write_health
from noticepack.logs import JsonLog
from noticepack.outcome import Archived, Outcome, Quarantined
from noticepack.report import OUTCOMES, RunReport


@dataclass(slots=True)
class Pulse:
    """The log and the health of one watch."""

    log: JsonLog
    file: Path
    clock: Callable[[], datetime]
    """The time now, UTC, also where the settings fix the clock: health is about real time."""
    health: Health
    _written: float = field(default=float("-inf"), init=False)

    @staticmethod
    def start(log: JsonLog, file: Path, clock: Callable[[], datetime], kinds: Sequence[str]) -> Pulse:
        """The pulse of a watch that begins now. Raises: StorageError (the file cannot be written)."""
        now = clock().isoformat()
        sources = [SourceHealth(number, kind) for number, kind in enumerate(kinds, start=1)]
        health = Health(os.getpid(), now, now, dict.fromkeys(OUTCOMES, 0), sources)
        pulse = Pulse(log, file, clock, health)
        pulse.beat(now=True)
        log("started", {"sources": list(kinds), "pid": health.pid})
        return pulse

    def beat(self, *, now: bool = False) -> None:
        """Say that the watch is at work; written now, or else when the last time is a few seconds ago."""
        if now or time.monotonic() - self._written >= BEAT_SECONDS:
            self._written = time.monotonic()
            self.health.beat = self.clock().isoformat()
            write_health(self.file, self.health)

    def item(self, number: int, digest: str, outcome: Outcome) -> None:
        """An item has its outcome: told by its digest, and the reason by its code."""
        code = outcome.code if isinstance(outcome, Quarantined) else None
        case = outcome.case_id if isinstance(outcome, Archived) else None
        facts = {"source": number, "item": digest, "outcome": outcome.name, "code": code, "case": case}
        self.log("item", facts)
        self.health.counts[outcome.name] += 1
        self.beat()

    def looked(self, number: int, report: RunReport, seconds: float) -> None:
        """A source was looked through, and something was there."""
        counts = {name: report.counts[name] for name in OUTCOMES}
        self.log("looked", {"source": number, "seen": report.seen, **counts, "seconds": round(seconds, 3)})

    def well(self, number: int) -> None:
        """A source was looked through to its end."""
        source = self.health.sources[number - 1]
        if source.failing_since:
            self.log("back", {"source": number})
        source.looked, source.failing_since, source.error = self.clock().isoformat(), None, None
        self.beat(now=True)

    def failed(self, number: int, error: NoticepackError, pause: float) -> None:
        """A source failed and has a pause, in seconds."""
        source, name = self.health.sources[number - 1], type(error).__name__
        source.failing_since, source.error = source.failing_since or self.clock().isoformat(), name
        facts = {"source": number, "error": name, "message": error.message, "retry_in": round(pause, 1)}
        self.log("failing", facts, level="error")
        self.beat(now=True)

    def reminded(self, case_id: str, kind: str, channel: str, failure: str) -> None:
        """A reminder was passed on, or not; the log says only that it failed, the words may be a server's."""
        facts = {"case": case_id, "reminder": kind, "channel": channel, "failed": bool(failure)}
        self.log("reminder", facts, level="error" if failure else "info")
        self.beat()

    def not_reminded(self, error: NoticepackError) -> None:
        """No reminder can be sent now."""
        self.log("reminders failing", {"error": type(error).__name__, "message": error.message}, level="error")

    def end(self) -> None:
        """The watch ends: no file is left."""
        self.log("stopped", self.health.counts)
        self.file.unlink(missing_ok=True)

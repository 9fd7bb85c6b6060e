"""The watch: the main job over sources again and again, for months, until it is told to end.

Each source is looked through when it has its turn, or as soon as it tells of something new. One that fails does not
hold up the others: it gets a pause, which doubles up to a limit, and its turn again. Only a mistake that shows at the
first look (a wrong password, no such folder) ends the watch, so that whoever starts it sees it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from config.errors import NoticepackError, SourceAway, Unavailable
from config.source_settings import Watch as WatchSettings
from ingest.sources import Watchable
from noticepack.bootstrap import App
from noticepack.job import Job
from noticepack.pulse import Pulse
from noticepack.reminding import Reminding
from noticepack.report import RunReport
from noticepack.runners import Runner

FIRST_PAUSE = 1.0
"""Seconds until a source that failed is tried again."""
SLICE = 1.0
"""Seconds that are waited at a time: how long a signal, or the news of another source, may have to wait."""


@dataclass(slots=True)
class Watched:
    """A source, and when it has its turn."""

    number: int
    """Its place on the command line, 1-based."""
    source: Watchable
    due: float = 0.0
    """Of the monotonic clock, in seconds."""
    pause: float = 0.0
    """The pause after its last failure, in seconds; 0 when it did not fail."""
    worked: bool = False
    """Whether it ever gave something, or was looked through to its end."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch over sources."""

    app: App
    runner: Runner
    watched: Sequence[Watched]
    settings: WatchSettings
    pulse: Pulse
    stop: threading.Event
    """Set when the watch shall end: items under way are settled, no other is taken."""
    reminding: Reminding | None = None

    def run(self) -> None:
        """Look after the sources until told to stop.

        Raises:
            NoticepackError: a source fails at the first look for a reason that a person must mend.
        """
        try:
            while not self.stop.is_set():
                for one in self.watched:
                    if not self.stop.is_set() and one.due <= time.monotonic():
                        self._look(one)
                self._remind()
                self._wait()
        finally:
            for one in self.watched:
                one.source.close()
            self.pulse.end()

    def _look(self, one: Watched) -> None:
        """Take in what a source has, then let it wait for its next turn."""
        report, begun = RunReport(), time.monotonic()
        try:
            self._take_in(one, report)
        except NoticepackError as error:
            one.worked = one.worked or report.seen > 0
            if not one.worked and not isinstance(error, (SourceAway, Unavailable)):
                raise
            one.pause = min(max(one.pause * 2, FIRST_PAUSE), self.settings.longest_pause_seconds)
            one.due = time.monotonic() + one.pause
            if not self.stop.is_set():
                self.pulse.failed(one.number, error, one.pause)
        else:
            one.worked, one.pause, one.due = True, 0.0, time.monotonic() + self.settings.poll_seconds
            self.pulse.well(one.number)
        if report.seen:
            self.pulse.looked(one.number, report, time.monotonic() - begun)

    def _take_in(self, one: Watched, report: RunReport) -> None:
        job = Job(
            self.app,
            self.runner,
            report,
            lambda item, outcome: self.pulse.item(one.number, item.digest, outcome),
            stopped=self.stop.is_set,
        )
        job.take_in(one.source)
        report.close()
        if report.seen:
            self.app.audit.seal()
        if not self.stop.is_set():
            one.source.settled()

    def _wait(self) -> None:
        """Wait until a source has its turn or tells of something new."""
        while not self.stop.is_set() and min(one.due for one in self.watched) > time.monotonic():
            well = [one for one in self.watched if not one.pause]
            if not well:
                self.stop.wait(SLICE)
            for one in well:
                if not self.stop.is_set() and _has_news(one.source, SLICE / len(well)):
                    one.due = 0.0
            self._remind()
            self.pulse.beat()

    def _remind(self) -> None:
        if self.reminding and not self.stop.is_set():
            self.reminding.turn()


def _has_news(source: Watchable, seconds: float) -> bool:
    try:
        return source.wait(seconds)
    except NoticepackError:
        return True  # the next look meets the same fault, and tells of it

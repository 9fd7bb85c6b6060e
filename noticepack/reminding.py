"""Reminders while a watch is at work: sent every minute, told in its log, and never the end of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from config.errors import NoticepackError
from noticepack.bootstrap import App
from noticepack.pulse import Pulse
from noticepack.remind import sending, wanted

EVERY_SECONDS = 60.0
"""How often a watch looks whether a reminder is due."""


@dataclass(slots=True)
class Reminding:
    """Sends what is due, when it has its turn."""

    app: App
    pulse: Pulse
    stopped: Callable[[], bool]
    due: float = 0.0
    """Of the monotonic clock, in seconds."""

    def turn(self) -> None:
        """Send what is due, if the settings name a way and the last look is long enough ago."""
        if self.due > time.monotonic() or not wanted(self.app.settings):
            return
        try:
            for passed in sending(self.app):
                row = passed.reminder.due.row
                self.pulse.reminded(row.id, passed.reminder.kind, passed.channel, passed.failure)
                if self.stopped():
                    break
        except NoticepackError as error:
            self.pulse.not_reminded(error)
        self.due = time.monotonic() + EVERY_SECONDS

"""How long a source goes on trying to get a lost server back, and that a person can end the wait."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_before_delay, wait_random_exponential
from tenacity.nap import sleep_using_event
from tenacity.stop import stop_when_event_set

from config.errors import SourceAway

FIRST_PAUSE = 0.5
"""Seconds; the pause before an attempt is any time between none and a bound that doubles (full jitter)."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried again that failed because a server is away."""

    seconds: float
    """How long to try."""
    first_fails: bool = False
    """Whether a server that cannot be reached at the very beginning is a mistake of the person, and not tried again."""
    longest_pause: float = 60.0
    """Seconds."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when nothing shall be tried or waited for any more."""

    def persist(self, act: Callable[[], Result]) -> Result:
        """Do it, again after a pause while it raises SourceAway. Raises: SourceAway (given up), and what it raises."""
        retrying = Retrying(
            retry=retry_if_exception_type(SourceAway),
            stop=stop_before_delay(self.seconds) | stop_when_event_set(self.stop),
            wait=wait_random_exponential(multiplier=FIRST_PAUSE, max=self.longest_pause),
            sleep=sleep_using_event(self.stop),
            reraise=True,
        )
        return retrying(act)

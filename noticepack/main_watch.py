"""One call for the watch: sources by name, worker processes, signals that end it, health that can be asked for."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.errors import UsageError
from ingest.sources import Watchable
from ingest.sources.patience import Patience
from noticepack.bootstrap import App, contexts_of
from noticepack.health import health_file, read_health, watches
from noticepack.logs import JsonLog
from noticepack.opening import Opening
from noticepack.pulse import Pulse
from noticepack.reminding import Reminding
from noticepack.watch import Watch, Watched
from noticepack.workers import open_runner

BLIP_SECONDS = 10.0
"""How long a source tries to get a lost connection back by itself; after that it has a pause, and others their turn."""
ENDING = (signal.SIGTERM, signal.SIGINT)


def watch_sources(app: App, specs: Sequence[str]) -> None:
    """Look after sources until SIGTERM or SIGINT; a second signal ends it at once.

    Raises:
        UsageError: a source cannot be watched, or the same is named twice.
        SourceError, StorageError, RulesError: see `Watch.run`.
    """
    stop = threading.Event()
    settings = app.settings.watch
    patience = Patience(BLIP_SECONDS, longest_pause=2.0, stop=stop)
    opening = Opening(app.settings, app.clock, patience, quiet_seconds=settings.quiet_seconds)
    watched = [Watched(number, one) for number, one in enumerate(_watchable(opening, specs), start=1)]
    log, file = JsonLog(sys.stdout, real_time), health_file(app.settings.home, specs)
    with ended_by_signals(stop), open_runner(app.settings, contexts_of(app.settings)) as runner:
        pulse = Pulse.start(log, file, real_time, [one.source.name.partition(":")[0] for one in watched])
        Watch(app, runner, watched, settings, pulse, stop, Reminding(app, pulse, stop.is_set)).run()


def _watchable(opening: Opening, specs: Sequence[str]) -> Iterator[Watchable]:
    if not specs:
        raise UsageError("there is nothing to watch", advice="Name one or more sources, or ask --health.")
    if len(set(specs)) < len(specs):
        raise UsageError("the same source is named twice", advice="Name each source once.")
    for spec, source in zip(specs, opening.sources(specs), strict=True):
        if not isinstance(source, Watchable):
            raise UsageError(f"{spec}: cannot be watched", advice="`noticepack run` reads it once.")
        yield source


@contextmanager
def ended_by_signals(stop: threading.Event) -> Iterator[None]:
    """Set `stop` at the first signal that asks the program to end; the next one ends it as if nobody listened."""
    before = {number: signal.getsignal(number) for number in ENDING}

    def told(_number: int, _frame: object) -> None:
        stop.set()
        for number in ENDING:
            signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.default_int_handler)

    for number in ENDING:
        signal.signal(number, told)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ills_of(home: Path, specs: Sequence[str], now: datetime) -> list[str]:
    """What is wrong with the watch over these sources, or with every watch of this home; empty when all is well."""
    files = [health_file(home, specs)] if specs else list(watches(home))
    if not files:
        return ["no watch is running here"]
    ills: list[str] = []
    for file in files:
        health = read_health(file)
        ills += health.ills(now) if health else ["no watch over these sources is running here"]
    return ills


def real_time() -> datetime:
    """The time now, UTC, also where the settings fix the clock."""
    return datetime.now(UTC)

"""The watch goes on through everything but a mistake at the first look, ends between two items, and tells how it is."""

from __future__ import annotations

import io
import json
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from config.errors import NoticepackError, SourceAway, SourceError, Unavailable, UsageError
from config.source_settings import Watch as WatchSettings
from ingest.item import RawItem
from ingest.sources import Watchable
from noticepack import watch as watch_module
from noticepack.bootstrap import App
from noticepack.health import FAILING, SILENT, health_file, read_health, write_health
from noticepack.job import Job
from noticepack.logs import JsonLog
from noticepack.main_watch import ended_by_signals, ills_of, watch_sources
from noticepack.outcome import Quarantined
from noticepack.pulse import Pulse
from noticepack.watch import Watch, Watched
from storage.catalog_rows import ItemState
from tests.noticepack.parts import NOW, SUSPICIOUS, UNRELATED, sample, state_of

Step = RawItem | NoticepackError | None


@dataclass
class Scripted:
    """A source that gives, or fails with, one thing a look; after the last it tells the watch to end."""

    steps: list[Step]
    stop: threading.Event
    news: bool = True
    told: list[str] = field(default_factory=list)
    settles: int = 0
    closed: bool = False
    name: str = "scripted:x"

    def items(self) -> Iterator[RawItem]:
        """The next step."""
        step = self.steps.pop(0) if self.steps else None
        if not self.steps:
            self.stop.set()
        if isinstance(step, NoticepackError):
            raise step
        if step is not None:
            yield step

    def durable(self, item: RawItem) -> None:
        """Nothing."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Remember it."""
        self.told.append(outcome)

    def wait(self, seconds: float) -> bool:
        """At once."""
        return self.news

    def settled(self) -> None:
        """Count it."""
        self.settles += 1

    def close(self) -> None:
        """Remember it."""
        self.closed = True


MakeWatch = Callable[..., Watch]


@pytest.fixture
def make_watch(app: App, make_job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch) -> MakeWatch:
    """Makes a watch over sources, in this process and without pauses to speak of."""
    monkeypatch.setattr(watch_module, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(watch_module, "SLICE", 0.001)

    def make(*sources: Scripted) -> Watch:
        log, file = JsonLog(io.StringIO(), lambda: NOW), app.settings.home / "watch" / "x.json"
        pulse = Pulse.start(log, file, lambda: datetime.now(UTC), ["x"] * len(sources))
        watched = [Watched(number, source) for number, source in enumerate(sources, start=1)]
        settings = WatchSettings(poll_seconds=60, longest_pause_seconds=1)
        return Watch(app, make_job(app).runner, watched, settings, pulse, sources[0].stop)

    return make


def lines(watch: Watch) -> list[dict[str, Any]]:
    """The log."""
    stream = watch.pulse.log.stream
    assert isinstance(stream, io.StringIO)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_watch_reads_on_until_it_shall_end(app: App, make_watch: MakeWatch) -> None:
    """What comes in is settled; the log tells digests, outcomes and codes, and nothing of who wrote what."""
    items = [sample(UNRELATED, "imaps://ann@h/INBOX;UID=1"), sample(SUSPICIOUS, "imaps://ann@h/INBOX;UID=2")]
    source = Scripted([items[0], None, items[1], None], threading.Event())
    watch = make_watch(source)

    watch.run()

    assert source.told == ["unrelated", "quarantined"]
    assert (source.settles, source.closed) == (3, True)
    told = [{k: v for k, v in line.items() if k not in ("time", "level", "seconds", "pid")} for line in lines(watch)]
    assert told[0] == {"event": "started", "sources": ["x"]}
    assert told[1] == {"event": "item", "source": 1, "item": items[0].digest, "outcome": "unrelated"}
    assert told[3]["code"] == "authenticity.suspicious"
    assert told[-1] == {"event": "stopped", "archived": 0, "duplicate": 0, "unrelated": 1, "quarantined": 1}
    assert not any(word in json.dumps(told) for word in ("ann", "@", "imaps", "Subject"))


@pytest.mark.parametrize("error", [SourceAway("away"), Unavailable("store away")], ids=["source", "store"])
def test_what_is_away_at_the_first_look_is_waited_for(app: App, make_watch: MakeWatch, error: NoticepackError) -> None:
    """A network that comes up later than the watch is no reason to end."""
    source = Scripted([error, error, sample(UNRELATED), None], threading.Event())
    watch = make_watch(source)

    watch.run()

    assert source.told == ["unrelated"]
    events = [(line["event"], line["level"]) for line in lines(watch)]
    assert events.count(("failing", "error")) == 2
    assert events.count(("back", "info")) == 1


def test_a_mistake_at_the_first_look_ends_it(make_watch: MakeWatch) -> None:
    """A wrong password is told to whoever starts the watch, and no health is left behind."""
    source = Scripted([SourceError("the server refused the log-in"), None], threading.Event())
    watch = make_watch(source)

    with pytest.raises(SourceError, match="refused"):
        watch.run()
    assert source.closed
    assert not watch.pulse.file.exists()


def test_a_mistake_later_on_is_lived_through(make_watch: MakeWatch) -> None:
    """A password that is changed while the watch runs is told in the log and the health, until it is right again."""
    failing = SourceError("the server refused the log-in")
    source = Scripted([None, failing, failing, sample(UNRELATED), None], threading.Event())

    make_watch(source).run()

    assert source.told == ["unrelated"]


def test_a_source_that_gave_something_was_reached(make_watch: MakeWatch) -> None:
    """A password that is changed in the middle of the first look is no mistake of whoever started the watch."""
    source = Scripted([sample(UNRELATED), sample(SUSPICIOUS), None], threading.Event())
    real = Scripted.items

    def breaks_off(self: Scripted) -> Iterator[RawItem]:
        yield from real(self)
        if len(self.steps) == 2:
            raise SourceError("the server refused the log-in")

    source.items = breaks_off.__get__(source)  # type: ignore[method-assign]
    make_watch(source).run()

    assert source.told == ["unrelated", "quarantined"]


def test_one_source_that_fails_does_not_hold_up_the_other(make_watch: MakeWatch) -> None:
    """The other one is read while the first has its pause."""
    stop = threading.Event()
    ill = Scripted([None, *[SourceAway("away")] * 100], stop)
    well = Scripted([None, sample(UNRELATED), sample(SUSPICIOUS), None], stop)

    make_watch(ill, well).run()

    assert well.told == ["unrelated", "quarantined"]
    assert len(ill.steps) > 50


def test_what_fails_half_way_is_taken_up_again(
    app: App, make_watch: MakeWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A store that fails while an item is kept: the next look keeps and settles it, and nothing is called settled."""
    source = Scripted([None, sample(UNRELATED), sample(UNRELATED), None], threading.Event())
    real, failures = type(app.vault).keep, [Unavailable("store away")]

    def keep(self: Any, data: bytes) -> str:
        if failures:
            raise failures.pop()
        return real(self, data)

    monkeypatch.setattr(type(app.vault), "keep", keep)
    make_watch(source).run()

    assert source.told == ["unrelated"]
    assert source.settles == 2


def test_an_item_whose_process_was_ended_with_the_watch_is_left(app: App, make_job: Callable[..., Job]) -> None:
    """A signal to all processes ends the workers too: what they were reading is not the item's fault."""
    item, stop = sample(UNRELATED), threading.Event()
    source = Scripted([item], stop)
    job = make_job(app, stopped=stop.is_set)
    died = Quarantined("process.died", "ended with code -15")
    job.runner.call = lambda task, argument: died  # type: ignore[method-assign]

    job.take_in(source)
    job.report.close()

    assert (job.report.seen, job.report.interrupted, source.told) == (1, 1, [])
    assert state_of(app, item) is ItemState.RECEIVED


def test_the_pause_doubles_up_to_the_limit(make_watch: MakeWatch) -> None:
    """Short at first, never longer than the setting, and none once it works again."""
    watch = make_watch(Scripted([None, *[SourceAway("away")] * 12], threading.Event()))

    watch.run()

    pauses = [line["retry_in"] for line in lines(watch) if line["event"] == "failing"]
    assert pauses[-1] == 1
    assert pauses == sorted(pauses)


def test_signals_end_it_and_the_second_at_once() -> None:
    """The first asks, the second does not; afterwards everything is as before."""
    stop, before = threading.Event(), signal.getsignal(signal.SIGINT)

    with ended_by_signals(stop):
        signal.raise_signal(signal.SIGINT)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert signal.getsignal(signal.SIGINT) is before


def test_what_cannot_be_watched(app: App, tmp_path: Path) -> None:
    """Nothing, standard input, or the same source twice."""
    for specs, said in (([], "nothing to watch"), (["-"], "cannot be watched"), ([str(tmp_path)] * 2, "named twice")):
        with pytest.raises(UsageError, match=said):
            watch_sources(app, specs)


def make_health(home: Path, specs: list[str]) -> Path:
    """The file of a watch that has just begun."""
    file = health_file(home, specs)
    Pulse.start(JsonLog(io.StringIO(), lambda: NOW), file, lambda: NOW, ["imaps"])
    return file


def test_health_is_asked_of_the_file(tmp_path: Path) -> None:
    """A watch that writes is well; one that is silent, one whose source fails for long, and none at all are not."""
    home, specs = tmp_path, ["imaps://ann@h/INBOX"]
    assert ills_of(home, [], NOW) == ["no watch is running here"]
    file = make_health(home, specs)

    assert ills_of(home, specs, NOW) == ills_of(home, [], NOW) == []
    assert ills_of(home, ["other"], NOW) == ["no watch over these sources is running here"]
    assert "has said nothing" in ills_of(home, specs, NOW + SILENT + timedelta(seconds=1))[0]
    health = read_health(file)
    assert health is not None
    health.sources[0].failing_since, health.sources[0].error = NOW.isoformat(), "SourceAway"
    health.beat = (later := NOW + FAILING + timedelta(seconds=1)).isoformat()
    write_health(file, health)
    assert ills_of(home, specs, NOW + FAILING) == []
    assert ills_of(home, specs, later) == ["source 1 (imaps) has been failing for 10 minutes: SourceAway"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"sources": [{"odd": 1}]}', b"\xff"])
def test_a_file_that_is_no_health(tmp_path: Path, content: bytes) -> None:
    """What a watch did not write counts as no watch."""
    file = make_health(tmp_path, ["x"])
    file.write_bytes(content)

    assert ills_of(tmp_path, ["x"], NOW) == ["no watch over these sources is running here"]


def test_the_health_file_names_no_one(tmp_path: Path) -> None:
    """Neither its name nor its content tells whose mailbox is watched, and only the owner may look."""
    file = make_health(tmp_path, ["imaps://ann@seller.example@h/INBOX"])

    assert "ann" not in file.name + file.read_text()
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_sources_are_watchable() -> None:
    """The double is what the watch asks for."""
    assert isinstance(Scripted([], threading.Event()), Watchable)

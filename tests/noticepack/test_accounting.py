"""Every item ends in exactly one outcome, once, whatever is cut off in between and whoever else is at work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from config.errors import SourceError, StorageError
from ingest.item import Container, RawItem
from noticepack import main_job
from noticepack.bootstrap import App
from noticepack.job import Job
from noticepack.keys import IDENTITY
from noticepack.report import RunReport
from storage.catalog_rows import ItemState
from tests.noticepack.parts import NOTICE, NOW, SUSPICIOUS, UNRELATED, ListSource, sample, state_of

MakeApp, MakeJob, Run = Callable[..., App], Callable[..., Job], Callable[..., RunReport]


def versions(app: App) -> list[int]:
    """How many versions each archived case has."""
    return [case.versions for case in app.archive.list()]


def test_each_item_ends_once_and_the_source_is_told(app: App, make_job: MakeJob) -> None:
    """A notice, a suspicious mail, a newsletter and a broken file: four outcomes, each kept and told."""
    broken = RawItem("empty.eml", NOW, b"")
    source = ListSource([sample(NOTICE), sample(SUSPICIOUS), sample(UNRELATED), broken])

    report = make_job(app).run([source])

    assert report.counts == {"archived": 1, "quarantined": 2, "unrelated": 1}
    assert source.told == [
        (NOTICE, "archived"), (SUSPICIOUS, "quarantined"), (UNRELATED, "unrelated"), ("empty.eml", "quarantined"),
    ]  # fmt: skip
    assert len(list(app.vault.digests())) == 6  # four originals, the packet and the record of the case
    assert report.exit_code == 3


def test_a_repeat_is_acknowledged_as_the_first_was(app: App, make_job: MakeJob) -> None:
    """What was left in its mailbox because it is no notice is left there each time; only the report says duplicate."""
    items = [sample(NOTICE), sample(SUSPICIOUS), sample(UNRELATED)]
    first, second = (
        ListSource(list(items)),
        ListSource([sample(item.source, f"again/{n}") for n, item in enumerate(items)]),
    )

    make_job(app).run([first])
    report = make_job(app).run([second])

    assert report.counts == {"duplicate": 3}
    assert [outcome for _, outcome in second.told] == [outcome for _, outcome in first.told]
    assert [len(app.catalog.sightings(item.digest)) for item in items] == [2, 2, 2]
    assert versions(app) == [1]


def test_a_zip_is_kept_and_is_no_item(app: App, make_job: MakeJob) -> None:
    """Containers are kept whole and have no outcome of their own."""
    container = Container(RawItem("pack.zip", NOW, b"PK the bytes of a zip"))

    report = make_job(app).run([ListSource([container])])

    assert (report.seen, list(app.vault.digests())) == (0, [container.item.digest])


class ReadsAhead:
    """A runner that takes all items before it gives the first result, as a pool with many workers does."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner
        self.call = inner.call

    def map(self, task: Any, arguments: Iterable[Any]) -> Iterator[Any]:
        """All arguments first."""
        yield from self.inner.map(task, list(arguments))

    def close(self) -> None:
        """Nothing to end."""


def test_the_same_bytes_twice_while_the_first_is_under_way(app: App, make_job: MakeJob) -> None:
    """The second of two equal items that are read at the same time is the duplicate of the first."""
    job = make_job(app)
    source = ListSource([sample(UNRELATED, "a"), sample(UNRELATED, "b"), sample(NOTICE, "c"), sample(NOTICE, "d")])

    report = Job(app, ReadsAhead(job.runner), RunReport(), job.progress).run([source])

    assert report.counts == {"unrelated": 1, "archived": 1, "duplicate": 2}
    assert source.told == [("a", "unrelated"), ("b", "unrelated"), ("c", "archived"), ("d", "archived")]
    assert versions(app) == [1]


STEPS = ["vault.keep", "catalog.record_received", "archive.add", "catalog.save_cases", "acknowledge"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_cut_off_anywhere_the_next_run_finishes_it(
    make_app: MakeApp, make_job: MakeJob, monkeypatch: pytest.MonkeyPatch, step: str, done: bool
) -> None:
    """A run that ends before or after any step leaves nothing that the next one does not finish, and nothing twice."""
    item, first = sample(NOTICE), make_app()
    source = ListSource([item])
    _fail(monkeypatch, first, source, step, done)
    with pytest.raises((StorageError, SourceError)):
        make_job(first).run([source])
    monkeypatch.undo()

    second = make_app(now="2026-11-05T10:00:00+00:00")
    report = make_job(second).run([again := ListSource([item])])

    assert report.seen == 1
    assert state_of(second, item) is ItemState.ARCHIVED
    assert again.told == [(NOTICE, "archived")]
    assert versions(second) == [1]
    assert len(list(second.vault.digests())) == 3  # original, packet, record of the case


def _fail(monkeypatch: pytest.MonkeyPatch, app: App, source: ListSource, step: str, done: bool) -> None:
    """Make a step fail, before it does anything or after it did all."""
    part, _, name = step.rpartition(".")
    owner = type(getattr(app, part)) if part else type(source)
    real = getattr(owner, name)
    error = StorageError("cut off") if part else SourceError("cut off")

    def cut(*given: Any, **named: Any) -> None:
        if done:
            real(*given, **named)
        raise error

    monkeypatch.setattr(owner, name, cut)


def test_nothing_more_is_taken_once_it_shall_stop(app: App, make_job: MakeJob) -> None:
    """A run that shall end takes no further item, and settles what it took."""
    source = ListSource([sample(UNRELATED), sample(NOTICE), sample(SUSPICIOUS)])

    report = make_job(app, stopped=lambda: len(source.durables) == 2).run([source])

    assert report.seen == sum(report.counts.values()) == len(source.told) == 2


def received_only(app: App, item: RawItem) -> None:
    """The item as a killed run leaves it when its source never gives it again."""
    from noticepack.rows import sighting_row

    app.vault.keep(item.data)
    app.catalog.record_received(sighting_row(item), len(item.data))


def test_what_no_source_gives_again_is_finished_from_the_vault(app: App, make_job: MakeJob) -> None:
    """A mail that was deleted after a killed run had received it is read from the vault by the next run."""
    item = sample(NOTICE)
    received_only(app, item)

    report = main_job.finish_left(make_job(app), {item.digest})

    assert (report.seen, report.unfinished, report.exit_code) == (1, 0, 0)
    assert state_of(app, item) is ItemState.ARCHIVED


def test_what_cannot_be_finished_is_counted(app: App, make_job: MakeJob) -> None:
    """Without the vault's identity the run says how many items it cannot account for, and fails."""
    item = sample(NOTICE)
    received_only(app, item)
    (app.settings.home / IDENTITY).unlink()

    report = main_job.finish_left(make_job(app), {item.digest})

    assert (report.unfinished, report.exit_code) == (1, 1)
    assert report.to_json()["unfinished"] == 1


def test_what_another_run_is_at_is_not_taken_from_it(app: App, make_job: MakeJob) -> None:
    """An item that another program received after this run began is left to that program."""
    received_only(app, sample(NOTICE))

    report = main_job.finish_left(make_job(app), set())

    assert (report.seen, report.unfinished, report.exit_code) == (0, 0, 0)

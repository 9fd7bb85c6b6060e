"""One call for the main job: sources by name, worker processes, a progress bar where a terminal is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ingest.item import RawItem
from ingest.sources.patience import Patience
from noticepack.bootstrap import App, contexts_of
from noticepack.job import Job
from noticepack.job import Progress as OnItem
from noticepack.kept import KeptSource
from noticepack.keys import has_vault_identity, vault_identity
from noticepack.opening import Opening
from noticepack.outcome import Outcome
from noticepack.report import RunReport
from noticepack.workers import open_runner
from storage.catalog_rows import ItemRow, ItemState


def run_sources(app: App, specs: Sequence[str]) -> RunReport:
    """Every item of the sources, each to its one outcome; then what earlier runs received and did not finish.

    Raises:
        SourceError, StorageError, RulesError, AccountingError: see `Job.run`.
    """
    contexts = contexts_of(app.settings)
    patience = Patience(app.settings.imap.time_limit_seconds, first_fails=True)
    sources = Opening(app.settings, app.clock, patience).sources(specs)
    left = {row.digest for row in app.catalog.unfinished()}
    with open_runner(app.settings, contexts) as runner, progress_shown() as on_item:
        job = Job(app, runner, RunReport(), on_item)
        job.run(sources)
        return finish_left(job, left)


def finish_left(job: Job, digests: set[str]) -> RunReport:
    """Finish those of these items that still have no outcome; without the vault's identity they are only counted.

    They are of earlier runs: another program's, at work just now, had none when this run began and have one by now.
    """
    app = job.app
    left = [row for row in app.catalog.unfinished() if row.digest in digests]
    if left and has_vault_identity(app.settings):
        return job.run([KeptSource(left, app.vault, vault_identity(app.settings))])
    job.report.unfinished = len(left)
    return job.report


def read_again(app: App, rows: Sequence[ItemRow]) -> RunReport:
    """These quarantined, unrelated or unfinished items, read again from the vault, each to its one outcome.

    Raises:
        UsageError: the vault's identity is not on this machine. Others: see `Job.run`.
    """
    identity = vault_identity(app.settings)
    takes_up = frozenset({ItemState.RECEIVED, ItemState.QUARANTINED, ItemState.UNRELATED})
    with open_runner(app.settings, contexts_of(app.settings), len(rows)) as runner, progress_shown() as on_item:
        job = Job(app, runner, RunReport(), on_item, takes_up)
        return job.run([KeptSource(rows, app.vault, identity)])


@contextmanager
def progress_shown() -> Iterator[OnItem]:
    """A function to call with each settled item; shows a bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _item, _outcome: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def on_item(_item: RawItem, outcome: Outcome) -> None:
            bar.update(task, advance=1, description=outcome.name)

        yield on_item

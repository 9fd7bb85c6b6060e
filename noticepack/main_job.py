"""One call for the main job: sources by name, worker processes, a progress bar where a terminal is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ingest.item import RawItem
from ingest.sources import open_source
from noticepack.bootstrap import App, contexts_of, open_runner
from noticepack.job import Job
from noticepack.job import Progress as OnItem
from noticepack.outcome import Outcome
from noticepack.report import RunReport


def run_sources(app: App, specs: Sequence[str]) -> RunReport:
    """Every item of the sources, each to its one outcome.

    Raises:
        SourceError, StorageError, RulesError, AccountingError: see `Job.run`.
    """
    contexts = contexts_of(app.settings, app.clock())
    sources = [open_source(spec, limits=app.settings.limits, now=app.clock) for spec in specs]
    with open_runner(app.settings, contexts) as runner, progress_shown() as on_item:
        return Job(app, runner, RunReport(), on_item).run(sources)


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

"""The main job: sources in, cases and redacted packets out, every item accounted for.

Reading is pure and runs in workers; looking a case up and writing it back happens here, one item at a time, in the
order the items came. An item is settled in one turn (`Catalog.turn`), so that several programs may work on the same
items: packets into the archive, platform packets into the vault, cases and outcome into the catalog in one transaction;
then the source is told. Killed at any point, the next run takes the item up again and every step that was done is found
done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from extract.notice import Notice
from ingest.intake import Fresh, Repeat, Taken, take
from ingest.item import RawItem
from ingest.sources import Source
from noticepack.bootstrap import App
from noticepack.dossiers import packing
from noticepack.filing import Filed, touched, write
from noticepack.outcome import Archived, Duplicate, Outcome, Quarantined, Unrelated
from noticepack.placing import place
from noticepack.repeats import repeated
from noticepack.report import RunReport
from noticepack.rows import finished, sighting_row
from noticepack.runners import Runner
from noticepack.tasks import pack_task, read_task
from storage.catalog_rows import ItemState

DIED = "process.died"
Progress = Callable[[RawItem, Outcome], None]


class _Interrupted(Exception):
    """The item is left to the next run."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run over some sources."""

    app: App
    runner: Runner
    report: RunReport
    progress: Progress
    takes_up: frozenset[ItemState] = frozenset({ItemState.RECEIVED})
    """What is read: items that were received and have no outcome; a retry takes up quarantined ones as well."""
    stopped: Callable[[], bool] = lambda: False
    """Whether to take nothing more; items under way are settled all the same."""

    def run(self, sources: Iterable[Source]) -> RunReport:
        """Every item of every source, each to its one outcome.

        Raises:
            SourceError: a source cannot be read; what came before it is settled.
            StorageError: a store failed; the item under way is taken up by the next run.
            AccountingError: the sums differ.
        """
        for source in sources:
            with closing(source):
                self.take_in(source)
        self.report.close()
        self.app.catalog.pass_on()
        self.app.audit.seal()
        return self.report

    def take_in(self, source: Source) -> None:
        """Every item of a source, each to its one outcome. Raises: as `run`."""
        for taken, result in self.runner.map(read_task, self._fresh(source)):
            try:
                outcome = self._settle(taken.item, result)
            except _Interrupted:
                self.report.interrupt()
            else:
                self._end(source, taken.item, outcome)

    def _fresh(self, source: Source) -> Iterator[Fresh]:
        """The items to read; repeats are settled on the way."""
        for taken in take(source, self._keep, self._receive, self.stopped):
            self.report.see()
            if isinstance(taken, Repeat):
                self._end(source, taken.item, Duplicate(taken.item.digest, first=taken.outcome))
            else:
                yield taken

    def _keep(self, item: RawItem) -> None:
        self.app.vault.keep(item.data)

    def _receive(self, item: RawItem) -> Taken:
        """The item, recorded; it carries the time of its first receipt, so that doing it again gives the same bytes."""
        row = self.app.catalog.record_received(sighting_row(item), len(item.data))
        if row.state in self.takes_up:
            return Fresh(replace(item, received=row.received), released=row.released_at is not None)
        return Repeat(item, row.state.value)

    def _settle(self, item: RawItem, result: Notice | Unrelated | Quarantined) -> Outcome:
        """Write what became of an item, unless another run, or the same bytes just before it, have their outcome."""
        with self.app.catalog.turn():
            row = self.app.catalog.known(item.digest)
            if row is not None and row.state not in self.takes_up:
                return Duplicate(item.digest, first=row.state.value)
            self._check_died(result)
            if isinstance(result, Notice):
                return self._archive(item, result)
            self.app.catalog.finish(finished(item, result))
            return result

    def _check_died(self, result: object) -> None:
        """A process that died while all of this is ended was ended with it: the item is not what killed it."""
        if self.stopped() and isinstance(result, Quarantined) and result.code == DIED:
            raise _Interrupted

    def _archive(self, item: RawItem, notice: Notice) -> Outcome:
        """The notice into its case: every case that changes by it is packed before any is written."""
        if repeat := repeated(self.app, item, notice):
            self.app.catalog.finish_repeat(finished(item, repeat), repeat.of)
            return repeat
        arranged = place(self.app, notice.facts)
        home = arranged.holding(item.digest)
        filed = []
        for case in touched(arranged, home):
            here = notice if case.id == home.id else None
            packed = self.runner.call(pack_task, packing(self.app, case, here, item.received))
            self._check_died(packed)
            if isinstance(packed, Quarantined):
                self.app.catalog.finish(finished(item, packed))
                return packed
            filed.append(Filed(case, packed))
        reason = next(one.reason for one in home.notices if one.facts.item == item.digest)
        written = write(self.app, arranged, filed, f"{notice.facts.kind} joined: {reason}", item)
        return Archived(home.id, written[home.id], reason)

    def _end(self, source: Source, item: RawItem, outcome: Outcome) -> None:
        source.acknowledge(item, outcome.first if isinstance(outcome, Duplicate) else outcome.name)
        self.report.settle(item, outcome)
        self.progress(item, outcome)

"""The main job: sources in, cases and redacted packets out, every item accounted for.

Reading is pure and runs in workers; looking a case up and writing it back happens here, one item at a time, in the
order the items came. An item is settled in this order: packet into the archive, platform packet into the vault, case
and outcome into the catalog in one transaction, then the source is told. Killed at any point, the next run takes the
item up again and every step that was done is found done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assemble.case import Case, join, join_keys, open_case
from assemble.evidence import Evidence
from extract.facts import Facts
from extract.notice import Notice
from ingest.intake import Repeat, take
from ingest.item import RawItem
from ingest.sources import Source
from noticepack.bootstrap import App
from noticepack.bundle import bundle
from noticepack.outcome import Archived, Duplicate, Outcome, Quarantined, Unrelated
from noticepack.process import Packed
from noticepack.report import RunReport
from noticepack.rows import case_of, case_row, finished, key_rows, received_row
from noticepack.runners import Runner
from noticepack.tasks import Packing, pack_task, read_task
from storage.catalog_rows import ItemState, KeyRow

Progress = Callable[[RawItem, Outcome], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with the notice in it, and why it is there."""

    case: Case
    reason: str


@dataclass(frozen=True, slots=True)
class Job:
    """One run over some sources."""

    app: App
    runner: Runner
    report: RunReport
    progress: Progress

    def run(self, sources: Iterable[Source]) -> RunReport:
        """Every item of every source, each to its one outcome.

        Raises:
            SourceError: a source cannot be read; what came before it is settled.
            StorageError: a store failed; the item under way is taken up by the next run.
            AccountingError: the sums differ.
        """
        for source in sources:
            for item, result in self.runner.map(read_task, self._fresh(source)):
                self._end(source, item, self._settle(item, result))
        self.report.close()
        return self.report

    def _fresh(self, source: Source) -> Iterator[RawItem]:
        """The items not seen before; repeats are settled on the way."""
        for taken in take(source, self._keep, self._known):
            self.report.see()
            self.app.catalog.record_received(received_row(taken.item))
            if isinstance(taken, Repeat):
                self._end(source, taken.item, Duplicate(taken.of))
            else:
                yield taken.item

    def _keep(self, item: RawItem) -> None:
        self.app.vault.keep(item.data)

    def _known(self, digest: str) -> bool:
        """Whether an earlier run has settled these bytes; what it only received is taken up again."""
        row = self.app.catalog.known(digest)
        return row is not None and row.state is not ItemState.RECEIVED

    def _settle(self, item: RawItem, result: Notice | Unrelated | Quarantined) -> Outcome:
        if isinstance(result, Notice):
            return self._archive(item, result)
        self.app.catalog.finish(finished(item, result))
        return result

    def _archive(self, item: RawItem, notice: Notice) -> Outcome:
        placed = self._place(notice.facts)
        packed = self.runner.call(pack_task, Packing(placed.case, notice, None, Evidence()))
        if isinstance(packed, Quarantined):
            self.app.catalog.finish(finished(item, packed))
            return packed
        return self._write(item, placed, packed)

    def _place(self, facts: Facts) -> Placed:
        """The case the notice belongs to, with the notice in it."""
        keys = join_keys(facts)
        found = self.app.catalog.find_case([KeyRow(key.value, key.reason) for key in keys])
        if found is None:
            return Placed(open_case(facts), "opened")
        case_id, key = found
        reason = f"{key.reason}: {key.value}"
        return Placed(join(case_of(self.app.catalog.case(case_id)), facts, reason), reason)

    def _write(self, item: RawItem, placed: Placed, packed: Packed) -> Outcome:
        now = self.app.clock()
        case = placed.case
        added = self.app.archive.add(
            case.id,
            {file.name: file.data for file in packed.archive.files},
            created=now,
            message=f"{case.notices[-1].facts.kind} joined: {placed.reason}",
            user=self.app.settings.operator,
        )
        packet = self.app.vault.keep(bundle(packed.platform.files))
        outcome = Archived(case.id, added.version, placed.reason)
        row = case_row(case, packed.platform, packed=packet, version=added.version, now=now)
        self.app.catalog.save_case(row, key_rows(case), [finished(item, outcome)])
        return outcome

    def _end(self, source: Source, item: RawItem, outcome: Outcome) -> None:
        source.acknowledge(item, outcome.name)
        self.report.settle(item, outcome)
        self.progress(item, outcome)

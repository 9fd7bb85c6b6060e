"""Facts of many files without cases, vault or archive: what `noticepack extract` shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.settings import Settings
from extract.facts_json import facts_to_json
from extract.notice import Notice
from ingest.item import RawItem
from ingest.sources import Source, open_source
from noticepack.bootstrap import clock_of, contexts_of, open_runner
from noticepack.outcome import Quarantined
from noticepack.tasks import understand_task


@dataclass(frozen=True, slots=True)
class Reading:
    """One item and what it says, or why it cannot be read."""

    item: RawItem
    result: Notice | Quarantined

    @property
    def failed(self) -> bool:
        """Whether it could not be read."""
        return isinstance(self.result, Quarantined)

    def to_json(self) -> dict[str, object]:
        """The public form: the facts, or an object with `error`."""
        if isinstance(self.result, Quarantined):
            error = {"code": self.result.code, "reason": self.result.reason}
            return {"source": self.item.source, "item": self.item.digest, "error": error}
        return facts_to_json(self.result.facts)


def _items(source: Source) -> Iterator[RawItem]:
    """The items; zips are shown by their members."""
    return (found for found in source.items() if isinstance(found, RawItem))


def read_all(settings: Settings, specs: Sequence[str]) -> Iterator[Reading]:
    """Every item of the sources with what it says, in order. Sources are not acknowledged.

    Raises:
        SourceError: a source cannot be read.
    """
    clock = clock_of(settings)
    sources = [open_source(spec, limits=settings.limits, now=clock) for spec in specs]
    with open_runner(settings, contexts_of(settings)) as runner:
        for source in sources:
            for item, result in runner.map(understand_task, _items(source)):
                yield Reading(item, result)

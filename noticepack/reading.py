"""Facts of many files without cases, vault or archive: what `noticepack extract` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from config.settings import Settings
from extract.facts_json import facts_to_json
from extract.notice import Notice
from ingest.item import RawItem
from ingest.sources import Source
from ingest.sources.patience import Patience
from noticepack.opening import Opening
from noticepack.outcome import Quarantined
from noticepack.tasks import Contexts, understand_task
from noticepack.workers import clock_of, keys_of, open_runner, open_small_runner, read_context

Result = TypeVar("Result")
FEW, LITTLE = 24, 2 * 1024**2
"""Items and bytes that one process has read before several have started."""


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
    with closing(source):
        yield from (found for found in source.items() if isinstance(found, RawItem))


def read_all(settings: Settings, specs: Sequence[str]) -> Iterator[Reading]:
    """Every item of the sources with what it says, in order. Sources are not acknowledged.

    Raises:
        SourceError: a source cannot be read.
    """
    return (Reading(item, result) for item, result in map_items(settings, specs, understand_task))


def map_items(
    settings: Settings, specs: Sequence[str], task: Callable[[RawItem], Result]
) -> Iterator[tuple[RawItem, Result | Quarantined]]:
    """Every item of the sources with what a task makes of it, in order. Raises: SourceError."""
    context = read_context(settings)
    contexts = Contexts(context, keys=keys_of(settings, context))
    return map_in_workers(settings, contexts, source_items(settings, specs), task)


def source_items(settings: Settings, specs: Sequence[str]) -> Iterator[RawItem]:
    """Every item of the sources, in order; they are told nothing. Raises: SourceError."""
    patience = Patience(settings.imap.time_limit_seconds, first_fails=True)
    for source in Opening(settings, clock_of(settings), patience, changes=False).sources(specs):
        yield from _items(source)


def map_in_workers(
    settings: Settings, contexts: Contexts, items: Iterator[RawItem], task: Callable[[RawItem], Result]
) -> Iterator[tuple[RawItem, Result | Quarantined]]:
    """Every item with what a task makes of it, in order: a few in one process, many in several."""
    first = tuple(islice(items, FEW + 1))
    few = len(first) <= FEW and sum(len(item.data) for item in first) <= LITTLE
    with open_small_runner(settings, contexts) if few else open_runner(settings, contexts) as runner:
        yield from runner.map(task, chain(first, items))

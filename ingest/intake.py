"""Intake: keep the original of every item before anything else happens to it, and find what was seen before.

Pure of storage: what it needs of vault and catalog comes in as two callables. The order is the promise: keep the bytes,
record them as received, tell the source that they are durable, hand the item on. The source is told the outcome by
whoever settles the item, and not before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.item import Container, RawItem
from ingest.sources.port import Source


@dataclass(frozen=True, slots=True)
class Fresh:
    """An item whose bytes have no outcome yet: never seen before, or received by a run that did not get to its end."""

    item: RawItem
    released: bool = False
    """A person decided that it is genuine."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item whose bytes have their outcome already, from this run or an earlier one."""

    item: RawItem
    outcome: str
    """What became of these bytes: `archived`, `duplicate`, `unrelated` or `quarantined`."""


Taken = Fresh | Repeat


def take(
    source: Source,
    keep: Callable[[RawItem], None],
    receive: Callable[[RawItem], Taken],
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Taken]:
    """Every item of a source, kept and recorded, in the order of the source; containers are kept and not yielded.

    `keep(item)` returns once the bytes are durable and must not mind being given the same bytes again; `receive(item)`
    returns once the catalog has the sighting, and answers whether these bytes have their outcome. Whatever they or the
    source raise ends the iteration: an item that was not kept and recorded is never handed on. When `stopped()` holds,
    no more is taken; the items handed on already are the caller's to settle.
    """
    for found in source.items():
        if isinstance(found, Container):
            keep(found.item)
            continue
        keep(found)
        taken = receive(found)
        source.durable(found)
        yield taken
        if stopped():
            return

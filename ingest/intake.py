"""Intake: keep the original of every item before anything else happens to it, and find what was seen before.

Pure of storage: what it needs of the vault comes in as two callables. The order is the promise: keep, then tell the
source that the bytes are durable, then hand the item on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ingest.item import Container, RawItem
from ingest.sources.port import Source


@dataclass(frozen=True, slots=True)
class Fresh:
    """An item whose bytes were not seen before."""

    item: RawItem


@dataclass(frozen=True, slots=True)
class Repeat:
    """An item whose bytes were seen before, in this run or an earlier one."""

    item: RawItem
    of: str
    """Digest of the item it repeats: its own."""


Taken = Fresh | Repeat


def take(source: Source, keep: Callable[[RawItem], None], known: Callable[[str], bool]) -> Iterator[Taken]:
    """Every item of a source, kept, in the order of the source; containers are kept and not yielded.

    `keep(item)` returns once the bytes are durable and must not mind being given the same bytes again; `known(digest)`
    answers whether an earlier run has dealt with these bytes. Whatever they or the source raise ends the iteration: an
    item that was not kept is never handed on.
    """
    met: set[str] = set()
    for found in source.items():
        if isinstance(found, Container):
            keep(found.item)
            continue
        repeats = found.digest in met or known(found.digest)
        keep(found)
        source.durable(found)
        met.add(found.digest)
        yield Repeat(found, of=found.digest) if repeats else Fresh(found)

"""Objects below a prefix of a bucket as a source: what mail services drop there (SES), or people put there.

What reads the bucket is handed in (`Objects`). Every object is an item; one that holds items (a zip, an mbox) gives
those. An object has its outcome once all that it holds has: then it stays, or is moved below `noticepack-processed/`,
or below `noticepack-quarantine/` when something in it waits for a person. An object that holds no notice stays. Names
that end in `/` are what consoles show as folders, and hold nothing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from config.limits import Limits
from ingest.item import Container, RawItem
from ingest.sources.contents import expand
from ingest.sources.port import Clock
from ingest.sources.unchanged import Unchanged

PROCESSED, QUARANTINE = "noticepack-processed/", "noticepack-quarantine/"


class Objects(Protocol):
    """A part of a bucket, as this source needs it. All methods raise SourceError and SourceAway only."""

    def entries(self) -> Iterator[tuple[str, str]]:
        """Name below the prefix, and a tag that is another one whenever the content is."""

    def get(self, name: str) -> bytes | None:
        """The bytes; None when it is gone."""

    def move(self, name: str, to: str) -> None:
        """Give it another name below the prefix; one that is gone needs nothing."""


@dataclass(slots=True)
class _Open:
    """An object some of whose items have no outcome yet."""

    waiting: int = 0
    whole: bool = False
    """Whether all its items were given."""
    held: bool = False
    """Whether one of them waits for a person."""
    notice: bool = False
    """Whether one of them was not unrelated."""


class PrefixSource:
    """The objects below a prefix."""

    def __init__(self, name: str, objects: Objects, *, limits: Limits, now: Clock, move: bool) -> None:
        """`name` is `s3://bucket/prefix`; `move`: whether objects are moved once they have their outcome."""
        self.name, self._objects, self._limits, self._now, self._move = name, objects, limits, now, move
        self._unchanged = Unchanged()
        self._open: dict[str, _Open] = {}

    def items(self) -> Iterator[RawItem | Container]:
        """What every object holds, in the order of the bucket; one that is removed meanwhile gives nothing.

        Raises:
            SourceError: the bucket cannot be read. SourceAway: it does not answer.
        """
        self._unchanged.begin()
        self._open = {}
        for name, tag in self._objects.entries():
            if name.endswith("/") or name.startswith((PROCESSED, QUARANTINE)):
                continue
            if self._unchanged.is_new(name, tag):
                yield from self._read(name)

    def _read(self, name: str) -> Iterator[RawItem | Container]:
        data = self._objects.get(name)
        if data is None:
            return
        state = self._open[name] = _Open()
        source = f"{self.name.rstrip('/')}/{name}"
        for found in expand(RawItem(source=source, received=self._now(), data=data, token=name), self._limits):
            state.waiting += isinstance(found, RawItem)
            yield found
        state.whole = True
        self._close_object(name)

    def durable(self, item: RawItem) -> None:
        """Nothing: the object stays where it is until all that it holds has its outcome."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Count the item; move its object once that was the last. Raises: SourceError, SourceAway."""
        state = self._open.get(item.token)
        if state is None:
            return
        state.waiting -= 1
        state.held = state.held or outcome == "quarantined"
        state.notice = state.notice or outcome != "unrelated"
        self._close_object(item.token)

    def _close_object(self, name: str) -> None:
        state = self._open[name]
        if not state.whole or state.waiting:
            return
        del self._open[name]
        if self._move and state.notice:
            self._objects.move(name, (QUARANTINE if state.held else PROCESSED) + name)

    def wait(self, seconds: float) -> bool:
        """Let time pass: a bucket is listed again when it is its turn."""
        time.sleep(seconds)
        return False

    def settled(self) -> None:
        """Not to be read again until they change."""
        self._unchanged.settle()

    def close(self) -> None:
        """Nothing: no connection is held."""

"""The port that items come through, whatever they come from.

Files, mailboxes and buckets meet it alike, so nothing in it speaks of paths: an item carries a `token` that
only its source understands, and a source learns of each item twice: when its original bytes are safe, and when it has
its outcome.

Accounting: every `RawItem` that `items` yields ends in exactly one outcome. A `Container` (a zip whose members are
yielded as items of their own) is no item and has no outcome; intake keeps its bytes before it goes on to the members,
which name its digest. A zip that cannot be opened whole is yielded as one item and ends quarantined with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from ingest.item import Container, RawItem

Clock = Callable[[], datetime]
"""Answers the time now, UTC."""


class Source(Protocol):
    """Something that items come from.

    `items` may be called again in a later run and then yields what was not acknowledged, or everything: what was seen
    before is found by its digest. All methods raise SourceError only; SourceAway where the same may work later.
    """

    @property
    def name(self) -> str:
        """What it is, for people: `mbox:inbox.mbox`."""

    def items(self) -> Iterator[RawItem | Container]:
        """What is there, lazily, in a stable order; a container before its members.

        Raises: SourceError (it cannot be read).
        """

    def durable(self, item: RawItem) -> None:
        """Told once the original bytes of an item are safe in the vault, before anyone looks inside."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Told the final outcome of an item: `archived`, `duplicate`, `unrelated` or `quarantined`.

        May be told again after a kill: the second time changes nothing.
        """

    def close(self) -> None:
        """Give up what is held open; `items` opens it anew."""


@runtime_checkable
class Watchable(Source, Protocol):
    """A source that can be looked after for months: its items are read again and again, for what is new."""

    def wait(self, seconds: float) -> bool:
        """Wait for something new, so long at most; whether there may be. A source that is not told answers False."""

    def settled(self) -> None:
        """Told when every item of the last `items` has its outcome: what stays in place unchanged is not new."""

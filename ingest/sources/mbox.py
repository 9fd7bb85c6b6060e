"""An mbox file: its messages one after the other, in memory one at a time; the file is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.errors import SourceError
from ingest.item import RawItem
from ingest.sources.mbox_split import messages
from ingest.sources.port import Clock
from ingest.sources.unchanged import Unchanged, stamp_of, wait_for


class MboxSource:
    """One mbox file."""

    def __init__(self, path: Path, *, now: Clock, quiet_seconds: float = 0.0) -> None:
        """`quiet_seconds`: how long the file must have been left alone before it is read."""
        self.path, self._now, self._quiet = path, now, quiet_seconds
        self._unchanged = Unchanged()

    @property
    def name(self) -> str:
        """`mbox:` and the path."""
        return f"mbox:{self.path}"

    def items(self) -> Iterator[RawItem]:
        """The messages in the order of the file; `path#n`, 0-based. An empty file has none.

        Raises:
            SourceError: the file cannot be read, or it is not empty and does not begin with `From `.
        """
        self._unchanged.begin()
        stamp = stamp_of(self.path, self._quiet)
        if stamp is not None and self._unchanged.is_new(str(self.path), stamp):
            yield from mbox_items(self.path, self._now)

    def durable(self, item: RawItem) -> None:
        """Nothing: the file stays as it is."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Nothing: the file stays as it is, and a message is known by its digest when it is met again."""

    def wait(self, seconds: float) -> bool:
        """Let time pass: nothing tells of new mail in a file."""
        return wait_for(seconds)

    def settled(self) -> None:
        """Not to be read again until it changes."""
        self._unchanged.settle()

    def close(self) -> None:
        """Nothing: no file is held open."""


def mbox_items(path: Path, now: Clock) -> Iterator[RawItem]:
    """The messages of an mbox file. Raises: SourceError."""
    try:
        with path.open("rb") as file:
            for number, data in enumerate(messages(file)):
                yield RawItem(source=f"{path}#{number}", received=now(), data=data, token=str(number))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise SourceError(f"{path}: {error}") from error

"""Standard input as a source: an mbox of any length, or one file of any other form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from config.errors import SourceError
from config.limits import Limits
from ingest.item import Container, RawItem
from ingest.sources.contents import expand
from ingest.sources.mbox_split import SEPARATOR, messages
from ingest.sources.port import Clock

NAME = "-"


class StreamSource:
    """A stream that is read once, to its end."""

    name = NAME

    def __init__(self, stream: BinaryIO, *, limits: Limits, now: Clock) -> None:
        self._stream, self._limits, self._now = stream, limits, now

    def items(self) -> Iterator[RawItem | Container]:
        """The messages of an mbox, `-#n`, one in memory at a time; the members of a zip; or one item, `-`.

        Raises:
            SourceError: it cannot be read.
        """
        try:
            head = self._stream.read(len(SEPARATOR))
            if head == SEPARATOR:
                for number, data in enumerate(messages(_Joined(head, self._stream))):
                    yield RawItem(source=f"{NAME}#{number}", received=self._now(), data=data)
            elif head:
                data = head + self._stream.read()
                yield from expand(RawItem(source=NAME, received=self._now(), data=data), self._limits)
        except OSError as error:
            raise SourceError(f"standard input: {error.strerror}") from error

    def durable(self, item: RawItem) -> None:
        """Nothing: what was read is gone from the stream."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Nothing: whoever wrote the stream is told by the exit code."""

    def close(self) -> None:
        """Nothing: the stream belongs to whoever opened it."""


class _Joined:
    """What was read off a stream already, then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def read(self, size: int) -> bytes:
        """The next bytes; empty at the end."""
        head, self._head = self._head, b""
        return head or self._rest.read(size)

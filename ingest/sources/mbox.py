"""An mbox file: its messages one after the other, in memory one at a time; the file is never changed.

A message begins after a `From ` line (RFC 4155) and ends before the blank line that the next one needs. Bodies may hold
lines that begin with `From ` too, so such a line separates only when it is a full separator (sender and date), or
stands after a blank line and is dated or followed by a header field. One `>` is taken off lines of `>From `,
`>>From `, ...: exact for mboxrd, which quotes all of them, and for mboxo, which quotes `From ` only, save a line that
was written as `>From `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from config.errors import SourceError
from config.limits import Limits
from ingest.item import RawItem
from ingest.sniff import FIELD
from ingest.sources.port import Clock

QUOTED = re.compile(rb">+From ")
FULL = re.compile(rb"From \S{1,400} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
"""Separator as written by delivery agents: sender, weekday, month, day, time (asctime)."""
DATED = re.compile(rb"From .{0,400}\d{1,2}:\d\d.{0,60}")


class MboxSource:
    """One mbox file."""

    def __init__(self, path: Path, *, limits: Limits, now: Clock) -> None:
        self.path, self._limits, self._now = path, limits, now

    @property
    def name(self) -> str:
        """`mbox:` and the path."""
        return f"mbox:{self.path}"

    def items(self) -> Iterator[RawItem]:
        """The messages in the order of the file; `path#n`, 0-based. An empty file has none.

        Raises:
            SourceError: the file cannot be read, or it is not empty and does not begin with `From `.
        """
        try:
            with self.path.open("rb") as file:
                for number, data in enumerate(messages(file)):
                    source = f"{self.path}#{number}"
                    yield RawItem(source=source, received=self._now(), data=data, token=str(number))
        except OSError as error:
            raise SourceError(f"{self.path}: {error.strerror}") from error
        except ValueError as error:
            raise SourceError(f"{self.path}: {error}") from error

    def durable(self, item: RawItem) -> None:
        """Nothing: the file stays as it is."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Nothing: the file stays as it is, and a message is known by its digest when it is met again."""


def messages(file: BinaryIO) -> Iterator[bytes]:
    """The exact bytes of each message in an mbox, quoting undone.

    Raises:
        ValueError: the file has content that does not begin with a separator.
    """
    lines = _with_next(file)
    start = next(lines, None)
    if start is None:
        return
    if not start[0].startswith(b"From "):
        raise ValueError("not an mbox: it does not begin with `From `")
    gathered: list[bytes] = []
    blank = False
    for line, following in lines:
        if _separates(line, blank, following):
            yield _message(gathered)
            gathered = []
        else:
            gathered.append(line[1:] if QUOTED.match(line) else line)
        blank = line in (b"\n", b"\r\n")
    yield _message(gathered)


def _with_next(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Every line with the one after it (empty at the end)."""
    line = file.readline()
    while line:
        following = file.readline()
        yield line, following
        line = following


def _separates(line: bytes, after_blank: bool, following: bytes) -> bool:
    if not line.startswith(b"From "):
        return False
    if FULL.match(line):
        return True
    return after_blank and (DATED.match(line) is not None or FIELD.match(following) is not None)


def _message(lines: list[bytes]) -> bytes:
    """The lines of a message without the blank line that belongs to the mbox."""
    if lines and lines[-1] in (b"\n", b"\r\n"):
        lines = lines[:-1]
    return b"".join(lines)

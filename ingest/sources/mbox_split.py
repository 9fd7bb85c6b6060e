r"""An mbox taken apart: a stream of any length becomes its messages, one in memory at a time.

A message begins after a `From ` line (RFC 4155) and ends before the blank line that the next one needs. Bodies may hold
lines that begin with `From ` too, so such a line separates only when it is a full separator (sender and date), or
stands after a blank line and is dated or followed by a header field. One `>` is taken off lines of `>From `,
`>>From `, ...: exact for mboxrd, which quotes all of them, and for mboxo, which quotes `From ` only, save a line that
was written as `>From `.

    >>> import io
    >>> list(messages(io.BytesIO(b"From a@b Thu Mar 12 09:14:00 2026\nSubject: x\n\n>From here\n\n")))
    [b'Subject: x\n\nFrom here\n']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from ingest.sniff import FIELD

CHUNK = 1024 * 1024
FIELD_BYTES = 110
"""How much of a line tells whether it is a header field: the longest match of FIELD."""
SEPARATOR = b"From "
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
FULL = re.compile(rb"From \S{1,400} +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d")
"""Separator as written by delivery agents: sender, weekday, month, day, time (asctime)."""
DATED = re.compile(rb"From .{0,400}\d{1,2}:\d\d.{0,60}")


class Readable(Protocol):
    """A file, as far as it is needed."""

    def read(self, size: int, /) -> bytes:
        """The next bytes; empty at the end."""


def messages(file: Readable) -> Iterator[bytes]:
    """The exact bytes of each message in an mbox, quoting undone; of an empty file, none.

    Raises:
        ValueError: the file has content that does not begin with a separator.
    """
    buffer = _Buffer(file)
    if not buffer.fill(len(SEPARATOR)):
        return
    if not buffer.data.startswith(SEPARATOR):
        raise ValueError("not an mbox: it does not begin with `From `")
    buffer.cut(buffer.line_end(0))
    while (at := buffer.separator()) >= 0:
        yield _message(bytes(buffer.data[:at]))
        buffer.cut(buffer.line_end(at))
    yield _message(bytes(buffer.data))


class _Buffer:
    """The part of the file from the current message on."""

    def __init__(self, file: Readable) -> None:
        self._file, self.data, self._searched, self._ended = file, bytearray(), 0, False

    def fill(self, size: int) -> bool:
        """Read until so many bytes are there; whether they are."""
        while len(self.data) < size and not self._ended:
            chunk = self._file.read(CHUNK)
            self.data += chunk
            self._ended = not chunk
        return len(self.data) >= size

    def cut(self, start: int) -> None:
        """Forget what comes before."""
        del self.data[:start]
        self._searched = 0

    def line_end(self, at: int) -> int:
        """Where the line that begins at `at` ends, its newline included."""
        start = at
        while True:
            found = self.data.find(b"\n", start)
            if found >= 0:
                return found + 1
            start = len(self.data)
            if not self.fill(start + 1):
                return start

    def separator(self) -> int:
        """Where the next separator begins; -1 when none is left, and then all the rest is there."""
        while True:
            found = self._next_candidate()
            if found < 0 or self._separates(found):
                return found
            self._searched = found + 1

    def _next_candidate(self) -> int:
        """Where the next line begins that begins with `From `; -1 when none is left."""
        while True:
            if self._searched == 0 and self.fill(len(SEPARATOR)) and self.data.startswith(SEPARATOR):
                return 0
            found = self.data.find(b"\n" + SEPARATOR, max(self._searched - 1, 0))
            if found >= 0:
                return found + 1
            self._searched = max(len(self.data) - len(SEPARATOR), 1)
            if not self.fill(len(self.data) + 1):
                return -1

    def _separates(self, at: int) -> bool:
        end = self.line_end(at)
        line = bytes(self.data[at:end])
        if FULL.match(line):
            return True
        before = bytes(self.data[max(at - 3, 0) : at])
        if not (before.endswith((b"\n\n", b"\n\r\n")) or (before in (b"\n", b"\r\n") and at == len(before))):
            return False
        self.fill(end + FIELD_BYTES)
        return DATED.match(line) is not None or FIELD.match(bytes(self.data[end : end + FIELD_BYTES])) is not None


def _message(data: bytes) -> bytes:
    """A message without the blank line that belongs to the mbox, quoting undone."""
    if data == b"\r\n" or data.endswith(b"\n\r\n"):
        data = data[:-2]
    elif data == b"\n" or data.endswith(b"\n\n"):
        data = data[:-1]
    return QUOTED.sub(rb"\1", data) if b">From " in data else data

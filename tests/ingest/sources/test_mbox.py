"""An mbox gives the exact bytes of its messages, however it is quoted and however long it is."""

from __future__ import annotations

import io
import mailbox
import re
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import SourceError
from ingest.sources import mbox_split
from ingest.sources.mbox import MboxSource
from ingest.sources.mbox_split import messages

NOW = datetime(2026, 3, 12, tzinfo=UTC)
ENVELOPE = b"From MAILER-DAEMON Thu Mar 12 09:14:00 2026\n"


def split(data: bytes) -> list[bytes]:
    """The messages of an mbox."""
    return list(messages(io.BytesIO(data)))


CASES = [
    ("nothing", b"", []),
    ("one", ENVELOPE + b"Subject: a\n\nhello\n\n", [b"Subject: a\n\nhello\n"]),
    ("no blank line at the end", ENVELOPE + b"Subject: a\n\nhello\n", [b"Subject: a\n\nhello\n"]),
    ("no newline at the end", ENVELOPE + b"Subject: a\n\nhello", [b"Subject: a\n\nhello"]),
    ("two", ENVELOPE + b"A: 1\n\nx\n\n" + ENVELOPE + b"B: 2\n\ny\n\n", [b"A: 1\n\nx\n", b"B: 2\n\ny\n"]),
    ("carriage returns", b"From a@b Thu Mar 12 09:14:00 2026\r\nA: 1\r\n\r\nx\r\n\r\n", [b"A: 1\r\n\r\nx\r\n"]),
    ("mboxrd", ENVELOPE + b"A: 1\n\n>From x\n>>From y\n> From z\n\n", [b"A: 1\n\nFrom x\n>From y\n> From z\n"]),
    ("no blank line between", ENVELOPE + b"A: 1\n\nx\n" + ENVELOPE + b"B: 2\n\n", [b"A: 1\n\nx\n", b"B: 2\n"]),
    ("not quoted, in a sentence", ENVELOPE + b"A: 1\n\nFrom here on\nall is\n\nFrom now\nyes\n\n",
     [b"A: 1\n\nFrom here on\nall is\n\nFrom now\nyes\n"]),
    ("dated, after text", ENVELOPE + b"A: 1\n\nx\nFrom 9:00 to 17:00\n\n", [b"A: 1\n\nx\nFrom 9:00 to 17:00\n"]),
    ("odd separator before a header", ENVELOPE + b"A: 1\n\nx\n\nFrom nobody\nSubject: b\n\ny\n\n",
     [b"A: 1\n\nx\n", b"Subject: b\n\ny\n"]),
    ("empty messages", ENVELOPE + b"\n" + ENVELOPE + b"\n", [b"", b""]),
    ("only the separator", ENVELOPE, [b""]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
@pytest.mark.parametrize("chunk", [1, 7, 1 << 20])
def test_messages_of_an_mbox(data: bytes, expected: list[bytes], chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Separators are told from text, and quoting is undone, wherever one piece read ends and the next begins."""
    monkeypatch.setattr(mbox_split, "CHUNK", chunk)

    assert split(data) == expected


def reference(data: bytes) -> Iterator[bytes]:
    """The same rules, line by line, as plainly as they can be written."""
    lines = data.splitlines(keepends=True)
    gathered: list[bytes] | None = None
    blank = False
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else b""
        full = mbox_split.FULL.match(line)
        likely = blank and (mbox_split.DATED.match(line) or mbox_split.FIELD.match(following))
        if line.startswith(b"From ") and (gathered is None or full or likely):
            if gathered is not None:
                yield finish(gathered)
            gathered = []
        elif gathered is not None:
            gathered.append(line[1:] if re.match(rb">+From ", line) else line)
        blank = line in (b"\n", b"\r\n")
    if gathered is not None:
        yield finish(gathered)


def finish(lines: list[bytes]) -> bytes:
    """A message without the blank line that is the mbox's."""
    return b"".join(lines[:-1] if lines and lines[-1] in (b"\n", b"\r\n") else lines)


PIECES = st.sampled_from([
    b"From ", b">From ", b">>From ", ENVELOPE, b"From x 12:30\n", b"\n", b"\r\n", b"\n\n", b"Subject: x\n", b"text\n",
    b"text", b"From", b">", b"From a\nTo: b\n", b" ", b":",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.integers(1, 40))
def test_splitting_in_pieces_is_splitting_line_by_line(pieces: list[bytes], chunk: int) -> None:
    """Reading in pieces of any size finds the messages that reading line by line finds."""
    data = ENVELOPE + b"".join(pieces)
    if b"\r" in data.replace(b"\r\n", b""):
        return  # splitlines takes a lone carriage return for the end of a line

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mbox_split, "CHUNK", chunk)
        assert split(data) == list(reference(data))


def test_what_the_standard_library_writes_is_read_back(tmp_path: Path) -> None:
    """Messages that Python's mailbox wrote (mboxo quoting) come back as they were, hostile bodies included."""
    bodies = [
        "hello\n",
        "From the start\n",
        "\nFrom after a blank line\nx\n",
        "a\n\n\n",
        "From x@y Thu Mar 12 09:14:00 2026\n",
    ]
    box = mailbox.mbox(tmp_path / "box")
    written = []
    for number, body in enumerate(bodies):
        message = Message()
        message["Subject"] = f"n{number}"
        message.set_payload(body)
        box.add(message)
        written.append(message.as_bytes())
    box.close()

    found = [item.data for item in MboxSource(tmp_path / "box", now=lambda: NOW).items()]

    assert found == written


def test_something_else_is_no_mbox(tmp_path: Path) -> None:
    """A file that does not begin with a separator is refused whole; a missing one is named."""
    (tmp_path / "x").write_bytes(b"Subject: a mail\n\n")

    with pytest.raises(SourceError, match="not an mbox"):
        list(MboxSource(tmp_path / "x", now=lambda: NOW).items())
    assert list(MboxSource(tmp_path / "gone", now=lambda: NOW).items()) == []


class Endless:
    """A file of so many messages, made as it is read."""

    def __init__(self, count: int) -> None:
        self.left = count
        self.message = ENVELOPE + b"Subject: a\n\n" + b"x" * 70 * 20 + b"\n\n"

    def read(self, size: int) -> bytes:
        """About so many bytes."""
        number = min(self.left, max(size // len(self.message), 1))
        self.left -= number
        return self.message * number


def test_memory_does_not_grow_with_the_file() -> None:
    """Reading 64 MiB takes a few MiB: one piece of the file and one message."""
    count = (64 << 20) // len(Endless(0).message)
    tracemalloc.start()

    found = sum(1 for _ in messages(Endless(count)))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == count
    assert peak < 6 << 20

"""Headers with broken bytes and broken encoded words give values that can be written, and nothing is printed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.limits import Limits
from ingest.item import RawItem
from ingest.message import Message
from ingest.parse import parse

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FIELDS = ("Subject", "From", "To", "Message-ID", "References", "In-Reply-To", "Authentication-Results", "Reply-To")
BYTES = st.binary(min_size=1, max_size=40).map(lambda data: data.translate(None, b"\r\n"))
WORDS = st.tuples(
    st.sampled_from([b"utf-8", b"koi8-r", b"gb2312", b"x-none"]), st.sampled_from([b"B", b"q"]), BYTES
).map(lambda word: b"=?" + b"?".join(word) + b"?=")

IDS = BYTES.map(lambda data: b"<" + data + b"@b.example>")


def parsed(header: bytes) -> Message:
    """The message of a header and a line of text."""
    return parse(RawItem("a.eml", NOW, header + b"\r\n\r\nHello\r\n"), Limits())


@given(st.sampled_from(FIELDS), st.lists(BYTES | WORDS | IDS, min_size=1, max_size=4))
def test_any_bytes_in_a_header_are_characters_in_the_message(field: str, pieces: list[bytes]) -> None:
    """Whatever stands in a header, every value of the message can be written as UTF-8."""
    message = parsed(b"Date: Thu, 12 Mar 2026 09:14:24 -0700\r\n" + field.encode() + b": " + b"".join(pieces))

    people = [one for one in (message.sender, *message.recipients) if one]
    values = [message.subject, message.message_id, *message.thread, *message.repairs]
    values += [text for one in people for text in (one.name, one.address)] + [
        text for pair in message.trace for text in pair
    ]
    assert [text.encode("utf-8").decode("utf-8") for text in values] == values


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"<1\x99@amazon.com>", "1\u2122@amazon.com"),
        (b"<\xd0\xb0@amazon.com>", "\u0430@amazon.com"),
        (b"<1@amazon.com>", "1@amazon.com"),
    ],
)
def test_a_message_id_with_raw_bytes_is_read_as_text(written: bytes, read: str) -> None:
    """RFC 6532 allows UTF-8 in a message id; other bytes are read as a mail program would show them."""
    assert parsed(b"Message-ID: " + written).message_id == read


def test_a_broken_encoded_word_is_left_as_written_and_said(capfd: pytest.CaptureFixture[str]) -> None:
    """Base64 of a length that cannot be decoded is a repair in the message and no line among the answers."""
    message = parsed(b"Subject: =?koi8-r?b?98HbI?=")

    assert message.subject.startswith("=?koi8-r?b?")
    assert any("encoded word" in repair for repair in message.repairs)
    assert capfd.readouterr() == ("", "")

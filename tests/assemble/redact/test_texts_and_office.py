"""Texts, web pages, mails, Word and Excel files: no planted value is left in any channel, other words survive."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.assemble.redact.leaks import bare, bytes_of, leaks, texts_of
from tests.assemble.redact.mail_plants import MAILS
from tests.assemble.redact.office_plants import OFFICE
from tests.assemble.redact.plants import ALL_MAKERS, FILLER, Plant, allowed, plants
from tests.assemble.redact.shared import output, redact
from tests.assemble.redact.text_plants import TEXTS

CHANNELS = TEXTS | MAILS | OFFICE
NEED_ENGINE = {"mail attachments", "docx picture"}


def check(channel: str, planted: Sequence[Plant]) -> None:
    """No reader sees a value, or a part of one, that stood in this channel; the other words are there."""
    media_type, make = CHANNELS[channel]

    data = output(redact(make(planted), media_type, ocr=channel in NEED_ENGINE))

    texts, raw = texts_of(media_type, data), bytes_of(media_type, data)
    assert {p.value: found for p in planted if (found := leaks(p.value, texts, raw, allowed(planted)))} == {}
    assert all(bare(line) in bare("".join(texts)) for line in FILLER)


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - NEED_ENGINE))
@given(seed=st.integers(0, 10**9), count=st.integers(2, 24))
@settings(max_examples=2, derandomize=True)
def test_nothing_is_left_of_values_in(channel: str, seed: int, count: int) -> None:
    """Whatever valid values stand in this channel, and however many."""
    check(channel, plants(seed, count, ALL_MAKERS))


@pytest.mark.parametrize("channel", sorted(NEED_ENGINE))
def test_nothing_is_left_of_values_that_an_engine_reads_in(channel: str) -> None:
    """Pictures and PDFs within mails and Word files."""
    check(channel, plants(sorted(CHANNELS).index(channel) + 100, 22))


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_the_same_file_gives_the_same_bytes(channel: str) -> None:
    """No clock, no chance."""
    media_type, make = CHANNELS[channel]
    data = make(plants(9, 5))
    ocr = channel in NEED_ENGINE

    assert output(redact(data, media_type, ocr=ocr)) == output(redact(data, media_type, ocr=ocr))

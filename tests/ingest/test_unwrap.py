"""Inline forwards of every mail program and language we know give back the same inner notice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.forwards import load_forwards
from tests.ingest.forward_styles import STYLES, Style
from tests.ingest.forwarding import COMMENT, HTML, NOTICE, PLAIN, body, mail, opened, written


@pytest.mark.parametrize("kind", [PLAIN, HTML])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_inner_header_is_recovered(style: Style, kind: str) -> None:
    """A forward gives the notice's own sender, date, subject and the style it was written in."""
    message = opened(mail(written(style, COMMENT, NOTICE), kind))

    assert message.sender is not None
    assert (message.sender.address, message.sender.name.split()[0] if message.sender.name else "") == (
        style.address,
        "Amazon",
    )
    assert message.date == style.date
    assert message.subject == style.subject
    assert [forward.style for forward in message.forwards] == [style.style]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_body_is_the_notice_and_the_comment_is_kept_apart(style: Style) -> None:
    """The body is the notice to the letter, the comment stands in the forward and nowhere in the body."""
    message = opened(mail(written(style, COMMENT, NOTICE), PLAIN))

    assert body(message) == NOTICE
    assert message.forwards[0].comment == COMMENT
    assert message.forwards[0].sender is not None
    assert message.forwards[0].sender.address == "mara@seller.example"


@pytest.mark.parametrize("style", [one for one in STYLES if not one.quoted], ids=lambda style: style.name)
def test_html_body_is_cut_at_the_header(style: Style) -> None:
    """Of an HTML forward the markup of the notice is kept and that of comment and header is gone."""
    message = opened(mail(written(style, COMMENT, NOTICE), HTML))

    text = body(message)
    assert message.parts[0].media_type == "text/html"
    assert text.startswith("Hello,")
    assert text.endswith("Seller Performance Team")
    assert "B0COLLEAGU" not in text
    assert "notice@amazon.com" not in text


def test_missing_offset_is_assumed_and_said() -> None:
    """A forwarded header without an offset is read as UTC and the repairs say so."""
    message = opened(mail(written(STYLES[0], COMMENT, NOTICE), PLAIN))

    assert any("UTC is assumed" in repair for repair in message.repairs)


PARAGRAPHS = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters=" ,.!-"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STYLES), PARAGRAPHS)
def test_any_notice_survives_any_forward(style: Style, paragraphs: list[str]) -> None:
    """Whatever the notice says, each style gives back exactly its text."""
    notice = "Amazon\n" + "\n\n".join(paragraphs)

    message = opened(mail(written(style, "see below", notice), PLAIN))

    assert body(message).split() == notice.split()


def test_words_are_checked_on_load() -> None:
    """The shipped words know the eight languages of notices and others of mail programs, and every month of each."""
    words = load_forwards()

    assert set(words.header_words) > {"en", "de", "fr", "es", "it", "ru", "zh", "ja"}
    assert all(len(months) == 12 for months in words.months.values())

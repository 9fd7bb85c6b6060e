"""Every program and language of the table gives back the notice, its header and the forwarder's comment."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from config.limits import Limits
from config.senders import load_senders
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item
from tests.ingest.forward_layouts import LAYOUTS, Layout

SENDERS = load_senders()
NOTICE = """Hello,

your listing on Amazon.com was removed. ASIN: B0TESTAAA1

Why did this happen?
Date: the day of the removal stands on the detail page.
Read https://sellercentral.amazon.com/gp/help/201361070

Seller Performance Team"""
COMMENT = "Can you take this one?\nB0COLLEAGU is fine by the way.\n\nBest\nMara"


def opened(text: str, subtype: str) -> Message:
    """The message in a mail with this text."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = "Mara <mara@seller.example>", "intake@seller.example", "Fwd: x"
    mail["Date"] = "Mon, 16 Mar 2026 08:15:00 +0100"
    mail.set_content(text, subtype=subtype)
    return open_item(RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), mail.as_bytes()), Limits(), SENDERS, ())


def as_html(text: str) -> str:
    """The text as a mail program shows it: a line an element, quote marks as an indent."""
    lines = (line.removeprefix("> ").removeprefix(">") for line in text.split("\n"))
    shown = "".join(f"<div>{html.escape(line).replace(chr(9), '&nbsp;') or '<br>'}</div>\n" for line in lines)
    return f"<html><body>{shown}</body></html>"


def check(layout: Layout, message: Message) -> None:
    """The header and the comment are those of the layout."""
    assert message.forwards, "not unwrapped"
    assert message.sender is not None
    assert message.sender.address == "notice@amazon.com"
    assert message.sender.name in ("Amazon", "")
    assert message.date == layout.date
    assert message.date.utcoffset() == layout.date.utcoffset()
    assert message.subject == (layout.subject or "x")
    assert message.forwards[0].comment == COMMENT
    text = message.parts[0].text or ""
    assert "B0TESTAAA1" in text
    assert "B0COLLEAGU" not in text
    assert "notice@amazon.com" not in text
    assert "tjark@" not in text
    assert message.own_words == ()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_plain_forward(layout: Layout) -> None:
    """A forward in plain text gives the notice to the letter."""
    message = opened(layout.written(COMMENT, NOTICE), "plain")

    check(layout, message)
    assert (message.parts[0].text or "").strip() == NOTICE


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_forward_quoted_once_more(layout: Layout) -> None:
    """A forward that was quoted as a whole, `>` before every line, gives the same."""
    quoted = "\n".join(f"> {line}".rstrip() for line in layout.written("", NOTICE).strip("\n").split("\n"))

    message = opened(f"{COMMENT}\n\n{quoted}\n", "plain")

    check(layout, message)
    assert (message.parts[0].text or "").strip() == NOTICE


@pytest.mark.parametrize(
    "layout", [one for one in LAYOUTS if one.program != "yahoo-glued"], ids=lambda layout: layout.name
)
def test_html_forward(layout: Layout) -> None:
    """The same forward in HTML gives the same header, and nothing of header and comment is left in the notice."""
    check(layout, opened(as_html(layout.written(COMMENT, NOTICE)), "html"))


def test_how_much_is_covered() -> None:
    """What docs/authenticity.md says is covered is what the table holds."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "authenticity.md").read_text(encoding="utf-8")
    languages = {layout.language for layout in LAYOUTS}

    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS)
    assert f"{len(LAYOUTS)} layouts in {len(languages)} languages" in page
    assert " ".join(sorted(languages)) in page

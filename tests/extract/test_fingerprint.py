"""The same notice has the same fingerprint however it arrives; another one, however alike, has not."""

from __future__ import annotations

import html
import textwrap
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.limits import Limits
from config.rules import load_rules
from config.senders import load_senders
from extract.documents import message_to_document
from extract.fingerprint import Fingerprint, fingerprint_of, same_notice
from extract.pipeline import read_notice
from ingest.item import RawItem
from ingest.read import open_item
from tests.ingest.forward_layouts import LAYOUTS, LOCAL, Layout

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SENT = LOCAL.replace(tzinfo=UTC)
NOTICE = """Hello,

We removed your listing on Amazon.com because we received a report from a rights owner that it infringes a trademark. \
The infringement concerns the product below.

ASIN: B0TESTAAA1
Title: Steel bottle, 750 ml
Complaint ID: 8123456781
Trademark asserted: 5123456

Why did this happen?
We received a report from a rights owner on March 9, 2026. You can read our policy here: \
https://sellercentral.amazon.com/gp/help/201361070

How do I reactivate my listing?
Please send us an invoice from the last 365 days or a letter of authorization within 7 days. We may not be able to \
reinstate your listing if you do not answer in time.

Sincerely,
Seller Performance Team
Amazon.com
"""
FOOTERS = [
    "",
    "\n--\nSent from my phone",
    "\nCONFIDENTIAL: this message and its attachments may be privileged. Freight GmbH, HRB 123456, Tel. +49 30 9018200,"
    " managing director M. Lind, VAT DE812345678. Please consider the environment before printing this mail.\n",
]


@cache
def rules() -> object:
    """The shipped rules, loaded once."""
    return load_rules()


def printed(data: bytes) -> Fingerprint:
    """The fingerprint of the notice in a mail."""
    message = open_item(RawItem("a.eml", NOW, data), Limits(), load_senders(), ())
    document = message_to_document(message, Limits())
    return fingerprint_of(read_notice(message, document, rules(), NOW, bare=True))  # type: ignore[arg-type]


def mail(text: str, *, rich: bool = False, date: datetime = SENT, message_id: str = "", **header: str) -> bytes:
    """A mail."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = header.get("sender", "Amazon <notice@amazon.com>"), "ops@seller.example"
    message["Subject"], message["Date"] = header.get("subject", "Policy Warning"), date
    if message_id:
        message["Message-ID"] = message_id
    message.set_content(markup(text) if rich else text, subtype="html" if rich else "plain")
    return message.as_bytes()


def markup(text: str) -> str:
    """The text as the marketplace's HTML: paragraphs, a bold heading, links behind words."""
    lines = [f"<p>{html.escape(line)}</p>" if line else "" for line in text.split("\n")]
    url = "https://sellercentral.amazon.com/gp/help/201361070"
    return f"<html><body>{''.join(lines).replace(url, f'<a href={chr(34)}{url}{chr(34)}>this page</a>')}</body></html>"


def forwarded(text: str, layout: Layout, **header: str) -> bytes:
    """The same by a colleague."""
    return mail(layout.written("please look", text), sender="mara@seller.example", subject="Fwd: x", **header)  # type: ignore[arg-type]


ORIGINAL = printed(mail(NOTICE, message_id="<1@amazon.com>"))
SAME = {
    "the same bytes": mail(NOTICE, message_id="<1@amazon.com>"),
    "another Message-ID, a minute later": mail(NOTICE, message_id="<2@amazon.com>", date=SENT + timedelta(minutes=1)),
    "in HTML": mail(NOTICE, rich=True),
    "wrapped": mail("\n".join(textwrap.fill(line, 60) for line in NOTICE.split("\n"))),
    "with a footer": mail(NOTICE + FOOTERS[2]),
    "in HTML with a footer": mail(NOTICE + FOOTERS[2], rich=True),
}
DECISION = """Hello,

We looked at what you sent about your listing on Amazon.com and cannot accept it. This is our decision and it is final.

ASIN: B0TESTAAA1
Complaint ID: 8123456781

Sincerely,
Seller Performance Team
"""
OTHER = {
    "another ASIN": NOTICE.replace("B0TESTAAA1", "B0TESTAAA2"),
    "one more ASIN": NOTICE.replace("B0TESTAAA1", "B0TESTAAA1, B0TESTAAA2"),
    "another complaint": NOTICE.replace("8123456781", "8123456782"),
    "another trademark": NOTICE.replace("5123456", "5123457"),
    "another date": NOTICE.replace("March 9", "March 10"),
    "another period": NOTICE.replace("within 7 days", "within 5 days"),
    "another amount in the prose": NOTICE.replace("750 ml", "950 ml"),
    "another text": DECISION,
}


@pytest.mark.parametrize("data", SAME.values(), ids=SAME.keys())
def test_same_notice(data: bytes) -> None:
    """Markup, wraps, footers and a second address change nothing."""
    assert same_notice(ORIGINAL, printed(data))
    assert same_notice(printed(data), ORIGINAL)


@pytest.mark.parametrize("text", OTHER.values(), ids=OTHER.keys())
@pytest.mark.parametrize("message_id", ["", "<1@amazon.com>"])
def test_another_notice(text: str, message_id: str) -> None:
    """A notice that differs in what it is about is another one."""
    if (message_id and text == OTHER["another amount in the prose"]) or text == OTHER["another text"]:
        message_id = ""

    assert same_notice(ORIGINAL, printed(mail(text, message_id=message_id))) == ""


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=1), timedelta(days=30)])
def test_same_words_sent_again_later_are_another_notice(later: timedelta) -> None:
    """A reminder with the same words is a notice of its own."""
    again = printed(mail(NOTICE, message_id="<9@amazon.com>", date=SENT + later))

    assert same_notice(ORIGINAL, again) == ""


def test_message_id_alone_is_not_enough() -> None:
    """Another notice under the same Message-ID is another notice."""
    other = printed(mail(OTHER["another ASIN"], message_id="<1@amazon.com>"))

    assert same_notice(ORIGINAL, other) == ""


QUOTED = [layout for layout in LAYOUTS if layout.program != "yahoo-glued"]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(QUOTED), st.sampled_from(QUOTED), st.sampled_from(FOOTERS), st.sampled_from(FOOTERS))
def test_two_people_forward_one_notice(one: Layout, other: Layout, footer: str, another: str) -> None:
    """Whatever programs two colleagues use, in whatever languages, it is the same notice."""
    first, second = printed(forwarded(NOTICE + footer, one)), printed(forwarded(NOTICE + another, other))

    assert bool(same_notice(first, second)) == (one.date == other.date or _possible(one, other))


def _possible(one: Layout, other: Layout) -> bool:
    """Whether two layouts can show one moment: both state an offset only when it is the same."""
    stated = [layout for layout in (one, other) if layout.date.utcoffset() or layout.program == "mailmate"]
    return len(stated) < 2


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(QUOTED), st.sampled_from(sorted(OTHER)))
def test_forward_of_another_notice(layout: Layout, name: str) -> None:
    """A forward of another notice is no repeat of the original, whatever program made it."""
    assert same_notice(printed(mail(NOTICE, date=layout.date)), printed(forwarded(OTHER[name], layout))) == ""


@settings(max_examples=40, deadline=None)
@given(st.integers(40, 100), st.integers(0, 3), st.sampled_from(QUOTED))
def test_wraps_and_quote_marks(width: int, marks: int, layout: Layout) -> None:
    """Wherever lines break and however often a forward is quoted, the fingerprint is of the same notice."""
    text = layout.written("", "\n".join(textwrap.fill(line, width) for line in NOTICE.split("\n")))
    for _ in range(marks):
        text = "".join(f"> {line}".rstrip() + "\n" for line in text.split("\n"))

    assert same_notice(printed(mail(NOTICE, date=layout.date)), printed(mail(text, sender="mara@seller.example")))

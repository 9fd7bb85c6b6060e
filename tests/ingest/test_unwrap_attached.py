"""Notices that were forwarded as attached mails, and forwards of forwards, are unwrapped to the innermost."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from config.errors import ItemError
from config.limits import Limits
from config.words import Verdict
from ingest.item import RawItem
from ingest.read import open_item
from tests.ingest.forward_styles import STYLES
from tests.ingest.forwarding import COMMENT, NOTICE, NOW, PLAIN, SENDERS, body, mail, opened, written


def attached(inner: bytes, text: str = "see attached", **headers: str) -> bytes:
    """A mail with another attached."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = headers.get("sender", "Mara <mara@seller.example>"), "intake@seller.example"
    message["Subject"], message["Date"] = "Fwd", "Mon, 16 Mar 2026 08:15:00 +0100"
    message["Authentication-Results"] = "mx.seller.example; dkim=pass header.d=amazon.com"
    message.set_content(text)
    message.add_attachment(message_from_bytes(inner, policy=SMTP))
    return message.as_bytes()


DIRECT = (
    b"Authentication-Results: mx.seller.example; dkim=pass header.d=amazon.com\r\n"
    b"From: Amazon <notice@amazon.com>\r\nTo: ops@seller.example\r\nSubject: Policy Warning\r\n"
    b"Date: Thu, 12 Mar 2026 09:14:24 -0700\r\nMessage-ID: <inner@amazon.com>\r\n\r\nHello from Amazon.com\r\n"
)


@pytest.mark.parametrize("levels", [1, 2, 5])
def test_attached_mail_wins_at_any_depth(levels: int) -> None:
    """The innermost attached notice gives sender, date and id; each level is a forward, outermost first."""
    data = DIRECT
    for level in range(levels):
        data = attached(data, f"level {level}", sender=f"c{level}@seller.example")

    message = opened(data)

    assert message.message_id == "inner@amazon.com"
    assert message.date == datetime(2026, 3, 12, 9, 14, 24, tzinfo=timezone(timedelta(hours=-7)))
    assert [one.comment for one in message.forwards] == [f"level {level}" for level in reversed(range(levels))]


def test_attached_proof_is_no_proof() -> None:
    """A pass that stands in an attached mail, or in the forwarder's own header, leaves the notice unverified."""
    message = opened(attached(DIRECT))

    assert message.authenticity.verdict is Verdict.UNVERIFIED
    assert message.authenticity.reasons == ("auth.forwarded: rfc822",)


def test_too_many_wrappers_are_refused() -> None:
    """More forwards than the limit are an error that names the limit."""
    data = DIRECT
    for _ in range(4):
        data = attached(data)

    with pytest.raises(ItemError, match=r"limit\.nesting_depth"):
        open_item(RawItem("a.eml", NOW, data), Limits(nesting_depth=3), SENDERS, ())


def test_forward_inside_an_attached_forward() -> None:
    """A colleague's inline forward that another attached is unwrapped to the notice."""
    message = opened(attached(mail(written(STYLES[0], COMMENT, NOTICE), PLAIN), sender="boss@seller.example"))

    assert [one.style for one in message.forwards] == ["rfc822", "gmail"]
    assert body(message) == NOTICE


def test_chain_of_inline_forwards() -> None:
    """Of a forward in a forward both wrappers are kept, and the notice is the innermost."""
    inner = written(STYLES[12], "Bitte ansehen", NOTICE)
    head = STYLES[0].head.replace("Amazon <notice@amazon.com>", "Tjark <tjark@partner.example>")

    message = opened(mail(f"And now you\n\n{head}{inner}", PLAIN))

    assert [(one.style, one.sender.address if one.sender else "") for one in message.forwards] == [
        ("gmail", "mara@seller.example"),
        ("outlook", "tjark@partner.example"),
    ]
    assert [one.comment for one in message.forwards] == ["And now you", "Bitte ansehen"]
    assert body(message) == NOTICE

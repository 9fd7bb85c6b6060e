"""What a notice quotes and what a colleague wrote is kept apart; what wraps no notice stays as it is."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from tests.ingest.forward_styles import RULE, STYLES
from tests.ingest.forwarding import COMMENT, NOTICE, PLAIN, body, mail, opened, quote, written

APPEAL = "Dear team,\n\nroot cause: our packer erred with B0OWNWORDS.\nWe answer within 5 days."
QUOTES = {
    "outlook block": f"-----Original Message-----\nFrom: Ops <ops@seller.example>\nSent: Monday, March 9, 2026 1:00 PM\nTo: Amazon <appeals@amazon.com>\nSubject: Appeal\n\n{APPEAL}",
    "attribution": "On Mon, Mar 9, 2026 at 1:00 PM Ops <ops@seller.example> wrote:\n\n" + quote(APPEAL),
    "german attribution": "Am 09.03.2026 um 13:00 schrieb Ops <ops@seller.example>:\n" + quote(APPEAL),
    "quote marks alone": quote(APPEAL),
    "chinese block": f"发件人: ops@seller.example\n发送时间: 2026年3月9日 13:00\n收件人: Amazon\n主题: 申诉\n\n{APPEAL}",
}


@pytest.mark.parametrize("quoted", QUOTES.values(), ids=QUOTES.keys())
@pytest.mark.parametrize("forwarded", [False, True], ids=["direct", "forwarded"])
def test_quoted_appeal_is_kept_apart(quoted: str, forwarded: bool) -> None:
    """The seller's appeal that a refusal quotes is no part of the body but of the own words."""
    refusal = f"Hello,\n\nyour appeal for B0TESTAAA1 on Amazon.com was refused.\n\nSeller Performance\n\n{quoted}"
    text = written(STYLES[0], COMMENT, refusal) if forwarded else refusal

    message = opened(mail(text, PLAIN, sender="mara@seller.example" if forwarded else "notice@amazon.com"))

    assert "B0TESTAAA1" in body(message)
    assert "B0OWNWORDS" not in body(message)
    assert any("B0OWNWORDS" in words for words in message.own_words)


def test_draft_below_a_forwarded_notice_is_kept_apart() -> None:
    """A colleague's draft below a rule under a forwarded notice is no part of the notice."""
    draft = f"\n{RULE}\nDraft plan of action\n\nWe changed the supplier of B0OWNWORDS."

    message = opened(mail(written(STYLES[9], COMMENT, NOTICE + draft), PLAIN))

    assert body(message) == NOTICE
    assert "B0OWNWORDS" in message.own_words[0]


UNTOUCHED = {
    "unrelated mail": (
        "Shall we meet on Monday?\nFrom: the station\nTo: the office",
        "mara@seller.example",
        "intake@seller.example",
    ),
    "our own appeal": (
        f"Dear team,\nplease find our plan.\n\nOn Thu, Mar 12, 2026 at 6:02 PM Amazon <notice@amazon.com> wrote:\n\n{quote(NOTICE)}",
        "mara@seller.example",
        "appeals@amazon.com",
    ),
    "notice that lists fields": (
        "Your listing is removed.\n\nTo: reinstate it\nDate: send an invoice\n\nAmazon.com",
        "notice@amazon.com",
        "intake@seller.example",
    ),
    "forward of an invoice": (
        "see below\n\n---------- Forwarded message ---------\nFrom: Freight <bill@freight.example>\nDate: Thu, Mar 12, 2026 at 6:02 PM\nSubject: Invoice\nTo: <ops@seller.example>\n\nPlease pay.",
        "mara@seller.example",
        "intake@seller.example",
    ),
}


@pytest.mark.parametrize(("text", "sender", "to"), UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_what_is_no_forwarded_notice_stays_as_it_is(text: str, sender: str, to: str) -> None:
    """A mail that wraps no notice is not unwrapped and loses nothing."""
    message = opened(mail(text, PLAIN, subject="Monday", sender=sender, to=to))

    assert message.forwards == ()
    assert message.own_words == ()
    assert body(message) == text.strip()
    assert message.date == datetime(2026, 3, 16, 8, 15, tzinfo=timezone(timedelta(hours=1)))

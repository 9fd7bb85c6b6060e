"""Forwards of forwards, whole conversations, lists, words below a quotation: each part goes where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ItemError
from config.limits import Limits
from config.senders import load_senders
from config.words import Verdict
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item
from tests.ingest.forward_layouts import LAYOUTS, WHO, Layout

SENDERS = load_senders()
NOTICE = "Hello,\n\nyour listing on Amazon.com was removed. ASIN: B0TESTAAA1\n\nSeller Performance Team"


def mail(text: str, *, subtype: str = "plain", attached: tuple[bytes, ...] = (), **header: str) -> bytes:
    """A mail of a colleague's, with mails attached."""
    from email import message_from_bytes

    message = EmailMessage(policy=SMTP)
    given_header = {"From": "Mara <mara@seller.example>", "To": "intake@seller.example", "Subject": "Fwd: x", **header}
    for name, value in given_header.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Mon, 16 Mar 2026 08:15:00 +0100"
    message.set_content(text, subtype=subtype)
    for data in attached:
        message.add_attachment(message_from_bytes(data, policy=SMTP))
    return message.as_bytes()


def opened(data: bytes) -> Message:
    """The message in bytes."""
    return open_item(
        RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), data), Limits(), SENDERS, ("mx.seller.example",)
    )


def body(message: Message) -> str:
    """The text of the body."""
    return (message.parts[0].text or "").strip()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("----- Forwarded message from Amazon <notice@amazon.com> -----", "----- End forwarded message -----"),
        ("-------- Пересылаемое сообщение --------", "-------- Конец пересылаемого сообщения --------"),
    ],
)
def test_words_under_a_closed_forward_are_the_forwarders(first: str, last: str) -> None:
    """Where a program closes the forward with a line, what stands below it is a comment and no word of the notice."""
    head = f"From: {WHO}\nDate: Thu, 12 Mar 2026 18:02:00 +0100\nTo: ops@seller.example\nSubject: Policy Warning\n"
    found = opened(mail(f"Please look.\n\n{first}\n\n{head}\n{NOTICE}\n\n{last}\n\nB0COLLEAGU is fine.\nMara"))

    assert body(found) == NOTICE
    assert found.forwards[0].comment == "Please look.\n\nB0COLLEAGU is fine.\nMara"


@pytest.mark.parametrize(
    "line", ["Please answer until 12.03.2026 18:00, it is urgent for all of us!", "See 12.03.2026"]
)
def test_a_date_of_the_forwarder_is_none_of_the_notice(line: str) -> None:
    """What stands above a header that states no date is taken for its date only where it is a date and a time."""
    found = opened(mail(f"{line}\nFrom: {WHO}\nTo: ops@seller.example\nSubject: Policy Warning\n\n{NOTICE}"))

    assert found.date is None
    assert found.forwards[0].comment == line


CHAINED = [layout for layout in LAYOUTS if layout.program != "yahoo-glued"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(CHAINED), min_size=1, max_size=4), st.integers(0, 2))
def test_any_chain_of_forwards_gives_the_notice(chain: list[Layout], attachments: int) -> None:
    """Whatever programs forwarded it in whatever languages, inline and attached, the innermost notice comes out."""
    text = NOTICE
    for level, layout in enumerate(chain):
        head = layout.head
        if level:
            head = head.replace("Amazon", "Tjark").replace("notice@amazon.com", "tjark@partner.example")
        text = replace(layout, head=head).written(f"comment {level}", text)
    data = mail(text)
    for _ in range(attachments):
        data = mail("see attached", attached=(data,))

    message = opened(data)

    assert message.sender is not None
    assert message.sender.address == "notice@amazon.com"
    assert message.date == chain[0].date
    assert body(message).split() == NOTICE.split()
    comments = " ".join(one.comment for one in message.forwards)
    assert all(f"comment {level}" in comments for level in range(len(chain)))
    assert message.own_words == ()


BELOW = {
    "plain": (f"Begin forwarded message:\n\n> From: {WHO}\n> Subject: s\n> To: ops@seller.example\n>\n", "plain"),
    "html": (
        '<div><blockquote type="cite"><div>Begin forwarded message:</div><br>'
        "<div><b>From: </b>Amazon &lt;notice@amazon.com&gt;</div>"
        "<div><b>Subject: </b>s</div><div><b>To: </b>ops@seller.example</div><br>",
        "html",
    ),
}


@pytest.mark.parametrize(("head", "subtype"), BELOW.values(), ids=BELOW.keys())
def test_words_below_the_quotation_are_the_forwarders(head: str, subtype: str) -> None:
    """What a forwarder writes under the quoted notice is kept as their comment and is no part of it."""
    if subtype == "html":
        told = "<p>your listing on Amazon.com was removed</p>"
        text = f"<p>please look</p>{head}{told}</blockquote></div><p>I sold B0COLLEAGU.</p>"
    else:
        text = f"please look\n\n{head}> your listing on Amazon.com was removed\n\nI sold B0COLLEAGU.\n"

    message = opened(mail(text, subtype=subtype))

    assert "was removed" in body(message)
    assert "B0COLLEAGU" not in body(message)
    assert message.forwards[0].comment == "please look\n\nI sold B0COLLEAGU."


QUOTED_APPEALS = {
    "cite": ('<blockquote type="cite">', True),
    "gmail": ('<blockquote class="gmail_quote" style="margin:0">', True),
    "an indent of the marketplace's own": ("<blockquote>", False),
}


@pytest.mark.parametrize(("tag", "apart"), QUOTED_APPEALS.values(), ids=QUOTED_APPEALS.keys())
def test_quotation_in_html_without_a_line_over_it(tag: str, apart: bool) -> None:
    """A marked quotation at the end of a marketplace's answer is the seller's; a plain indent is not."""
    markup = (
        f"<p>Hello from Amazon.com</p><p>your appeal was refused</p>{tag}<p>Our plan</p><p>B0OWNWORDS</p></blockquote>"
    )

    message = opened(mail(markup, subtype="html", From="Amazon <notice@amazon.com>", Subject="Appeal"))

    assert ("B0OWNWORDS" in " ".join(message.own_words)) == apart
    assert ("B0OWNWORDS" not in body(message)) == apart


CONVERSATION = """Both below.

---------- Forwarded conversation ---------
Subject: Policy Warning
------------------------

From: Amazon <notice@amazon.com>
Date: Mon, Mar 9, 2026 at 9:00 AM
To: <ops@seller.example>


Your listing B0FIRSTAAA was removed.

----------
From: Ops <ops@seller.example>
Date: Tue, Mar 10, 2026 at 9:00 AM
To: Amazon <notice@amazon.com>


Our plan for B0OWNWORDS.

----------
From: Amazon <notice@amazon.com>
Date: Thu, Mar 12, 2026 at 9:00 AM
To: <ops@seller.example>


Your appeal for B0TESTAAA1 was refused.
"""


def test_of_a_whole_conversation_the_newest_notice_is_read() -> None:
    """Gmail forwards a conversation oldest first; what came before the newest notice is kept apart."""
    message = opened(mail(CONVERSATION))

    assert body(message) == "Your appeal for B0TESTAAA1 was refused."
    assert message.date == datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
    assert message.forwards[0].comment == "Both below."
    assert "B0FIRSTAAA" in message.own_words[0]
    assert "B0OWNWORDS" in message.own_words[1]


def direct(number: int) -> bytes:
    """A notice straight from the marketplace."""
    return mail(
        f"Hello from Amazon.com, B0TESTAAA{number}",
        From="Amazon <notice@amazon.com>",
        Subject=f"Notice {number}",
        Message_ID=f"<{number}@amazon.com>",
    )


def test_several_notices_attached_are_not_half_read() -> None:
    """A mail that attaches two notices is held back with both named; the same notice twice is one."""
    with pytest.raises(ItemError, match=r"forward\.several: 2 notices are attached: Notice 1, Notice 2"):
        opened(mail("two", attached=(direct(1), direct(2))))

    assert opened(mail("twice", attached=(direct(1), direct(1)))).message_id == "1@amazon.com"


def test_other_mail_attached_beside_the_notice_is_named() -> None:
    """A colleague's own mail that is attached beside the notice is no part of it, and the repairs say so."""
    other = mail("our invoice", Subject="Invoice")

    message = opened(mail("both", attached=(other, direct(1))))

    assert message.message_id == "1@amazon.com"
    assert any("is not part of the notice" in repair for repair in message.repairs)


def test_mailbox_that_is_named_after_the_marketplace_may_forward() -> None:
    """A seller's own mailbox called `Amazon Support` is no deceit when it forwards."""
    text = LAYOUTS[0].written("look", NOTICE)

    message = opened(mail(text, From="Amazon Support <amazon@seller.example>"))

    assert message.sender is not None
    assert message.sender.address == "notice@amazon.com"
    assert message.authenticity.verdict is Verdict.UNVERIFIED


def test_mailing_list_that_rewrites_the_sender() -> None:
    """A group that puts its own address into From is unwrapped by the header that names the original sender."""
    data = mail(
        "Hello from Amazon.com",
        From="'Amazon' via Ops <ops@seller.example>",
        Subject="Policy Warning",
        X_Original_From="Amazon <notice@amazon.com>",
        Authentication_Results="mx.seller.example; dkim=pass header.d=seller.example",
    )

    message = opened(data)

    assert message.sender is not None
    assert message.sender.address == "notice@amazon.com"
    assert message.authenticity.reasons == ("auth.forwarded: list",)


def test_list_header_alone_changes_nothing() -> None:
    """A header that names another sender counts only where From says that a list wrote it."""
    message = opened(mail("Hello", From="Eve <eve@evil.example>", X_Original_From="Amazon <notice@amazon.com>"))

    assert message.sender is not None
    assert message.sender.address == "eve@evil.example"


@pytest.mark.parametrize(
    "subject", ["[EXTERNAL] Fwd: Policy Warning", "***SPAM*** WG: Re: Policy Warning", "转发：Policy Warning"]
)
def test_tags_before_a_forwarded_subject(subject: str) -> None:
    """What gateways put before a subject hides neither the forward nor the subject."""
    text = "look\n\nFrom: Amazon\nTo: ops@seller.example\nDate: 12 March 2026 18:02\n\nHello from Amazon.com"

    message = opened(mail(text, Subject=subject))

    assert [one.style for one in message.forwards] == ["inline"]
    assert message.subject == "Policy Warning"

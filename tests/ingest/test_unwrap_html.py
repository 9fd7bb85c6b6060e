"""Forwards as mail programs write them in HTML give back the notice with its markup."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from config.limits import Limits
from config.senders import load_senders
from ingest.body_lines import cut, lines_of
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item

SENDERS = load_senders()
NOTICE = (
    "<p>Hello,</p><table><tr><td>ASIN</td><td>B0TESTAAA1</td></tr></table>"
    '<p>See <a href="https://sellercentral.amazon.com/gp/help/201361070">this page</a> of Amazon.com</p>'
)
FORWARDS = {
    "gmail": '<div dir="ltr">please look<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>'
    'From: <strong class="gmail_sendername" dir="auto">Amazon</strong> <span dir="auto">&lt;<a href="mailto:notice@amazon.com">notice@amazon.com</a>&gt;</span><br>'
    'Date: Thu, Mar 12, 2026 at 6:02\u202fPM<br>Subject: Policy Warning<br>To:  &lt;<a href="mailto:ops@seller.example">ops@seller.example</a>&gt;<br></div><br><br>'
    f"{NOTICE}</div></div>",
    "outlook": '<html><head><style>p.MsoNormal{margin:0}</style></head><body><div class="WordSection1"><p class="MsoNormal">please look<o:p></o:p></p><p class="MsoNormal">&nbsp;</p>'
    '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b><span>From:</span></b><span> Amazon &lt;notice@amazon.com&gt; <br>\n<b>Sent:</b> Thursday, March 12, 2026 6:02 PM<br>\n'
    "<b>To:</b> Mara &lt;mara@seller.example&gt;<br>\n<b>Subject:</b> Policy Warning<o:p></o:p></span></p></div></div>"
    f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p>{NOTICE}</div></body></html>',
    "outlook web": '<div>please look</div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font><b>Von:</b> Amazon &lt;notice@amazon.com&gt;<br>'
    "<b>Gesendet:</b> Donnerstag, 12. März 2026 18:02<br><b>An:</b> Mara &lt;mara@seller.example&gt;<br><b>Betreff:</b> Policy Warning</font><div>&nbsp;</div></div>"
    f"{NOTICE}",
    "apple": '<html><body>please look<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">'
    '<div><span><b>From: </b></span><span>Amazon &lt;<a href="mailto:notice@amazon.com">notice@amazon.com</a>&gt;<br></span></div>'
    "<div><span><b>Subject: </b></span><span><b>Policy Warning</b><br></span></div><div><span><b>Date: </b></span><span>March 12, 2026 at 6:02:00 PM UTC<br></span></div>"
    f"<div><span><b>To: </b></span><span>ops@seller.example<br></span></div><br>{NOTICE}</blockquote></div></body></html>",
    "thunderbird": '<p>please look</p><div class="moz-forward-container"><br><br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody>'
    '<tr><th valign="BASELINE">Subject: </th><td>Policy Warning</td></tr><tr><th>Date: </th><td>Thu, 12 Mar 2026 18:02:00 +0000</td></tr>'
    '<tr><th>From: </th><td>Amazon <a href="mailto:notice@amazon.com">&lt;notice@amazon.com&gt;</a></td></tr><tr><th>To: </th><td>ops@seller.example</td></tr>'
    f"</tbody></table><br><br>{NOTICE}</div>",
    "qq": '<div>please look</div><div><br></div><div style="font-size: 12px;">------------------&nbsp;原始邮件&nbsp;------------------</div>'
    '<div style="font-size: 12px;background:#efefef;"><div><b>发件人:</b>&nbsp;"Amazon"&lt;notice@amazon.com&gt;;</div><div><b>发送时间:</b>&nbsp;2026年3月12日(星期四) 晚上6:02</div>'
    '<div><b>收件人:</b>&nbsp;"ops"&lt;ops@seller.example&gt;;<wbr></div><div></div><div><b>主题:</b>&nbsp;Policy Warning</div></div><div><br></div>'
    f"{NOTICE}",
    "foxmail": '<div>please look</div><blockquote><div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt"><div style="background:#EFEFEF">'
    '<div><b>发件人:</b>&nbsp;<a href="mailto:notice@amazon.com">Amazon</a> &lt;notice@amazon.com&gt;</div><div><b>发送时间:</b>&nbsp;2026-03-12&nbsp;18:02</div>'
    f"<div><b>收件人:</b>&nbsp;ops@seller.example</div><div><b>主题:</b>&nbsp;Policy Warning</div></div></div>{NOTICE}</blockquote>",
    "netease": '<div>please look</div><div class="ne-quoted-Flag"><div style="font-size:12px">---- 转发的邮件 ----</div><div style="background:#f2f2f2"><table><tr><td>发件人</td><td>Amazon&lt;notice@amazon.com&gt;</td></tr>'
    "<tr><td>发送日期</td><td>2026年03月12日 18:02</td></tr><tr><td>收件人</td><td>ops@seller.example</td></tr><tr><td>主题</td><td>Policy Warning</td></tr></table></div>"
    f"{NOTICE}</div>",
    "yahoo": '<div class="ydp">please look</div><div id="yahoo_quoted"><div>----- Forwarded Message -----</div><div><b>From:</b> Amazon &lt;notice@amazon.com&gt;</div>'
    '<div><b>To:</b> "ops@seller.example" &lt;ops@seller.example&gt;</div><div><b>Sent:</b> Thursday, March 12, 2026 at 06:02:00 PM UTC</div><div><b>Subject:</b> Policy Warning</div>'
    f"<div><br></div>{NOTICE}</div>",
    "pre": "<pre>please look\n\n-----Original Message-----\nFrom: Amazon &lt;notice@amazon.com&gt;\nSent: Thursday, March 12, 2026 6:02 PM\nTo: Mara\nSubject: Policy Warning\n\n</pre>"
    f"{NOTICE}",
}


def opened(markup: str, sender: str = "mara@seller.example") -> Message:
    """The message in an HTML mail."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, "intake@seller.example", "Fwd: Policy Warning"
    message["Date"] = "Mon, 16 Mar 2026 08:15:00 +0100"
    message.set_content(markup, subtype="html")
    return open_item(RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), message.as_bytes()), Limits(), SENDERS, ())


@pytest.mark.parametrize("markup", FORWARDS.values(), ids=FORWARDS.keys())
def test_html_forward(markup: str) -> None:
    """The header is recovered, comment and header are gone from the markup, table and link of the notice are there."""
    message = opened(markup)

    text = message.parts[0].text or ""
    assert message.sender is not None
    assert message.sender.address == "notice@amazon.com"
    assert message.date == datetime(2026, 3, 12, 18, 2, tzinfo=UTC)
    assert message.subject == "Policy Warning"
    assert message.forwards[0].comment == "please look"
    assert NOTICE in text
    assert "please look" not in text
    assert "notice@amazon.com" not in text


def test_quoted_appeal_in_html_is_kept_apart() -> None:
    """What a marketplace's HTML answer quotes of the seller is own words."""
    quoted = '<div class="gmail_quote"><div>On Mon, Mar 9, 2026 at 1:00 PM Ops &lt;ops@seller.example&gt; wrote:<br></div><blockquote><p>Our B0OWNWORDS plan</p></blockquote></div>'

    message = opened(f"{NOTICE}{quoted}", sender="notice@amazon.com")

    assert "B0OWNWORDS" not in (message.parts[0].text or "")
    assert "B0TESTAAA1" in (message.parts[0].text or "")
    assert "B0OWNWORDS" in message.own_words[0]


def test_lines_cover_the_source_without_gaps() -> None:
    """The lines of HTML cover it from its first to its last character, so that no cut loses anything."""
    for markup in FORWARDS.values():
        lines = lines_of("text/html", markup)

        assert lines[0].start == 0
        assert lines[-1].end == len(markup)
        assert all(a.end == b.start for a, b in itertools.pairwise(lines))
        assert cut("text/html", markup, lines) == markup


def test_cut_gives_open_tags_back() -> None:
    """A stretch cut out of HTML is shown within the elements that were open there."""
    markup = '<style>.x{color:red}</style><div class="x"><p>one</p><p>two</p></div>'
    lines = [line for line in lines_of("text/html", markup) if line.text == "two"]

    assert cut("text/html", markup, tuple(lines)).startswith('<style>.x{color:red}</style><div class="x">')


def test_offset_of_the_program_is_kept() -> None:
    """An offset that the header states is kept as it is."""
    message = opened(FORWARDS["apple"].replace("6:02:00 PM UTC", "6:02:00 PM GMT+2"))

    assert message.date == datetime(2026, 3, 12, 18, 2, tzinfo=timezone(timedelta(hours=2)))
    assert message.date.utcoffset() == timedelta(hours=2)

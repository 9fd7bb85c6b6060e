"""Mails that forward a notice, made and opened."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from config.limits import Limits
from config.senders import load_senders
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item
from tests.ingest.forward_styles import Style

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SENDERS = load_senders()
NOTICE = """Hello,

your listing on Amazon.com was removed. ASIN: B0TESTAAA1

Why did this happen?
We were told that it may infringe a trademark. Read https://sellercentral.amazon.com/gp/help/201361070

> not a quotation of ours, the notice has this line

Seller Performance Team"""
COMMENT = "Can you take this one?\nB0COLLEAGU is fine by the way.\n\nBest\nMara"
PLAIN, HTML = "plain", "html"


def quote(text: str) -> str:
    """The text with a quote mark before every line."""
    return "".join(f"> {line}\n" for line in text.split("\n"))


def written(style: Style, comment: str, notice: str) -> str:
    """The text of a forward."""
    if style.style == "reply":
        return f"{comment}\n\n{style.head}{quote(notice)}"
    if style.quoted:
        marker, _, rest = style.head.partition("\n\n")
        return f"{comment}\n\n{marker}\n\n{quote(rest + notice)}"
    return f"{comment}\n\n{style.head}{notice}\n"


def mail(
    text: str,
    kind: str,
    subject: str = "Fwd: Policy Warning",
    sender: str = "mara@seller.example",
    to: str = "intake@seller.example",
) -> bytes:
    """A mail with a text, as plain text or as HTML."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = f"Mara Lind <{sender}>", to, subject
    message["Date"], message["Message-ID"] = "Mon, 16 Mar 2026 08:15:00 +0100", "<outer@seller.example>"
    if kind == HTML:
        lines = html.escape(text).replace("\t", " ").split("\n")
        message.set_content(
            "<html><body><div>" + "</div>\n<div>".join(line or "<br>" for line in lines) + "</div></body></html>",
            subtype="html",
        )
    else:
        message.set_content(text)
    return message.as_bytes()


def opened(data: bytes) -> Message:
    """The message in bytes."""
    return open_item(RawItem("a.eml", NOW, data), Limits(), SENDERS, ("mx.seller.example",))


def body(message: Message) -> str:
    """The body as lines of text, whatever its type."""
    part = message.parts[0]
    assert part.name == "body"
    assert part.text is not None
    if part.media_type == "text/plain":
        return part.text.strip()
    from selectolax.lexbor import LexborHTMLParser

    markup = part.text.replace("</div>", "\n</div>")
    return "\n".join(line.strip() for line in LexborHTMLParser(markup).text().split("\n")).strip()

"""Mails made for the verdict, and the verdict on them as the whole reading gives it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache

from config.limits import Limits
from config.rules import Rules, load_rules
from config.senders import Senders, load_senders
from ingest.item import RawItem
from ingest.message import Authenticity
from ingest.read import open_item

TRUSTED = "mx.seller.example"
PASS = f"{TRUSTED}; dkim=pass header.d=amazon.com; spf=pass smtp.mailfrom=bounces.amazon.com; dmarc=pass"


@cache
def senders() -> Senders:
    """The shipped senders."""
    return load_senders()


@cache
def rules() -> Rules:
    """The shipped rules."""
    return load_rules()


def mail(
    text: str = "Hello from Amazon.com",
    *,
    html: str = "",
    sender: str = "Amazon <notice@amazon.com>",
    reply_to: str = "",
    results: str = "",
    subject: str = "Policy Warning",
    extra: str = "",
) -> bytes:
    """A mail as bytes; `results` is the Authentication-Results header, `extra` one more header line."""
    message = EmailMessage(policy=SMTP)
    message.set_content(html or text, subtype="html" if html else "plain", charset="utf-8")
    name, _, address = sender.rpartition("<")
    encoded = f"{_word(name.strip())} <{address}" if name.strip() and not sender.isascii() else sender
    lines = [f"Authentication-Results: {results}"] if results else []
    lines += [f"From: {encoded}", "To: ops@seller.example", f"Subject: {subject}"]
    lines += ["Date: Thu, 12 Mar 2026 09:14:24 -0700"] + ([f"Reply-To: {reply_to}"] if reply_to else [])
    lines += [extra] if extra else []
    return "\r\n".join(lines).encode() + b"\r\n" + message.as_bytes()


def _word(text: str) -> str:
    """A name as an encoded word (RFC 2047)."""
    from email.header import Header

    return Header(text.strip('"'), "utf-8").encode()


def judged(data: bytes) -> Authenticity:
    """The verdict on a mail."""
    item = RawItem("a.eml", datetime(2026, 6, 1, tzinfo=UTC), data)
    return open_item(item, Limits(), senders(), (TRUSTED,)).authenticity

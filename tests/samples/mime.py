"""Writes mail byte by byte, so that a sample shows exactly the layout that it is named after.

Boundaries, message ids and all else that mail programs draw by chance are derived from a word.
RFC 5322 (headers), RFC 2045-2047 (MIME), RFC 8601 (Authentication-Results).
"""

from __future__ import annotations

import base64
import hashlib
import html
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from urllib.parse import quote

OUR_SERVER = "mx.seller.example"
"""The server whose Authentication-Results the tests trust."""


def token(seed: str, length: int = 16) -> str:
    """Hexadecimal digits that depend on `seed` alone."""
    return hashlib.sha256(seed.encode()).hexdigest()[:length]


def at(text: str) -> datetime:
    """The time that `2026-02-09T10:22:41-08:00` says."""
    return datetime.fromisoformat(text)


def encoded(text: str, charset: str = "utf-8") -> str:
    """A header value, in encoded words where it is not plain ASCII."""
    return text if text.isascii() else Header(text, charset, maxlinelen=72).encode()


def text_part(text: str, subtype: str = "plain", charset: str = "utf-8", coding: str = "quoted-printable") -> bytes:
    """A text part with its own headers; `coding` is a Content-Transfer-Encoding."""
    head = f'Content-Type: text/{subtype}; charset="{charset}"\nContent-Transfer-Encoding: {coding}\n\n'
    raw = (text.rstrip("\n") + "\n").encode(charset)
    if coding == "base64":
        raw = base64.encodebytes(raw)
    elif coding == "quoted-printable":
        raw = quopri.encodestring(raw)
    return head.encode() + raw


def file_part(name: str, data: bytes, media_type: str = "application/pdf") -> bytes:
    """An attached file, its name by RFC 2231 where it is not ASCII."""
    named = f'filename="{name}"' if name.isascii() else f"filename*=UTF-8''{quote(name)}"
    head = (
        f"Content-Type: {media_type}\nContent-Disposition: attachment; {named}\nContent-Transfer-Encoding: base64\n\n"
    )
    return head.encode() + base64.encodebytes(data)


def message_part(mail: bytes) -> bytes:
    """A whole mail attached as message/rfc822."""
    return b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + mail


def multipart(subtype: str, parts: Sequence[bytes], seed: str) -> bytes:
    """Parts between boundaries, with the Content-Type header in front."""
    boundary = "----=_Part_" + token(seed + subtype)
    body = b"".join(b"--" + boundary.encode() + b"\n" + part.rstrip(b"\n") + b"\n" for part in parts)
    return (
        f'Content-Type: multipart/{subtype}; boundary="{boundary}"\n\n'.encode() + body + f"--{boundary}--\n".encode()
    )


def with_headers(headers: Sequence[tuple[str, str]], body: bytes) -> bytes:
    """A mail: header lines, then a part that brings its own Content headers."""
    lines = "".join(f"{name}: {value}\n" for name, value in headers)
    return lines.encode("ascii") + b"MIME-Version: 1.0\n" + body


def in_crlf(mail: bytes) -> bytes:
    """The mail with the line ends of the wire, as most programs save it."""
    return mail.replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as it arrives: who, when, about what, and what the receiving server says of it."""

    seed: str
    sender: tuple[str, str]
    to: str
    subject: str
    date: datetime
    charset: str = "utf-8"
    judged_by: str | None = None
    """The server that wrote Authentication-Results; None when there is none."""
    signed: str | None = None
    """The domain whose DKIM signature held; None: none did."""
    reply_to: str | None = None
    """Message id of the mail that this one answers, without brackets."""

    @property
    def message_id(self) -> str:
        """The id without brackets."""
        return f"{token(self.seed, 24)}@{self.sender[1].rpartition('@')[2]}"

    def headers(self) -> list[tuple[str, str]]:
        """The header lines in the order in which servers put them."""
        domain = self.sender[1].rpartition("@")[2]
        lines = [("Return-Path", f"<{token(self.seed + 'bounce', 20)}@bounces.{domain}>")]
        stamp = format_datetime(self.date)
        lines.append(("Received", f"from out.{domain} (out.{domain}) by {OUR_SERVER} with ESMTPS;\n {stamp}"))
        if self.judged_by:
            lines.append(("Authentication-Results", self._verdict(domain)))
        lines += [
            ("From", formataddr(self.sender, self.charset)),
            ("To", self.to),
            ("Subject", encoded(self.subject, self.charset)),
            ("Date", stamp),
            ("Message-ID", f"<{self.message_id}>"),
        ]
        if self.reply_to:
            lines += [("In-Reply-To", f"<{self.reply_to}>"), ("References", f"<{self.reply_to}>")]
        return lines

    def _verdict(self, domain: str) -> str:
        if self.signed is None:
            return f"{self.judged_by};\n dkim=none;\n spf=none smtp.mailfrom=bounces.{domain}"
        return (
            f"{self.judged_by};\n dkim=pass header.d={self.signed} header.s={token(self.signed, 8)};\n"
            f" spf=pass smtp.mailfrom=bounces.{domain};\n dmarc=pass header.from={domain}"
        )

    def holding(self, body: bytes) -> bytes:
        """The whole mail around a part."""
        return with_headers(self.headers(), body)


_URL = re.compile(r"https?://[!-;=?-~]+")
_MARK = re.compile(r"^\*\*(.+)\*\*$")


def page(inner: str, language: str, preheader: str = "", title: str = "") -> str:
    """An HTML mail: a white sheet on grey, and a preheader that no reader sees."""
    hidden = (
        f'<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#ffffff">{preheader}</div>\n'
        if preheader
        else ""
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>\n'
        "<style>body{background:#f2f2f2;font-family:Arial,sans-serif;font-size:14px;color:#111111}"
        ".sheet{background:#ffffff;width:640px;margin:auto;padding:24px}h3{margin:18px 0 4px}"
        "td{border:1px solid #cccccc;padding:4px 8px}</style></head>\n"
        f'<body>\n{hidden}<div class="sheet">\n{inner}\n</div>\n</body></html>'
    )


def _line_to_html(line: str) -> str:
    linked, end = "", 0
    for found in _URL.finditer(line):
        url = found.group().rstrip(".,;)")
        linked += html.escape(line[end : found.start()]) + f'<a href="{html.escape(url)}">{html.escape(url)}</a>'
        end = found.start() + len(url)
    return linked + html.escape(line[end:])


def text_to_html(text: str) -> str:
    """Our plain text as HTML: blank lines part paragraphs, `**...**` alone on a line is a heading, URLs are links."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        inner: list[str] = []
        for line in block.split("\n"):
            heading = _MARK.match(line)
            inner.append(f"<b>{html.escape(heading[1])}</b>" if heading else _line_to_html(line))
        blocks.append("<p>" + "<br>\n".join(inner) + "</p>")
    return "\n".join(blocks)


def text_to_plain(text: str) -> str:
    """Our text without heading marks."""
    return "\n".join(_MARK.sub(r"\1", line) for line in text.strip().split("\n"))


def both_ways(text: str, language: str, seed: str, preheader: str = "") -> bytes:
    """multipart/alternative: the same text plain and as HTML."""
    rich = page(text_to_html(text), language, preheader)
    return multipart("alternative", [text_part(text_to_plain(text)), text_part(rich, "html")], seed)

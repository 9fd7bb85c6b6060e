"""Texts, web pages and mails with values in every place that such a file has."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from email.policy import SMTP

from tests.assemble.redact import image_plants, pdf_text_plants
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]


def _lines(plants: Sequence[Plant]) -> str:
    return "\n".join((*FILLER, *(f"{p.sentence}, please" for p in plants)))


def plain(plants: Sequence[Plant]) -> bytes:
    """Lines."""
    return _lines(plants).encode()


def full_width(plants: Sequence[Plant]) -> bytes:
    """Digits and letters in their full-width forms, odd dashes and zero-width characters."""
    wide = {ord(c): ord(c) + 0xFEE0 for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"} | {ord("-"): 0x2011}
    rows = [f"{p.label} {p.value.translate(wide)[:4]}\u200b{p.value.translate(wide)[4:]}" for p in plants]
    return "\n".join((*FILLER, *rows)).encode()


def csv(plants: Sequence[Plant]) -> bytes:
    """A table of labels and values."""
    return "\n".join((*FILLER, *(f'"{p.label}","{p.value}"' for p in plants))).encode()


def json_values(plants: Sequence[Plant]) -> bytes:
    """Values and keys, with escapes."""
    value = {"filler": list(FILLER), "rows": [{"label": p.label, "text": p.sentence} for p in plants]}
    value |= {f"{p.label} {p.value}": number for number, p in enumerate(plants)}
    return json.dumps(value).encode()


def _page(body: str, head: str = "") -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in FILLER)
    return f"<html><head>{head}</head><body>{lines}{body}</body></html>".encode()


def html_text(plants: Sequence[Plant]) -> bytes:
    """Paragraphs."""
    return _page("".join(f"<p>{p.sentence}, please</p>" for p in plants))


def html_split(plants: Sequence[Plant]) -> bytes:
    """Every character in an element of its own, some as references."""

    def split(text: str) -> str:
        return "".join(f"<span>{c if n % 3 else f'&#{ord(c)};'}</span>" for n, c in enumerate(text))

    return _page("".join(f"<div>{split(p.sentence)}</div>" for p in plants))


def html_table(plants: Sequence[Plant]) -> bytes:
    """Label and value in two cells."""
    rows = "".join(f"<tr><td>{p.label}</td><td><b>{p.value}</b></td></tr>" for p in plants)
    return _page(f"<table>{rows}</table>")


def html_hidden(plants: Sequence[Plant]) -> bytes:
    """Comments, scripts, styles, hidden elements, attributes, forms, links, data addresses, title and meta."""
    bits = []
    for number, plant in enumerate(plants):
        text = plant.sentence
        bits.append(
            (
                f"<!-- {text} -->",
                f"<script>var x = '{text}'</script>",
                f"<div style='display:none'>{text}</div>",
                f"<img alt='{text}' src='https://x.example/{plant.value}'>",
                f"<input type=hidden value='{text}'><textarea>{text}</textarea>",
                f"<a href='mailto:a@b.example?body={text}'>here</a>",
                f"<p title='{text}' data-v='{plant.value}'>word</p>",
                f"<img src='data:text/plain;base64,{base64.b64encode(text.encode()).decode()}'>",
                f"<svg><text>{text}</text></svg>",
            )[number % 9]
        )
    words = "; ".join(p.sentence for p in plants)
    head = f"<title>{words}</title><meta name=author content='{words}'><style>p::after {{content:'{words}'}}</style>"
    return _page("".join(bits), head)


def _message(plants: Sequence[Plant]) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Notices <notice@amazon.com>", "seller@amazon.com"
    message["Subject"], message["Date"] = "Your papers", "Mon, 02 Mar 2026 09:14:00 +0000"
    return message


def mail_body(plants: Sequence[Plant]) -> bytes:
    """Both bodies."""
    message = _message(plants)
    message.set_content(_lines(plants))
    message.add_alternative(html_text(plants).decode(), subtype="html")
    return message.as_bytes()


def mail_headers(plants: Sequence[Plant]) -> bytes:
    """Every header there is, known ones and others."""
    message = _message(plants)
    for number, plant in enumerate(plants):
        clean = plant.sentence
        message[f"X-Note-{number}"] = clean
        message["Received"] = f"from {plant.value} by mx.example; Mon, 02 Mar 2026 09:14:00 +0000"
        message["Comments"] = clean
    message.replace_header("Subject", "; ".join(p.sentence for p in plants))
    message["Message-ID"] = f"<{base64.b16encode(plants[0].value.encode()).decode()}@x.example>"
    message["Reply-To"] = '"Marta Quillfeather" <marta.quillfeather7@river-11.example>'
    message.set_content("\n".join((*FILLER, "Yours, Marta Quillfeather")))
    return message.as_bytes()


def mail_attachments(plants: Sequence[Plant]) -> bytes:
    """Attached texts, pages, a PDF, a picture; telling file names; a type that has no format."""
    message = _message(plants)
    message.set_content("\n".join(FILLER))
    third = max(1, len(plants) // 3)
    message.add_attachment(plain(plants[:third]), "text", "plain", filename=f"{plants[0].value}.txt")
    message.add_attachment(pdf_text_plants.text(plants[third : 2 * third]), "application", "pdf", filename="paper.pdf")
    message.add_attachment(
        image_plants.png(plants[2 * third :]), "image", "png", filename=f"scan {plants[-1].value}.png"
    )
    message.add_attachment(_lines(plants).encode(), "application", "x-unknown", filename="other.bin")
    return message.as_bytes()


def mail_nested(plants: Sequence[Plant]) -> bytes:
    """A message in a message in a message."""
    message = _message(plants)
    message.set_content(_lines(plants))
    for _ in range(2):
        outer = _message(plants)
        outer.set_content("\n".join((*FILLER, "See below.")))
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


TEXTS: dict[str, tuple[str, Channel]] = {
    "text": ("text/plain", plain),
    "full-width text": ("text/plain", full_width),
    "csv": ("text/csv", csv),
    "json": ("application/json", json_values),
    "html text": ("text/html", html_text),
    "html split": ("text/html", html_split),
    "html table": ("text/html", html_table),
    "html hidden": ("text/html", html_hidden),
    "mail body": ("message/rfc822", mail_body),
    "mail headers": ("message/rfc822", mail_headers),
    "mail attachments": ("message/rfc822", mail_attachments),
    "mail nested": ("message/rfc822", mail_nested),
}

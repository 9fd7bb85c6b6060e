"""Mails with values in every place that a message has: bodies, headers, attachments, codings, between the parts."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from tests.assemble.redact import image_plants, pdf_text_plants
from tests.assemble.redact.plants import FILLER, Plant
from tests.assemble.redact.text_plants import html_text, lines, plain

Channel = Callable[[Sequence[Plant]], bytes]


def _message(plants: Sequence[Plant]) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Notices <notice@amazon.com>", "seller@amazon.com"
    message["Subject"], message["Date"] = "Your papers", "Mon, 02 Mar 2026 09:14:00 +0000"
    return message


def mail_body(plants: Sequence[Plant]) -> bytes:
    """Both bodies."""
    message = _message(plants)
    message.set_content(lines(plants))
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
    message.add_attachment(lines(plants).encode(), "application", "x-unknown", filename="other.bin")
    return message.as_bytes()


def mail_nested(plants: Sequence[Plant]) -> bytes:
    """A message in a message in a message."""
    message = _message(plants)
    message.set_content(lines(plants))
    for _ in range(2):
        outer = _message(plants)
        outer.set_content("\n".join((*FILLER, "See below.")))
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


def mail_encoded(plants: Sequence[Plant]) -> bytes:
    """Headers in encoded words (RFC 2047), a file name in pieces (RFC 2231), bodies in base64 and quoted-printable."""
    message = _message(plants)
    message.set_content(lines(plants[::2]), cte="base64")
    message.add_alternative(html_text(plants[1::2]).decode(), subtype="html", cte="quoted-printable")
    message.add_attachment(plain(plants[:3]), "text", "plain", filename=f"Übersicht {plants[1].value} {'x' * 60}.txt")
    raw = message.as_bytes()
    words = "; ".join(p.sentence for p in plants[:40])
    coded = f"X-Words: {Header(words, 'utf-8', maxlinelen=70).encode()}\r\nSubject: "
    name = f"From: =?utf-8?B?{base64.b64encode(plants[0].sentence.encode()).decode()}?= <notice@amazon.com>\r\n"
    raw = raw.replace(b"Subject: ", coded.encode(), 1)
    return raw.replace(b"From: Notices <notice@amazon.com>\r\n", name.encode(), 1)


def mail_edges(plants: Sequence[Plant]) -> bytes:
    """Before the first and after the last part, descriptions and ids of parts, parameters, signatures, comments."""
    message = _message(plants)
    message.set_content("\n".join(FILLER))
    words = "\n".join(p.sentence for p in plants)
    for number, plant in enumerate(plants[:20]):
        message.add_attachment(
            b"word", "text", "plain", filename="word.txt", cid=f"<{plant.value.replace(' ', '')}@x.example>"
        )
        part = list(message.iter_attachments())[number]
        part["Content-Description"], part["Content-Location"] = plant.sentence, f"https://x.example/{number}"
        part.set_param("x-note", plant.sentence)
    message.preamble = message.epilogue = words
    message["DKIM-Signature"] = f"v=1; d=x.example; z={base64.b64encode(words.encode()).decode()[:600]}"
    message["Authentication-Results"] = f"mx.example ({plants[0].sentence}); dkim=pass"
    return message.as_bytes()


def mail_hidden_parameters(plants: Sequence[Plant]) -> bytes:
    """Parameters of parts in pieces and in tongues, boundaries, addresses with comments and groups, lists, threads."""
    rows = []
    for number, plant in enumerate(plants):
        bare, coded = plant.value.replace(" ", ""), quote(plant.sentence, safe="")
        rows.append(
            (
                f"Content-Type: text/plain; name*0*=utf-8'en'{coded[:30]};\r\n name*1*={coded[30:]}",
                f"Content-Disposition: attachment; filename*=utf-8''{coded}; size=9",
                f'Content-Type: text/plain; charset="us-ascii"; format=flowed; title="{plant.sentence}"',
                f"Content-ID: <{bare}@x.example>\r\nContent-Location: https://x.example/{coded}",
                f"Content-Description: =?utf-8?Q?{coded.replace('%', '=')}?=",
            )[number % 5]
        )
    edge = "edge" + "".join(c for c in plants[0].value if c.isalnum())
    head = (
        "From: Notices <notice@amazon.com>\r\nTo: Team: seller@amazon.com;\r\nSubject: Your papers\r\n"
        "Date: Mon, 02 Mar 2026 09:14:00 +0000\r\nMIME-Version: 1.0\r\n"
        + "".join(f"{name}: <{p.value.replace(' ', '')}@x.example> ({p.sentence})\r\n" for p in plants[:20]
                  for name in ("References", "List-Unsubscribe", "Resent-From", "Return-Path", "X-Originating-IP"))
        + f'Content-Type: multipart/mixed; boundary="{edge}"; x-note="{plants[1].sentence}"\r\n\r\n'
    )  # fmt: skip
    body = f"--{edge}\r\nContent-Type: text/plain\r\n\r\n" + "\r\n".join(FILLER) + "\r\n"
    body += "".join(f"--{edge}\r\n{row}\r\n\r\nword\r\n" for row in rows)
    return f"{head}{body}--{edge}--\r\n".encode()


def mail_hidden_kinds(plants: Sequence[Plant]) -> bytes:
    """Parts of other kinds: calendars, visiting cards, reports of delivery, headers, enriched text, signatures."""
    message = _message(plants)
    message.set_content("\n".join(FILLER))
    words = "\n".join(p.sentence for p in plants)
    flat = "; ".join(p.sentence for p in plants)
    parts = {
        "text/calendar": f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:{flat}\nEND:VEVENT\nEND:VCALENDAR",
        "text/vcard": f"BEGIN:VCARD\nVERSION:4.0\nNOTE:{flat}\nEND:VCARD",
        "message/delivery-status": f"Reporting-MTA: dns; x.example\n\nDiagnostic-Code: smtp; {flat}\n",
        "text/rfc822-headers": f"X-Note: {flat}\n",
        "text/enriched": f"<bold>{words}</bold>",
        "text/x-amp-html": f"<p>{words}</p>",
        "application/pgp-signature": words,
        "application/ms-tnef": words,
        "text/csv": words,
    }
    rows = "".join(f"--edge\r\nContent-Type: {kind}\r\n\r\n{body}\r\n" for kind, body in parts.items())
    message.make_mixed("edge")
    return message.as_bytes().replace(b"--edge--", rows.encode() + b"--edge--")


MAILS: dict[str, tuple[str, Channel]] = {
    "mail body": ("message/rfc822", mail_body),
    "mail encoded": ("message/rfc822", mail_encoded),
    "mail headers": ("message/rfc822", mail_headers),
    "mail edges": ("message/rfc822", mail_edges),
    "mail attachments": ("message/rfc822", mail_attachments),
    "mail hidden parameters": ("message/rfc822", mail_hidden_parameters),
    "mail hidden kinds": ("message/rfc822", mail_hidden_kinds),
    "mail nested": ("message/rfc822", mail_nested),
}

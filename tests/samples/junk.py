"""Bad inputs: what a mailbox or an attacker can hand to a run, and what may become of each."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from invent import asin
from mime import file_part, multipart, page, text_part, with_headers
from pages import Letter, pdf
from texts.platforms import FERNHOLLOW, amazon


@dataclass(frozen=True, slots=True)
class Junk:
    """One bad input."""

    data: bytes
    purpose: str
    outcomes: tuple[str, ...]
    """What its items may end as; `none` where it may hold no item at all."""
    word: str = ""
    """What the reason of a quarantine must hold, lower case; empty where any will do."""


def _notice(seed: str, subject: str = "Notice: Policy Warning", more: str = "") -> bytes:
    """A small and regular notice, to which one thing is wrong."""
    return amazon(seed, "2026-03-09T10:00:00-07:00", subject, to=FERNHOLLOW).holding(text_part(_text(seed, more)))


def _text(seed: str, more: str = "") -> str:
    return (
        "Hello,\n\nWe removed your listing from Amazon.com because of complaints about its authenticity.\n\n"
        f"ASIN: {asin(seed)}\n{more}\nSend invoices of the last 365 days within 7 days of this message:\n"
        "https://sellercentral.amazon.com/performance/dashboard\n\nSeller Performance Team"
    )


def _letter_pdf() -> bytes:
    letter = Letter(head="Amazon.com", title="Your listing was removed", foot="Case ID: 10000000001")
    return pdf(
        letter, ["Date: March 9, 2026", *(_text(f"page {number}").replace("\n", "<br/>") for number in range(3))]
    )


def _encrypted() -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(_letter_pdf())) as plain:
        # R=3 is old and weak, but the same bytes on each run: newer ones draw random numbers
        lock = pikepdf.Encryption(user="secret", owner="secret", R=3, aes=False, metadata=False)
        plain.save(into, encryption=lock, static_id=True)
    return into.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive with fixed times."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
    return into.getvalue()


def _no_date() -> bytes:
    mail = amazon("no date", "2026-03-09T10:00:00-07:00", "Notice: Policy Warning", to=FERNHOLLOW)
    kept = [(name, value) for name, value in mail.headers() if name not in ("Date", "Received")]
    return with_headers(kept, text_part(_text("no date")))


def _wrong_charsets() -> bytes:
    body = text_part(_text("charset")).replace(b'charset="utf-8"', b'charset="x-martian-9"')
    mail = amazon("charset", "2026-03-09T10:00:00-07:00", "SUBJECT", to=FERNHOLLOW).holding(body)
    return mail.replace(b"Subject: SUBJECT", b"Subject: =?no-such-charset?Q?Notice=3A_Policy_Warning?=")


def _wrong_bytes() -> bytes:
    """Declared as UTF-8, in truth windows-1252."""
    text = _text("bytes", "Titel: Tischläufer für große Küchen, beige\n")
    body = text_part(text, charset="windows-1252", coding="8bit").replace(b'"windows-1252"', b'"utf-8"')
    return amazon("bytes", "2026-03-09T10:00:00-07:00", "Notice: Policy Warning", to=FERNHOLLOW).holding(body)


def _nested(levels: int) -> bytes:
    part = text_part(_text("nested"))
    for level in range(levels):
        part = multipart("mixed", [part], f"level {level}")
    return amazon("nested", "2026-03-09T10:00:00-07:00", "Notice: Policy Warning", to=FERNHOLLOW).holding(part)


def _climbing_attachment() -> bytes:
    mail = amazon("climbing", "2026-03-09T10:00:00-07:00", "Notice: Policy Warning", to=FERNHOLLOW)
    parts = [text_part(_text("climbing")), file_part("../../x", b"out of the folder\n", "application/octet-stream")]
    return mail.holding(multipart("mixed", parts, "climbing"))


def _markup() -> bytes:
    more = (
        "Title: {{ config }} {% for x in range(10**9) %}x{% endfor %} ${7*7} #{7*7} <%= 7*7 %>\n"
        "Item: </w:t></w:r><w:p>A & B <b>bold</b> ]]> \u202e\u200b\n"
        "Note: '; DROP TABLE cases; -- =cmd|' /C calc'!A0 <img src=http://evil.example/x.png>\n"
    )
    return _notice("markup", more=more)


def _deep_html() -> bytes:
    inner = "<div>" * 4000 + _text("deep") + "</div>" * 4000
    mail = amazon("deep", "2026-03-09T10:00:00-07:00", "Notice: Policy Warning", to=FERNHOLLOW)
    return mail.holding(text_part(page(inner, "en"), "html"))


def _split_header() -> bytes:
    mail = amazon("split", "2026-03-09T10:00:00-07:00", "SUBJECT", to=FERNHOLLOW).holding(text_part(_text("split")))
    return mail.replace(b"Subject: SUBJECT", b"Subject: =?utf-8?Q?Notice=0D=0ABcc=3A_all=40evil.example?=")


def _noise(length: int) -> bytes:
    """Bytes of no format, without the signature of any."""
    blocks = (hashlib.sha256(str(number).encode()).digest() for number in range(length // 32))
    return b"\x00\xfe" + b"".join(blocks)


def _no_such_date() -> bytes:
    return _notice("dates").replace(b"\nDate: Mon, 09 Mar 2026", b"\nDate: Mon, 39 Foo 20266")


BAD: dict[str, Junk] = {
    "empty.eml": Junk(b"", "a file without a byte", ("quarantined", "none"), "empty"),
    "empty.mbox": Junk(b"", "a mailbox without a byte", ("quarantined", "none"), "empty"),
    "truncated.pdf": Junk(_letter_pdf()[:1400], "a PDF cut off in the middle", ("quarantined",), "pdf"),
    "encrypted.pdf": Junk(_encrypted(), "a PDF that needs a password (`secret`)", ("quarantined",), "password"),
    "no-date.eml": Junk(_no_date(), "no Date and no Received header", ("archived", "quarantined"), "date"),
    "no-such-date.eml": Junk(_no_such_date(), "a Date header that is no date", ("archived", "quarantined"), "date"),
    "wrong-charset-name.eml": Junk(
        _wrong_charsets(), "charset names that nobody knows", ("archived", "quarantined"), "charset"
    ),
    "wrong-charset-bytes.eml": Junk(
        _wrong_bytes(), "says UTF-8, is windows-1252", ("archived", "quarantined"), "charset"
    ),
    "zip-in-zip.zip": Junk(
        zipped({"inner.zip": zipped({"notice.eml": _notice("zip in zip")})}),
        "a zip in a zip",
        ("archived", "quarantined"),
        "zip",
    ),
    "climbing-member.zip": Junk(
        zipped({"../../x.eml": _notice("member")}),
        "a zip member with a path out of the folder",
        ("archived", "quarantined"),
    ),
    "climbing-attachment.eml": Junk(
        _climbing_attachment(), "an attachment named `../../x`", ("archived", "quarantined")
    ),
    "subject-template.eml": Junk(_notice("template", "{{ 7*7 }}"), "a subject that is a template", ("archived",)),
    "subject-formula.eml": Junk(
        _notice("formula", '=HYPERLINK("http://evil.example","x")'),
        "a subject that is a spreadsheet formula",
        ("archived",),
    ),
    "subject-new-line.eml": Junk(
        _split_header(), "a subject that would add a header line", ("archived", "quarantined")
    ),
    "body-markup.eml": Junk(_markup(), "templates, Word markup, SQL and HTML as text", ("archived",)),
    "nested-60.eml": Junk(_nested(60), "sixty levels of multipart", ("archived", "quarantined"), "nest"),
    "deep-html.eml": Junk(_deep_html(), "HTML nested 4,000 levels deep", ("archived", "quarantined"), "deep"),
    "not-mail.eml": Junk(_noise(8192), "bytes of no format", ("quarantined", "unrelated")),
    "bomb.zip": Junk(zipped({"notice.eml": bytes(40_000_000)}), "40 MB of zeros in 40 KB", ("quarantined",), "zip"),
}


def expected_outcomes() -> str:
    """bad/expected.json."""
    table = {name: {"outcomes": list(junk.outcomes), "word": junk.word} for name, junk in sorted(BAD.items())}
    return json.dumps(table, indent=1) + "\n"

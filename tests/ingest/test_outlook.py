"""Outlook messages are read like mails: header, body in its forms, files, messages in messages, charsets that lie."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, datetime

import oxmsg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ItemError
from config.limits import Limits
from config.senders import load_senders
from ingest.item import RawItem
from ingest.message import Message
from ingest.parse import parse
from ingest.read import open_item
from ingest.rtf import Rich, unpack_rtf
from ingest.sniff import OUTLOOK_STREAM, Form, sniff
from tests.ingest.outlook_file import Outlook, attached_file, compound_file, packed_rtf

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
SUBJECT, BODY, HTML, RTF, HEADERS, CODEPAGE, INTERNET = 0x37, 0x1000, 0x1013, 0x1009, 0x7D, 0x3FFD, 0x3FDE
CAME = (
    "Received: from out.amazon.com by mx.seller.example; Thu, 12 Mar 2026 09:14:00 +0000\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=amazon.com;\r\n b=x\r\n"
    "Authentication-Results: mx.seller.example; dkim=pass header.d=amazon.com\r\n"
    "From: Amazon <notice@amazon.com>\r\nTo: ann@seller.example\r\nSubject: Notice: Policy\r\n\tWarning\r\n"
    "Date: Thu, 12 Mar 2026 09:14:00 +0000\r\nMessage-ID: <1@amazon.com>\r\n"
    "Content-Type: multipart/alternative; boundary=old\r\nMIME-Version: 1.0\r\n"
)


def read(message: Outlook) -> Message:
    """The message of a .msg file, parsed."""
    return parse(RawItem("a.msg", NOW, message.file()), Limits())


def test_a_message_that_came_over_the_internet() -> None:
    """Its header is the one it came with, without the signatures and the structure that are gone."""
    found = read(Outlook(texts={HEADERS: CAME, SUBJECT: "Other", BODY: "Dear seller,\r\nB000000001\r\n"}))

    assert (found.subject, found.sender and found.sender.address) == ("Notice: Policy Warning", "notice@amazon.com")
    assert [one.address for one in found.recipients] == ["ann@seller.example"]
    assert (found.date, found.message_id) == (NOW, "1@amazon.com")
    assert [(part.name, part.media_type, part.text) for part in found.parts] == [
        ("body", "text/plain", "Dear seller,\nB000000001\n")
    ]
    assert "its signatures cannot be checked" in found.repairs[0]
    assert "authentication-results" in dict(found.trace)


def test_a_message_that_never_left_exchange() -> None:
    """Without a header of the internet, its properties tell who wrote to whom, when and about what."""
    boss = Outlook(texts={0x3001: "Böss", 0x39FE: "boss@seller.example"}, integers={0x0C15: 1})
    copy = Outlook(texts={0x3001: "Copy", 0x3003: "copy@seller.example"}, integers={0x0C15: 2})
    blind = Outlook(texts={0x3001: "Blind", 0x39FE: "blind@seller.example"}, integers={0x0C15: 3})
    found = read(
        Outlook(
            texts={SUBJECT: "\x01WG: Sperrung", 0x0C1A: "Ann", 0x5D01: "ann@seller.example", BODY: "x", 0x1035: "<2@x>",
                   0x1039: "<0@x> <1@x>"},
            times={0x0039: NOW},
            recipients=[boss, copy, blind],
        )
    )  # fmt: skip

    assert (found.subject, found.date, found.message_id) == ("WG: Sperrung", NOW, "2@x")
    assert found.sender is not None
    assert (found.sender.name, found.sender.address) == ("Ann", "ann@seller.example")
    assert [(one.name, one.address) for one in found.recipients] == [
        ("Böss", "boss@seller.example"), ("Copy", "copy@seller.example"),
    ]  # fmt: skip


def test_an_exchange_address_is_no_address() -> None:
    """X.500 names are left out, the person's name stays."""
    found = read(Outlook(texts={0x0C1A: "Ann", 0x0C1F: "/O=SELLER/OU=X/CN=RECIPIENTS/CN=ANN", BODY: "x"}))

    assert found.sender is None or (found.sender.name, found.sender.address) == ("Ann", "")


def test_html_in_its_own_charset() -> None:
    """HTML comes as bytes in the code page of the internet message, whatever its meta element says."""
    markup = '<html><head><meta charset="x"></head><body>Уведомление <a href="https://a.example/">x</a></body></html>'
    found = read(Outlook(texts={BODY: "plain"}, binaries={HTML: markup.encode("koi8-r")}, integers={INTERNET: 20866}))

    [body] = found.parts
    assert body.media_type == "text/html"
    assert body.text is not None
    assert "Уведомление" in body.text


LIES = [
    ("ISO-2022-JP that is Shift_JIS", 50220, "アカウントの利用停止のお知らせ".encode("cp932"), "アカウントの利用停止"),
    ("Western that is Cyrillic", 1252, "Ваш аккаунт заблокирован, обратитесь к нам".encode("cp1251"), "Ваш аккаунт"),
    ("ASCII that is UTF-8", 20127, "Größe überprüfen".encode(), "Größe überprüfen"),
    ("an unknown code page", 64999, "Größe überprüfen".encode("cp1252"), "Größe überprüfen"),
    ("none at all", None, "您的商品已被移除，请在三天内申诉。".encode("gb18030"), "您的商品已被移除"),
]  # fmt: skip


@pytest.mark.parametrize(("codepage", "raw", "expected"), [one[1:] for one in LIES], ids=[one[0] for one in LIES])
def test_code_pages_that_lie(codepage: int | None, raw: bytes, expected: str) -> None:
    """Eight-bit texts go through the repair of charsets, and what was repaired is said."""
    integers = {} if codepage is None else {CODEPAGE: codepage}
    found = read(Outlook(texts={BODY: raw, SUBJECT: raw}, integers=integers))

    assert expected in (found.parts[0].text or "")
    assert expected in found.subject
    assert any("charset" in repair for repair in found.repairs)


def test_eight_bit_texts_in_their_code_page() -> None:
    """Where the code page is true, nothing is repaired."""
    found = read(Outlook(texts={BODY: "Größe".encode("cp1252")}, integers={CODEPAGE: 1252}))

    assert found.parts[0].text == "Größe"
    assert not any("charset" in repair for repair in found.repairs)


def test_files_and_what_is_no_file() -> None:
    """Files keep their bytes and names; objects of other programs and mere pointers are told, not lost in silence."""
    pdf = b"%PDF-1.7\n" + b"x" * 5000
    found = read(
        Outlook(
            texts={BODY: "see files"},
            attachments=[
                attached_file("../通知.pdf", pdf),
                Outlook(texts={0x3704: "NOTE~1.TXT", 0x370E: "text/plain"}, binaries={0x3701: b"note"}),
                Outlook(texts={0x3707: "sheet"}, integers={0x3705: 6}, embedded=Outlook()),
                Outlook(texts={0x3707: "server.doc"}, integers={0x3705: 4}),
            ],
        )
    )

    assert [(part.filename, part.data) for part in found.parts[1:]] == [("通知.pdf", pdf), ("NOTE~1.TXT", b"note")]
    assert any("sheet) is an object of another program: left out" in repair for repair in found.repairs)
    assert any("server.doc) is a file that it only points to: left out" in repair for repair in found.repairs)


NOTICE = Outlook(texts={HEADERS: CAME, BODY: "We removed your listing B000000001. Please send a plan of action."})
FORWARD = Outlook(
    texts={SUBJECT: "Fw: Notice", 0x0C1A: "Ann", 0x5D01: "ann@seller.example", BODY: "please look"},
    attachments=[Outlook(integers={0x3705: 5}, embedded=NOTICE)],
)


def opened(data: bytes) -> Message:
    """The innermost notice in an item."""
    return open_item(RawItem("x", NOW, data), Limits(), load_senders(), ())


def test_the_notice_in_a_forwarded_message_is_found() -> None:
    """A message in a message is unwrapped, and the forwarder's words stay apart."""
    found = opened(FORWARD.file())

    assert found.sender is not None
    assert found.sender.address == "notice@amazon.com"
    assert found.date == NOW
    assert [(one.style, one.comment.strip()) for one in found.forwards] == [("rfc822", "please look")]


def test_a_msg_file_attached_to_a_mail_is_a_mail() -> None:
    """Other programs attach the file; it is read like an attached mail."""
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@seller.example", "Fw"
    mail.set_content("see there")
    mail.add_attachment(NOTICE.file(), maintype="application", subtype="vnd.ms-outlook", filename="notice.msg")

    found = opened(mail.as_bytes())

    assert found.sender is not None
    assert found.sender.address == "notice@amazon.com"
    assert any("attachment notice.msg: an Outlook message" in repair for repair in found.repairs)


def test_a_broken_msg_file_attached_to_a_mail_stays_a_file() -> None:
    """The mail is read, and what could not be is said."""
    from email.message import EmailMessage

    broken = NOTICE.file()[:1024] + OUTLOOK_STREAM
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@seller.example", "x"
    mail.set_content("see there")
    mail.add_attachment(broken, maintype="application", subtype="octet-stream", filename="notice.msg")

    found = parse(RawItem("x", NOW, mail.as_bytes()), Limits())

    assert [(part.media_type, part.data) for part in found.parts[1:]] == [("application/vnd.ms-outlook", broken)]
    assert any("parse.unreadable" in one or "Outlook message" in one for one in found.repairs)


def test_limits_hold_for_outlook_messages() -> None:
    """Depth, number and size of what is in it are those of mails, and go over under the same names."""
    deep = NOTICE
    for _ in range(12):
        deep = Outlook(texts={BODY: "x"}, attachments=[Outlook(embedded=deep)])
    many = Outlook(texts={BODY: "x"}, attachments=[attached_file(f"{n}", b"x") for n in range(4)])
    large = Outlook(texts={BODY: "x"}, attachments=[attached_file("a", b"x" * 2000)])
    for message, limits, code in (
        (deep, Limits(), "limit.nesting_depth"),
        (many, Limits(attachments=3), "limit.attachments"),
        (large, Limits(attachment_bytes=1000), "limit.attachment_bytes"),
    ):
        with pytest.raises(ItemError) as caught:
            parse(RawItem("x", NOW, message.file()), limits)
        assert caught.value.code == code


def test_hostile_texts_stay_texts() -> None:
    """Line ends in names and subjects open no header, and a body ends no part."""
    found = read(
        Outlook(
            texts={SUBJECT: "a\r\nBcc: x@y.example\r\n\r\nbody", BODY: "--=_x\r\nContent-Type: text/html\r\n\r\n<b>",
                   0x0C1A: 'Ann"\r\nX: y', 0x5D01: "ann@seller.example\r\nBcc: z"},
            attachments=[attached_file('a"\r\nContent-Type: text/html\r\n\r\nx.txt', b"x")],
        )
    )  # fmt: skip

    assert found.subject == "a Bcc: x@y.example body"
    assert found.parts[0].text == "--=_x\nContent-Type: text/html\n\n<b>"
    assert len(found.parts) == 2
    assert found.recipients == ()


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_file_that_is_cut_off_is_unreadable(cut: int) -> None:
    """It is one item under one code, however the library falls over it."""
    data = Outlook(texts={HEADERS: CAME * 40, BODY: "x" * 9000}).file()[:cut] + "__properties_version1.0".encode(
        "utf-16-le"
    )

    with pytest.raises(ItemError) as caught:
        parse(RawItem("x", NOW, data), Limits())
    assert caught.value.code == "parse.unreadable"


def test_other_compound_files_are_no_mail() -> None:
    """A Word document of old is not taken for a message."""
    assert sniff(compound_file({"WordDocument": b"x" * 5000})) is Form.BINARY
    assert sniff(NOTICE.file()) is Form.OUTLOOK


def test_what_we_write_is_what_others_read() -> None:
    """python-oxmsg reads our test files whole, so the tests above are about real files."""
    found = oxmsg.Message.load(io.BytesIO(FORWARD.file()))

    assert (found.subject, found.body) == ("Fw: Notice", "please look")
    assert len(found.attachments) == 1


SPEC = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The compressed example of MS-OXRTFCP section 3.1.1."""
ENCAPSULATED = (
    rb"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}{\colortbl;}{\*\generator X;}"
    rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 \'c2\'e0\'f8 {\*\htmltag84 <a href=/a?b=1&amp;c>}"
    rb"link{\*\htmltag92 </a>} \u8364?\u-10179?\u-8704? {\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 x\htmlrtf\par}\htmlrtf0"
    rb"{\*\mhtmltag64 <p class=old>}{\*\htmltag72 </p>}}"
)


def test_rich_text() -> None:
    """The specification's example, HTML inside rich text with its links, plain rich text, and text not packed."""
    assert unpack_rtf(SPEC) == Rich("", "hello world")
    assert unpack_rtf(packed_rtf(ENCAPSULATED)) == Rich(
        "<p>Ваш <a href=/a?b=1&amp;c>link</a> €\U0001f600 &lt;x</p>", ""
    )
    plain = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}one\par two\tab three \{x\}\~\'80}"
    assert unpack_rtf(packed_rtf(plain)) == Rich("", "one\ntwo\tthree {x}\u00a0€")
    assert unpack_rtf(packed_rtf(b"")) == Rich("", "")


def test_a_message_of_rich_text_only() -> None:
    """Its HTML is the body, with the addresses of its links."""
    [body] = read(Outlook(binaries={RTF: packed_rtf(ENCAPSULATED)})).parts

    assert body.media_type == "text/html"
    assert "href=/a?b=1" in (body.text or "")


@pytest.mark.parametrize("data", [b"", b"x" * 10, SPEC[:-1] + b"x", SPEC[:8] + b"ABCD" + SPEC[12:]])
def test_rich_text_that_is_damaged(data: bytes) -> None:
    """Cut off, another checksum, packed in an unknown way: named, never half read."""
    with pytest.raises(ItemError) as caught:
        unpack_rtf(data)
    assert caught.value.code == "parse.unreadable"


@given(st.binary(max_size=300))
def test_any_rich_text_ends(data: bytes) -> None:
    """Whatever is packed is read to its end."""
    unpack_rtf(packed_rtf(b"{\\rtf1" + data))


@given(st.dictionaries(st.sampled_from([SUBJECT, BODY, HTML, HEADERS, 0x0C1A, 0x5D01]), st.text(max_size=60)))
def test_any_texts_make_a_message(texts: dict[int, str]) -> None:
    """Whatever stands in the properties, the mail that is made of them can be read."""
    read(Outlook(texts=dict(texts)))


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_any_damage_is_an_item_that_waits(at: int, noise: bytes) -> None:
    """A file with wrong bytes anywhere is read or held back, and never a fault of ours."""
    data = bytearray(FORWARD.file())
    data[at : at + len(noise)] = noise
    if sniff(bytes(data)) is Form.OUTLOOK:
        with suppress(ItemError):
            parse(RawItem("x", NOW, bytes(data)), Limits())

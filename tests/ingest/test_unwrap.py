"""Forwards of every mail program and language we know give back the same inner notice."""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ItemError
from config.forwards import load_forwards
from config.limits import Limits
from config.senders import load_senders
from config.words import Verdict
from ingest.item import RawItem
from ingest.message import Message
from ingest.read import open_item

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SENDERS = load_senders()
NOTICE = """Hello,

your listing on Amazon.com was removed. ASIN: B0TESTAAA1

Why did this happen?
We were told that it may infringe a trademark. Read https://sellercentral.amazon.com/gp/help/201361070

> not a quotation of ours, the notice has this line

Seller Performance Team"""
COMMENT = "Can you take this one?\nB0COLLEAGU is fine by the way.\n\nBest\nMara"


@dataclass(frozen=True)
class Style:
    """How one program writes a forward: lines over the notice, and what the header must give."""

    name: str
    head: str
    style: str
    date: datetime
    address: str = "notice@amazon.com"
    subject: str = "Policy Warning"
    quoted: bool = False


def at(text: str, minutes: int = 0) -> datetime:
    """A date with an offset in minutes."""
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(minutes=minutes)))


def gmail(words: tuple[str, str, str, str], marker: str, date: str) -> str:
    """Gmail: marker, From, Date, Subject, To."""
    a, b, c, d = words
    return f"---------- {marker} ---------\n{a}: Amazon <notice@amazon.com>\n{b}: {date}\n{c}: Policy Warning\n{d}: <ops@seller.example>\n\n"


def outlook(words: tuple[str, str, str, str], marker: str, date: str, who: str = "Amazon <notice@amazon.com>") -> str:
    """Outlook: marker or rule, From, Sent, To, Subject."""
    a, b, c, d = words
    return f"{marker}\n{a}: {who}\n{b}: {date}\n{c}: Mara Lind <mara@seller.example>\n{d}: Policy Warning\n\n"


def thunderbird(words: tuple[str, str, str, str], marker: str, date: str) -> str:
    """Thunderbird: Subject, Date, From, To in two columns."""
    a, b, c, d = words
    return f"-------- {marker} --------\n{a}: \tPolicy Warning\n{b}: \t{date}\n{c}: \tAmazon <notice@amazon.com>\n{d}: \tops@seller.example\n\n"


RULE = "_" * 32
MARCH = at("2026-03-12T18:02")
STYLES = (
    Style(
        "gmail en",
        gmail(("From", "Date", "Subject", "To"), "Forwarded message", "Thu, Mar 12, 2026 at 6:02\u202fPM"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail en-GB",
        gmail(("From", "Date", "Subject", "To"), "Forwarded message", "Thu, 12 Mar 2026 at 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail de",
        gmail(("Von", "Date", "Subject", "To"), "Forwarded message", "Do., 12. März 2026 um 18:02 Uhr"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail fr",
        gmail(("De", "Date", "Subject", "To"), "Forwarded message", "jeu. 12 mars 2026 à 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail es",
        gmail(("De", "Date", "Subject", "To"), "Forwarded message", "jue, 12 mar 2026 a las 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail it",
        gmail(("Da", "Date", "Subject", "To"), "Forwarded message", "gio 12 mar 2026 alle ore 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail ru",
        gmail(("От", "Date", "Subject", "To"), "Forwarded message", "чт, 12 мар. 2026\u202fг. в 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail zh",
        gmail(("发件人", "Date", "Subject", "To"), "Forwarded message", "2026年3月12日周四 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "gmail ja",
        gmail(("差出人", "日付", "件名", "To"), "Forwarded message", "2026年3月12日(木) 18:02"),
        "gmail",
        MARCH,
    ),
    Style(
        "outlook en",
        outlook(("From", "Sent", "To", "Subject"), RULE, "Thursday, March 12, 2026 6:02 PM"),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook en old",
        outlook(
            ("From", "Sent", "To", "Subject"),
            "-----Original Message-----",
            "Thursday, March 12, 2026 6:02 PM",
            "Amazon [mailto:notice@amazon.com]",
        ),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook en no marker", outlook(("From", "Sent", "To", "Subject"), "", "12 March 2026 18:02"), "outlook", MARCH
    ),
    Style(
        "outlook de",
        outlook(
            ("Von", "Gesendet", "An", "Betreff"), "-----Ursprüngliche Nachricht-----", "Donnerstag, 12. März 2026 18:02"
        ),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook fr",
        outlook(("De", "Envoyé", "À", "Objet"), RULE, "jeudi 12 mars 2026 18:02").replace(":", "\xa0:", 1),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook es",
        outlook(
            ("De", "Enviado el", "Para", "Asunto"), "-----Mensaje original-----", "jueves, 12 de marzo de 2026 18:02"
        ),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook it",
        outlook(("Da", "Inviato", "A", "Oggetto"), "-----Messaggio originale-----", "giovedì 12 marzo 2026 18:02"),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook ru", outlook(("От", "Отправлено", "Кому", "Тема"), RULE, "12 марта 2026 г. 18:02"), "outlook", MARCH
    ),
    Style("outlook zh", outlook(("发件人", "发送时间", "收件人", "主题"), "", "2026年3月12日 18:02"), "outlook", MARCH),
    Style(
        "outlook zh-TW",
        outlook(("寄件者", "寄件日期", "收件者", "主旨"), RULE, "2026年3月12日 下午 06:02"),
        "outlook",
        MARCH,
    ),
    Style(
        "outlook ja",
        outlook(("差出人", "送信日時", "宛先", "件名"), "-----Original Message-----", "2026年3月12日木曜日 18:02"),
        "outlook",
        MARCH,
    ),
    Style(
        "apple en",
        "Begin forwarded message:\n\nFrom: Amazon <notice@amazon.com>\nSubject: Policy Warning\nDate: March 12, 2026 at 6:02:00 PM PDT\nTo: ops@seller.example\n\n",
        "apple",
        at("2026-03-12T18:02", -420),
        quoted=True,
    ),
    Style(
        "apple de",
        "Anfang der weitergeleiteten Nachricht:\n\nVon: Amazon <notice@amazon.com>\nBetreff: Policy Warning\nDatum: 12. März 2026 um 18:02:00 MEZ\nAn: ops@seller.example\n\n",
        "apple",
        at("2026-03-12T18:02", 60),
        quoted=True,
    ),
    Style(
        "apple fr",
        "Début du message réexpédié :\n\nDe: Amazon <notice@amazon.com>\nObjet: Policy Warning\nDate: 12 mars 2026 à 18:02:00 UTC+1\nÀ: ops@seller.example\n\n",
        "apple",
        at("2026-03-12T18:02", 60),
        quoted=True,
    ),
    Style(
        "apple ja",
        "転送されたメッセージ:\n\n差出人: Amazon <notice@amazon.com>\n件名: Policy Warning\n日付: 2026年3月12日 18:02:00 JST\n宛先: ops@seller.example\n\n",
        "apple",
        at("2026-03-12T18:02", 540),
        quoted=True,
    ),
    Style(
        "thunderbird en",
        thunderbird(("Subject", "Date", "From", "To"), "Forwarded Message", "Thu, 12 Mar 2026 18:02:00 +0100"),
        "thunderbird",
        at("2026-03-12T18:02", 60),
    ),
    Style(
        "thunderbird de",
        thunderbird(("Betreff", "Datum", "Von", "An"), "Weitergeleitete Nachricht", "Thu, 12 Mar 2026 18:02:00 +0100"),
        "thunderbird",
        at("2026-03-12T18:02", 60),
    ),
    Style(
        "thunderbird ru",
        thunderbird(("Тема", "Дата", "От", "Кому"), "Перенаправленное сообщение", "Thu, 12 Mar 2026 18:02:00 +0300"),
        "thunderbird",
        at("2026-03-12T18:02", 180),
    ),
    Style(
        "yahoo en",
        '----- Forwarded Message -----\nFrom: Amazon <notice@amazon.com>\nTo: "ops@seller.example" <ops@seller.example>\nSent: Thursday, March 12, 2026 at 06:02:00 PM PDT\nSubject: Policy Warning\n\n',
        "yahoo",
        at("2026-03-12T18:02", -420),
    ),
    Style(
        "yahoo de",
        "----- Weitergeleitete Nachricht -----\nVon: Amazon <notice@amazon.com>\nAn: ops@seller.example\nGesendet: Donnerstag, 12. März 2026 um 18:02:00 MEZ\nBetreff: Policy Warning\n\n",
        "yahoo",
        at("2026-03-12T18:02", 60),
    ),
    Style(
        "qq",
        '------------------ 原始邮件 ------------------\n发件人: "Amazon"<notice@amazon.com>;\n发送时间: 2026年3月12日(星期四) 晚上6:02\n收件人: "ops"<ops@seller.example>;\n\n主题: Policy Warning\n\n',
        "qq",
        MARCH,
    ),
    Style(
        "foxmail",
        "\n发件人\uff1a Amazon\n发送时间\uff1a 2026-03-12 18:02\n收件人\uff1a ops@seller.example\n主题\uff1a Policy Warning\n\n",
        "foxmail",
        MARCH,
        address="",
    ),
    Style(
        "netease",
        "---- 转发的邮件 ----\n| 发件人 | Amazon<notice@amazon.com> |\n| 发送日期 | 2026年03月12日 18:02 |\n| 收件人 | <ops@seller.example> |\n| 主题 | Policy Warning |\n\n",
        "netease",
        MARCH,
    ),
    Style(
        "netease en",
        "---- Forwarded Message ----\n| From | Amazon<notice@amazon.com> |\n| Date | 03/12/2026 18:02 |\n| To | <ops@seller.example> |\n| Subject | Policy Warning |\n\n",
        "netease",
        MARCH,
    ),
    Style(
        "mail.ru",
        "-------- Пересылаемое сообщение --------\nОт кого: Amazon <notice@amazon.com>\nКому: ops@seller.example\nДата: Четверг, 12 марта 2026, 18:02 +03:00\nТема: Policy Warning\n\n",
        "thunderbird",
        at("2026-03-12T18:02", 180),
    ),
    Style(
        "reply en", "On Thu, Mar 12, 2026 at 6:02 PM Amazon <notice@amazon.com> wrote:\n\n", "reply", MARCH, quoted=True
    ),
    Style("reply de", "Am 12.03.2026 um 18:02 schrieb Amazon <notice@amazon.com>:\n\n", "reply", MARCH, quoted=True),
    Style(
        "reply wrapped",
        "On Thu, Mar 12, 2026 at 6:02 PM Amazon Seller Performance\n<notice@amazon.com> wrote:\n\n",
        "reply",
        MARCH,
        quoted=True,
    ),
)
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


@pytest.mark.parametrize("kind", [PLAIN, HTML])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_inner_header_is_recovered(style: Style, kind: str) -> None:
    """A forward gives the notice's own sender, date, subject and the style it was written in."""
    message = opened(mail(written(style, COMMENT, NOTICE), kind))

    assert message.sender is not None
    assert (message.sender.address, message.sender.name.split()[0] if message.sender.name else "") == (
        style.address,
        "Amazon",
    )
    assert message.date == style.date
    assert message.subject == style.subject
    assert [forward.style for forward in message.forwards] == [style.style]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_body_is_the_notice_and_the_comment_is_kept_apart(style: Style) -> None:
    """The body is the notice to the letter, the comment stands in the forward and nowhere in the body."""
    message = opened(mail(written(style, COMMENT, NOTICE), PLAIN))

    assert body(message) == NOTICE
    assert message.forwards[0].comment == COMMENT
    assert message.forwards[0].sender is not None
    assert message.forwards[0].sender.address == "mara@seller.example"


@pytest.mark.parametrize("style", [one for one in STYLES if not one.quoted], ids=lambda style: style.name)
def test_html_body_is_cut_at_the_header(style: Style) -> None:
    """Of an HTML forward the markup of the notice is kept and that of comment and header is gone."""
    message = opened(mail(written(style, COMMENT, NOTICE), HTML))

    text = body(message)
    assert message.parts[0].media_type == "text/html"
    assert text.startswith("Hello,")
    assert text.endswith("Seller Performance Team")
    assert "B0COLLEAGU" not in text
    assert "notice@amazon.com" not in text


def test_missing_offset_is_assumed_and_said() -> None:
    """A forwarded header without an offset is read as UTC and the repairs say so."""
    message = opened(mail(written(STYLES[0], COMMENT, NOTICE), PLAIN))

    assert any("UTC is assumed" in repair for repair in message.repairs)


PARAGRAPHS = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters=" ,.!-"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(STYLES), PARAGRAPHS)
def test_any_notice_survives_any_forward(style: Style, paragraphs: list[str]) -> None:
    """Whatever the notice says, each style gives back exactly its text."""
    notice = "Amazon\n" + "\n\n".join(paragraphs)

    message = opened(mail(written(style, "see below", notice), PLAIN))

    assert body(message).split() == notice.split()


def attached(inner: bytes, text: str = "see attached", **headers: str) -> bytes:
    """A mail with another attached."""
    from email import message_from_bytes

    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = headers.get("sender", "Mara <mara@seller.example>"), "intake@seller.example"
    message["Subject"], message["Date"] = "Fwd", "Mon, 16 Mar 2026 08:15:00 +0100"
    message["Authentication-Results"] = "mx.seller.example; dkim=pass header.d=amazon.com"
    message.set_content(text)
    message.add_attachment(message_from_bytes(inner, policy=SMTP))
    return message.as_bytes()


DIRECT = (
    b"Authentication-Results: mx.seller.example; dkim=pass header.d=amazon.com\r\n"
    b"From: Amazon <notice@amazon.com>\r\nTo: ops@seller.example\r\nSubject: Policy Warning\r\n"
    b"Date: Thu, 12 Mar 2026 09:14:24 -0700\r\nMessage-ID: <inner@amazon.com>\r\n\r\nHello from Amazon.com\r\n"
)


@pytest.mark.parametrize("levels", [1, 2, 5])
def test_attached_mail_wins_at_any_depth(levels: int) -> None:
    """The innermost attached notice gives sender, date and id; each level is a forward, outermost first."""
    data = DIRECT
    for level in range(levels):
        data = attached(data, f"level {level}", sender=f"c{level}@seller.example")

    message = opened(data)

    assert message.message_id == "inner@amazon.com"
    assert message.date == datetime(2026, 3, 12, 9, 14, 24, tzinfo=timezone(timedelta(hours=-7)))
    assert [one.comment for one in message.forwards] == [f"level {level}" for level in reversed(range(levels))]


def test_attached_proof_is_no_proof() -> None:
    """A pass that stands in an attached mail, or in the forwarder's own header, leaves the notice unverified."""
    message = opened(attached(DIRECT))

    assert message.authenticity.verdict is Verdict.UNVERIFIED
    assert message.authenticity.reasons == ("auth.forwarded: rfc822",)


def test_too_many_wrappers_are_refused() -> None:
    """More forwards than the limit are an error that names the limit."""
    data = DIRECT
    for _ in range(4):
        data = attached(data)

    with pytest.raises(ItemError, match=r"limit\.nesting_depth"):
        open_item(RawItem("a.eml", NOW, data), Limits(nesting_depth=3), SENDERS, ())


def test_forward_inside_an_attached_forward() -> None:
    """A colleague's inline forward that another attached is unwrapped to the notice."""
    message = opened(attached(mail(written(STYLES[0], COMMENT, NOTICE), PLAIN), sender="boss@seller.example"))

    assert [one.style for one in message.forwards] == ["rfc822", "gmail"]
    assert body(message) == NOTICE


def test_chain_of_inline_forwards() -> None:
    """Of a forward in a forward both wrappers are kept, and the notice is the innermost."""
    inner = written(STYLES[12], "Bitte ansehen", NOTICE)
    head = STYLES[0].head.replace("Amazon <notice@amazon.com>", "Tjark <tjark@partner.example>")

    message = opened(mail(f"And now you\n\n{head}{inner}", PLAIN))

    assert [(one.style, one.sender.address if one.sender else "") for one in message.forwards] == [
        ("gmail", "mara@seller.example"),
        ("outlook", "tjark@partner.example"),
    ]
    assert [one.comment for one in message.forwards] == ["And now you", "Bitte ansehen"]
    assert body(message) == NOTICE


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


def test_words_are_checked_on_load() -> None:
    """The shipped words know the eight languages of notices and others of mail programs, and every month of each."""
    words = load_forwards()

    assert set(words.header_words) > {"en", "de", "fr", "es", "it", "ru", "zh", "ja"}
    assert all(len(months) == 12 for months in words.months.values())

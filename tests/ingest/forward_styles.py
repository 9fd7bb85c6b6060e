"""How mail programs write a forward: each style, and what its inner header must give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


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

"""Forwards as mail programs write them: program, language and the lines over the notice, made from the table beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
SERVICES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("forward_services.yaml").read_text(encoding="utf-8")
)
LOCAL = datetime.fromisoformat("2026-03-12T18:02")
WHO = "Amazon <notice@amazon.com>"
TO = "ops@seller.example"
COPY = "Tjark <tjark@seller.example>"
SUBJECT = "Policy Warning"
RULE = "_" * 32


@dataclass(frozen=True, slots=True)
class Layout:
    """One program in one language."""

    program: str
    language: str
    head: str
    """The lines over the notice; quote marks not yet put before them."""
    date: datetime
    quoted: int = 0
    """From which line of the head on quote marks stand; 0 for none."""
    subject: str = SUBJECT

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.program}-{self.language}"

    def written(self, comment: str, notice: str) -> str:
        """The text of the forward."""
        lines = f"{self.head}{notice}".split("\n")
        if self.quoted:
            lines[self.quoted - 1 :] = [f"> {line}".rstrip() for line in lines[self.quoted - 1 :]]
        return f"{comment}\n\n" + "\n".join(lines) + "\n"


def at(minutes: int | None) -> datetime:
    """The table's moment with an offset in minutes; UTC where the program writes none."""
    return LOCAL.replace(tzinfo=timezone(timedelta(minutes=minutes or 0)))


OFFSETS = {
    "GMT+1": 60,
    "UTC+1": 60,
    "CET": 60,
    "MEZ": 60,
    "SEČ": 60,
    "EET": 120,
    "UTC+2": 120,
    "GMT+2": 120,
    "GMT+3": 180,
}
OFFSETS |= {"GMT+7": 420, "GMT+8": 480, "GMT+9": 540, "JST": 540}


def moment(written: str) -> datetime:
    """The table's moment with the offset that stands in a date as written."""
    return at(next((OFFSETS[word] for word in written.replace(",", " ").split() if word in OFFSETS), None))


def header(*fields: tuple[str, str], colon: str = ":") -> str:
    """Header lines."""
    return "".join(f"{word}{colon} {value}\n" for word, value in fields)


def gmail(code: str, row: Any) -> Iterator[Layout]:
    """Marker, then From in the language of the user, the rest in English."""
    own = row["gmail"]
    fields = header((own["from"], WHO), ("Date", own["date"]), ("Subject", SUBJECT), ("To", f"<{TO}>"), ("Cc", COPY))
    yield Layout("gmail", code, f"---------- Forwarded message ---------\n{fields}\n\n", at(None))


def outlook(code: str, row: Any) -> Iterator[Layout]:
    """A rule or marker over From, Sent, To, Cc, Subject."""
    own = row["outlook"]
    words = own.get("words") or row["words"]
    fields = header(
        (words[0], WHO), (words[2], own["date"]), (words[3], f"Mara Lind <{TO}>"), (words[4], COPY), (words[5], SUBJECT)
    )
    yield Layout("outlook", code, f"{RULE}\n{fields}\n", at(None))
    old = fields.replace(WHO, "Amazon [mailto:notice@amazon.com]")
    yield Layout("outlook-old", code, f"-----{own['marker']}-----\n{old}\n", at(None))
    important = fields.rstrip("\n") + "\nImportance: High\n"
    yield Layout("outlook-unmarked", code, f"{important}\n", at(None))


def outlook_mac(code: str, row: Any) -> Iterator[Layout]:
    """From, Date, To, Cc, Subject, with no marker and no blank line before the notice."""
    words, own = row["words"], row["outlook"]
    fields = header((words[0], WHO), (words[1], own["date"]), (words[3], TO), (words[4], COPY), (words[5], SUBJECT))
    yield Layout("outlook-mac", code, fields, at(None))


def apple(code: str, row: Any) -> Iterator[Layout]:
    """Marker, then the header and the notice under quote marks; phones put none."""
    own = row["apple"]
    words = own.get("words") or row["words"]
    sender, date, to, copy, subject = (
        (words[0], WHO),
        (words[1], own["date"]),
        (words[3], TO),
        (words[4], COPY),
        (words[5], SUBJECT),
    )
    fields = header(sender, subject, date, to, copy)
    yield Layout("apple", code, f"{own['marker']}\n\n{fields}\n", moment(own["date"]), quoted=3)
    phone = header(sender, date, to, copy, subject)
    yield Layout("apple-phone", code, f"{own['marker']}\n\n{phone}\n", moment(own["date"]))


def thunderbird(code: str, row: Any) -> Iterator[Layout]:
    """Marker, then Subject, Date, From, To in two columns."""
    own = row["thunderbird"]
    words = own.get("words") or row["words"]
    dashes = "-" * own.get("dashes", 8)
    fields = header(
        (words[5], SUBJECT),
        (words[1], "Thu, 12 Mar 2026 18:02:00 +0100"),
        (words[0], WHO),
        (words[3], TO),
        (words[4], COPY),
        colon=": \t",
    )
    yield Layout("thunderbird", code, f"{dashes} {own['marker']} {dashes}\n{fields}\n\n", at(60))


def yahoo(code: str, row: Any) -> Iterator[Layout]:
    """Marker, then From, To, Cc, Sent, Subject; in plain text all of it on one line."""
    own = row["yahoo"]
    words = own.get("words") or row["words"]
    fields = (
        (words[0], WHO),
        (words[3], f'"{TO}" <{TO}>'),
        (words[4], COPY),
        (words[2], own["date"]),
        (words[5], SUBJECT),
    )
    yield Layout("yahoo", code, f"----- {own['marker']} -----\n{header(*fields)}\n", moment(own["date"]))
    glued = header(*fields).replace("\n", "")
    yield Layout("yahoo-glued", code, f"   ----- {own['marker']} ----- {glued}\n", moment(own["date"]))


def reply(code: str, row: Any) -> Iterator[Layout]:
    """The one line that replies put over what they quote."""
    yield Layout("reply", code, f"{row['reply']}\n\n", at(None), quoted=3, subject="")


PROGRAMS: tuple[Callable[[str, Any], Iterator[Layout]], ...] = (
    gmail,
    outlook,
    outlook_mac,
    apple,
    thunderbird,
    yahoo,
    reply,
)


NEEDS = {one: "outlook" if one is outlook_mac else one.__name__ for one in PROGRAMS}
"""What a language's row must hold for a program; not every program exists in every language."""


def others() -> Iterator[Layout]:
    """Programs of one country or one language."""
    qq = header(
        ("发件人", '"Amazon"<notice@amazon.com>;'),
        ("发送时间", "2026年3月12日(星期四) 晚上6:02"),
        ("收件人", f'"ops"<{TO}>;'),
    )
    yield Layout("qq", "zh", f"------------------ 原始邮件 ------------------\n{qq}\n主题: {SUBJECT}\n\n", at(None))
    yield Layout("qq", "zh-TW", f"------------------ 原始郵件 ------------------\n{qq}\n主旨: {SUBJECT}\n\n", at(None))
    en = header(
        ("From", '"Amazon"<notice@amazon.com>;'), ("Date", "Thu, Mar 12, 2026 06:02 PM"), ("To", f'"ops"<{TO}>;')
    )
    yield Layout("qq", "en", f"------------------ Original ------------------\n{en}\nSubject: {SUBJECT}\n\n", at(None))
    fox = header(("发件人", WHO), ("发送时间", "2026-03-12 18:02"), ("收件人", TO), ("主题", SUBJECT), colon="\uff1a")
    yield Layout("foxmail", "zh", f"\n{fox}\n", at(None))
    fox_en = header(("From", WHO), ("Date", "2026-03-12 18:02"), ("To", TO), ("Subject", SUBJECT))
    yield Layout("foxmail", "en", f"\n{fox_en}\n", at(None))
    for code, words, marker, date in (
        ("zh", ("发件人", "发送日期", "收件人", "主题"), "转发的邮件", "2026年03月12日 18:02"),
        ("en", ("From", "Date", "To", "Subject"), "Forwarded Message", "03/12/2026 18:02"),
    ):
        values = ("Amazon<notice@amazon.com>", date, f"<{TO}>", SUBJECT)
        cells = "".join(f"| {word} | {value} |\n" for word, value in zip(words, values, strict=True))
        yield Layout("netease", code, f"---- {marker} ----\n{cells}\n", at(None))
    old = header(
        ("发件人", WHO), ("发送日期", "2026-03-12 18:02:00"), ("收件人", TO), ("主题", SUBJECT), colon="\uff1a"
    )
    yield Layout("netease-old", "zh", f"-------- 转发邮件信息 --------\n{old}\n", at(None))
    mail_ru = header(
        ("От кого", WHO), ("Кому", TO), ("Дата", "Четверг, 12 марта 2026, 18:02 +03:00"), ("Тема", SUBJECT)
    )
    yield Layout("mail.ru", "ru", f"-------- Пересылаемое сообщение --------\n{mail_ru}\n", at(180))
    yandex = '12.03.2026, 18:02, "Amazon" <notice@amazon.com>:\n'
    yield Layout("yandex", "ru", f"-------- Пересылаемое сообщение --------\n{yandex}\n", at(None), subject="")
    missive = header(
        ("From", WHO), ("Date", "March 12, 2026 at 6:02 PM"), ("To", TO), ("Cc", COPY), ("Subject", SUBJECT)
    )
    yield Layout("missive", "en", f"---------- Forwarded message ----------\n{missive}\n", at(None), quoted=7)
    mate = header(("From", WHO), ("To", TO), ("Subject", SUBJECT), ("Date", "Thu, 12 Mar 2026 18:02:00 +0000"))
    yield Layout("mailmate", "en", f"Forwarded message:\n\n{mate}\n", at(0), quoted=3)
    ionos = header(("From", WHO), ("To", f'"{TO}" <{TO}>'), ("Date", "03/12/2026 6:02 PM CET"), ("Subject", SUBJECT))
    yield Layout("ionos", "en", f"---------- Original Message ----------\n{ionos}\n", at(60), quoted=1)
    hubspot = header(
        ("送信元", WHO),
        ("日付", "2026年3月12日木曜日 18:02:00 +0100"),
        ("件名", SUBJECT),
        ("送信先", TO),
        colon="\uff1a",
    )
    yield Layout("hubspot", "ja", f"---------- メッセージを転送 ---------\n{hubspot}\n", at(60))


def services() -> Iterator[Layout]:
    """Services and programs that write in a way of their own."""
    for row in SERVICES:
        subject = SUBJECT if row.get("subject", True) else ""
        when = at(row.get("offset"))
        yield Layout(row["program"], row["language"], row["head"], when, row.get("quoted", 0), subject)


LAYOUTS: tuple[Layout, ...] = (
    *(
        layout
        for code, row in TABLE.items()
        for program in PROGRAMS
        if NEEDS[program] in row
        for layout in program(code, row)
    ),
    *others(),
    *services(),
)

"""Every limit is a setting: what is at it is read, what is over it is quarantined with the limit named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from config.errors import ItemError
from config.limits import Limits
from config.settings import load_settings
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.outcome import Quarantined
from noticepack.read import read
from noticepack.rebuild import rebuild
from noticepack.workers import read_context
from tests.noticepack.conftest import SAMPLES, Run

TEXT = "Hello from Amazon.com,\n\nyour listing B0TESTAAA1 was removed. Please answer within 3 days.\n"


def mail(*files: bytes, headers: int = 0, kind: str = "octet-stream") -> EmailMessage:
    """A notice with files."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "Amazon <notice@amazon.com>", "ops@seller.example", "Notice"
    message["Date"] = "Thu, 12 Mar 2026 09:14:24 -0700"
    for number in range(headers):
        message[f"X-Field-{number}"] = "x"
    message.set_content(TEXT)
    for data in files:
        message.add_attachment(data, maintype="application", subtype=kind)
    return message


def nested(levels: int) -> bytes:
    """A notice inside so many mails."""
    data = mail().as_bytes()
    for _ in range(levels):
        outer = EmailMessage(policy=SMTP)
        outer["From"], outer["To"] = "mara@seller.example", "ops@seller.example"
        outer.set_content("see attached")
        outer.add_attachment(message_from_bytes(data, policy=SMTP))
        data = outer.as_bytes()
    return data


def zipped(**members: bytes) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(pages: int) -> bytes:
    """A PDF of so many pages, with the words of a notice on each."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for _ in range(pages):
        canvas.drawString(72, 700, "Hello from Amazon.com, your listing was removed. Please answer within 3 days.")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(data: bytes) -> int:
    """Lines of a mail's header."""
    return data.partition(b"\r\n\r\n")[0].count(b"\r\n") + 1


@dataclass(frozen=True)
class Case:
    """A limit, what goes over it by one, and the value at which the same passes."""

    over: bytes
    limit: int
    code: str
    passes: int


PLAIN = mail().as_bytes()
FILES = mail(b"a" * 100, b"b" * 100, b"c" * 100).as_bytes()
MANY = mail(headers=20).as_bytes()
BOMB = zipped(**{"a.eml": PLAIN + b"\x20" * 1_500_000})
CASES: dict[str, Callable[[], Case]] = {
    "message_bytes": lambda: Case(PLAIN, len(PLAIN) - 1, "limit.message_bytes", len(PLAIN)),
    "part_count": lambda: Case(FILES, 4, "limit.part_count", 5),
    "part_count, forwarded": lambda: Case(nested(1), 3, "limit.part_count", 4),
    "nesting_depth": lambda: Case(nested(4), 4, "limit.nesting_depth", 5),
    "header_lines": lambda: Case(MANY, lines(MANY) - 1, "limit.header_lines", lines(MANY)),
    "attachment_bytes": lambda: Case(FILES, 99, "limit.attachment_bytes", 100),
    "attachments": lambda: Case(FILES, 2, "limit.attachments", 3),
    "pdf_pages": lambda: Case(mail(pdf(3), kind="pdf").as_bytes(), 2, "limit.pdf_pages", 3),
    "text_characters": lambda: Case(PLAIN, 50, "limit.text_characters", len(TEXT) + 100),
}
ZIPS: dict[str, Callable[[], Case]] = {
    "zip_entries": lambda: Case(zipped(**{"a.eml": PLAIN, "b.eml": MANY}), 1, "limit.zip_entries", 2),
    "zip_member_bytes": lambda: Case(zipped(**{"a.eml": PLAIN}), len(PLAIN) - 1, "limit.zip_member_bytes", len(PLAIN)),
    "zip_ratio": lambda: Case(BOMB, 10, "limit.zip_ratio", 100_000),
    "zip_depth": lambda: Case(zipped(**{"a.zip": zipped(**{"b.eml": PLAIN})}), 1, "zip.too_deep", 2),
}
ELSEWHERE = {"item_seconds", "item_memory_bytes", "packet_seconds"}
"""Limits of the process that reads or packs: tests/noticepack/runners, and below."""


@pytest.mark.parametrize("name", CASES)
def test_over_a_limit_is_quarantined_with_its_name(app: App, name: str) -> None:
    """One over is held back under the limit's code with its value; at the limit it is read."""
    case, setting = CASES[name](), name.partition(",")[0]
    item = RawItem("a.eml", app.clock(), case.over)
    context = read_context(app.settings)

    over = read(item, replace(context, limits=Limits(**{setting: case.limit}), bare=True))
    at = read(item, replace(context, limits=Limits(**{setting: case.passes}), bare=True))

    assert isinstance(over, Quarantined)
    assert over.code == case.code
    assert str(case.limit) in over.reason
    assert not isinstance(at, Quarantined)


@pytest.mark.parametrize("name", ZIPS)
def test_zip_over_a_limit_is_quarantined_whole(
    name: str, tmp_path: Path, run: Run, make_app: Callable[..., App]
) -> None:
    """A zip that is too much is one item that is held back; none of its members is read."""
    case = ZIPS[name]()
    (tmp_path / "in.zip").write_bytes(case.over)
    app = make_app(**{f"limits.{name}": case.limit})

    report = run(app, [tmp_path / "in.zip"])

    (held,) = report.held_back
    assert held.code == case.code
    assert name in held.reason
    assert report.counts["archived"] == 0


@pytest.mark.parametrize("name", ZIPS)
def test_zip_at_a_limit_is_opened(name: str, tmp_path: Path, run: Run, make_app: Callable[..., App]) -> None:
    """A zip at the limit gives its members."""
    case = ZIPS[name]()
    (tmp_path / "in.zip").write_bytes(case.over)

    report = run(make_app(**{f"limits.{name}": case.passes}), [tmp_path / "in.zip"])

    assert report.held_back == []
    assert report.counts["archived"] >= 1


def test_a_packet_has_a_time_of_its_own(run: Run, make_app: Callable[..., App]) -> None:
    """A packet that takes longer than its limit is given up, with the setting named, and nothing is written."""
    run(make_app(), [SAMPLES / "amazon-us-copyright-plain.eml"])
    app = make_app(**{"limits.packet_seconds": 0.001})
    (case,) = app.catalog.cases()

    with pytest.raises(ItemError, match=r"limit\.item_seconds") as caught:
        rebuild(app, case.id)

    assert "limits.packet_seconds" in caught.value.advice
    assert [row.version for row in app.catalog.cases()] == [case.version]


def test_every_limit_has_a_case() -> None:
    """A new limit needs a row here."""
    tested = {name.partition(",")[0] for name in (*CASES, *ZIPS)}

    assert tested | ELSEWHERE == set(Limits.model_fields)


@pytest.mark.parametrize("name", sorted(Limits.model_fields))
def test_every_limit_is_a_setting(name: str, tmp_path: Path) -> None:
    """A limit is set by file, environment or option like every other setting."""
    env = {"HOME": str(tmp_path), f"NOTICEPACK_LIMITS__{name.upper()}": "7"}

    assert getattr(load_settings(None, env, {}).settings.limits, name) == 7

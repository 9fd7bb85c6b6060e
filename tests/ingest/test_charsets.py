"""Charsets that lie are repaired, and every repair is said."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.limits import Limits
from ingest.charsets import decode
from ingest.item import RawItem
from ingest.parse import parse

TEXTS = {
    "en": "Your listing “B0TESTAAA1” was removed – please don’t reply. The fee is €9.",
    "de": "Ihr Angebot wurde entfernt. Bitte prüfen Sie die Rechnung über 9 €, „Größe“ und Straße.",
    "fr": "Votre offre a été retirée. Veuillez répondre à l’équipe dès que possible, s’il vous plaît.",
    "es": "Su anuncio ha sido eliminado. ¿Por qué? La política de la compañía está en la página señalada.",
    "zh": "您好，您的商品因侵犯知识产权已被移除。请在七天内提供发票和授权书。镕瑄堃喆商贸有限公司。",
    "zh-TW": "您好，您的商品因為侵犯智慧財產權已經被移除。請在七天內提供發票和授權書。",
    "ja": "お客様の出品は規約違反のため停止されました。七日以内に請求書をご提出ください。①㈱髙島",
    "ru": "Здравствуйте! Ваш товар удалён за нарушение прав. Пришлите счета в течение семи дней.",
    "ko": "안녕하세요. 귀하의 상품이 지식재산권 침해로 삭제되었습니다. 칠 일 안에 송장을 보내 주십시오.",
}
LIES = [
    # language, charset of the bytes, label, what is said
    ("zh", "gb18030", "gb2312", "charset gb2312 read as gb18030"),
    ("zh", "gb18030", "gbk", ""),
    ("zh", "gb18030", None, "gb18030"),
    ("zh", "gb18030", "us-ascii", "gb18030"),
    ("zh", "gb18030", "iso-8859-1", "gb18030"),
    ("zh", "utf-8", "gb2312", "utf-8"),
    ("zh", "utf-8", None, "no charset is named: read as utf-8"),
    ("zh-TW", "big5hkscs", "big5", ""),
    ("zh-TW", "big5hkscs", None, "big5hkscs"),
    ("en", "cp1252", "iso-8859-1", "charset iso-8859-1 read as windows-1252"),
    ("en", "cp1252", "us-ascii", "charset us-ascii read as windows-1252"),
    ("en", "cp1252", None, "cp1252"),
    ("en", "utf-8", "iso-8859-1", "charset iso-8859-1 read as utf-8"),
    ("de", "cp1252", "iso-8859-1", "windows-1252"),
    ("de", "utf-8", "windows-1252", "utf-8"),
    ("de", "cp1252", "utf-8", "cp1252"),
    ("fr", "cp1252", "x-unknown", "cp1252"),
    ("es", "utf-8", "us-ascii", "utf-8"),
    ("es", "cp1252", None, "cp1252"),
    ("ja", "cp932", "shift_jis", "charset shift_jis read as cp932"),
    ("ja", "cp932", None, "cp932"),
    ("ja", "utf-8", "shift_jis", "utf-8"),
    ("ja", "utf-8", "iso-2022-jp", "utf-8"),
    ("ru", "cp1251", None, "cp1251"),
    ("ru", "cp1251", "koi8-r", "cp1251"),
    ("ru", "koi8-r", "windows-1251", "koi8-r"),
    ("ru", "cp1251", "iso-8859-1", "cp1251"),
    ("ru", "utf-8", "windows-1251", "utf-8"),
    ("ko", "cp949", "euc-kr", ""),
    ("ko", "cp949", None, "cp949"),
]


@pytest.mark.parametrize(("language", "truth", "label", "said"), LIES)
def test_lying_label(language: str, truth: str, label: str | None, said: str) -> None:
    """The text comes out right whatever the label says, and what was done is said."""
    text = TEXTS[language]

    found = decode(text.encode(truth), label)

    assert found.text == text
    assert said in found.repair
    assert bool(found.repair) == bool(said)


@pytest.mark.parametrize("truth", ["utf-8", "utf-16", "utf-8-sig", "iso2022_jp", "hz"])
def test_honest_label_needs_no_repair(truth: str) -> None:
    """A label that fits is believed, and nothing is said."""
    text = TEXTS["zh"] if truth == "hz" else "出品者様のアカウント"
    text = "您好" if truth == "hz" else text

    found = decode(text.encode(truth), truth.replace("iso2022_jp", "iso-2022-jp"))

    assert (found.text, found.repair) == (text, "")


def test_repair_is_told_of_the_message() -> None:
    """A body and a subject in another charset than they claim are repaired, and the message says both."""
    subject = "=?gb2312?B?" + b64encode("镕瑄商贸".encode("gb18030")).decode() + "?="
    head = f"From: a@b.example\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
    item = RawItem("a.eml", datetime(2026, 1, 1, tzinfo=UTC), head.encode() + TEXTS["zh"].encode("gb18030"))

    message = parse(item, Limits())

    assert message.subject == "镕瑄商贸"
    assert message.parts[0].text == TEXTS["zh"]
    assert "body: charset gb2312 read as gb18030" in message.repairs
    assert "subject: charset gb2312 read as gb18030" in message.repairs


LABELS = st.sampled_from(
    [None, "utf-8", "gb2312", "iso-8859-1", "us-ascii", "shift_jis", "iso-2022-jp", "nonsense", ""]
)


@given(st.binary(max_size=200), LABELS)
def test_any_bytes_give_a_text(data: bytes, label: str | None) -> None:
    """Whatever bytes come under whatever label, a text comes out and no error."""
    found = decode(data, label)

    assert isinstance(found.text, str)


@given(st.text(max_size=100))
def test_utf8_under_its_own_label_is_untouched(text: str) -> None:
    """UTF-8 that says so is never guessed at."""
    data = text.encode("utf-8", "ignore")

    assert decode(data, "utf-8").text == data.decode().removeprefix("\ufeff")

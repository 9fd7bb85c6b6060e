"""Workbooks: what stands in heads, feet and names of sheets is known, also where Excel has cut it."""

from __future__ import annotations

import io

import openpyxl
import pytest

from assemble.redact.find import find
from config.redaction import Entity, load_redaction
from tests.assemble.redact.docx_plants import with_members
from tests.assemble.redact.leaks import bytes_of, leaks, texts_of
from tests.assemble.redact.shared import output, redact
from tests.assemble.redact.xlsx_plants import XLSX, filled

IBAN, MWS = "PL63 8067 5926 9634 5559 2487 8776", "amzn.mws.7e23a356-0d86-69ca-b524-687297c1acd4"


def titles(head: str, title: str) -> list[str]:
    """The names of the sheets of a redacted workbook with a head and a sheet of that name."""

    def fill(book: openpyxl.Workbook) -> None:
        book.create_sheet(title).oddHeader.left.text = head

    data = output(redact(filled(fill), XLSX, ocr=False))
    return [str(name) for name in openpyxl.load_workbook(io.BytesIO(data)).sheetnames]


@pytest.mark.parametrize(
    ("head", "title", "left"),
    [
        ("Contact person: Noor Marchetti", "Noor Marchetti", "Noor"),
        ("Passport: E56719294", "E56719294", "E567"),
        (f"IBAN: {IBAN}", IBAN[:31], "8067"),
        ("", MWS[:31], "7e23a356"),
    ],
)
def test_a_value_is_gone_from_the_name_of_a_sheet(head: str, title: str, left: str) -> None:
    """What a head calls a value is one in a name too, and the beginning of one that did not fit."""
    assert not any(left in name for name in titles(head, title))


def test_the_name_of_a_sheet_that_a_value_begins_with_stays() -> None:
    """A short word is no value that was cut."""
    assert titles("E-mail: invoice.desk@river-43.example", "Invoice") == ["Sheet", "Invoice"]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (f"{'so that we can reach the one who signs ':55}Contact person: Henrik\n> Fasolino before May.", "Fasolino"),
        ("Contact person: Henrik\nBerlin, 2 May", None),
        (f"{'so that we can reach the one who signs ':55}Contact person: Henrik\nPhone: none", None),
    ],
)
def test_a_name_goes_on_over_the_end_of_a_full_line(text: str, gone: str | None) -> None:
    """A mail program breaks long lines only, and the next label is no name."""
    values = [v.value for v in find(text, load_redaction()) if v.entity is Entity.PERSON]

    assert values[0].endswith(gone or "Henrik")


def test_a_word_after_another_number_is_no_end_of_a_credit_code() -> None:
    """Eight digits of a card and the ten letters of the next label pass the check by chance."""
    text = "Card number: 4274 2493 1723 3611\nCard number: 4274 2493 1723 3611"

    assert not any(v.entity is Entity.USCC for v in find(text, load_redaction()))


def test_a_comment_of_xml_is_passed_over_and_its_value_gone() -> None:
    """Some programs write comments into their parts; no reader of cells shows them."""

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"<sheetData>", f"<!-- IBAN: {IBAN} --><?note x?><sheetData>".encode(), 1)

    data = output(redact(with_members(filled(lambda book: None), {}, change), XLSX, ocr=False))

    assert leaks(IBAN, texts_of(XLSX, data), bytes_of(XLSX, data)) == []

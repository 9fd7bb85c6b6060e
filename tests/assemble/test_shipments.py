"""The way of the orders out of the tables that are said to show it: orders, stock, and what cannot be used."""

from __future__ import annotations

import pytest

from assemble.answers import AppealAnswers, EvidenceClaim
from assemble.evidence import Evidence
from assemble.shipments import Shipments, shipments_in
from config.shipments import Column, load_shipments
from config.words import PaperKind
from tests.assemble.builders import evidence_file
from tests.assemble.made import csv_text, workbook

RULES = load_shipments()
HEADS = ("Номер заказа", "Дата заказа", "Этикетка создана", "Трек-номер", "Перевозчик", "Принят", "Вручен", "Сообщения")
ROW = ("3TQ8W2", "05.10.2026 08:12", "08.10.2026", "LZ473124829CN", "Почта", "09.10.2026", "21.10.2026", "Спасибо")


def read(data: bytes, kind: PaperKind | None = PaperKind.SHIPMENTS) -> Shipments:
    """The shipments of one file that is said to be of a kind."""
    claim = EvidenceClaim("s.csv", "The way", paper=kind)
    return shipments_in(AppealAnswers(evidence=(claim,)), Evidence((evidence_file("s.csv", data),)), RULES)


@pytest.mark.parametrize("above", [(), (("Отчёт",), ("от 1 ноября",))])
def test_a_table_in_russian(above: tuple[tuple[str, ...], ...]) -> None:
    """Columns are known by their names in Russian too, below lines that name none."""
    (one,) = read(csv_text([*above, HEADS, ROW], ";")).shipments

    assert (one.order, one.tracking, one.carrier, one.messages) == ("3TQ8W2", "LZ473124829CN", "Почта", "Спасибо")
    assert [*one.events] == [Column.PLACED, Column.LABEL, Column.ACCEPTED, Column.DELIVERED]
    assert one.place == f"s.csv row {len(above) + 2}"


def test_a_table_in_chinese() -> None:
    """And in Chinese."""
    heads = ("订单号", "下单时间", "打单时间", "运单号", "揽收时间", "签收时间")
    (one,) = read(
        csv_text([heads, ("A1", "2026-10-05", "2026-10-06", "RR123456785CN", "2026-10-07", "2026-10-20")])
    ).shipments

    assert one.events[Column.DELIVERED].text == "2026-10-20"


def test_corrections_of_the_stock_stand_in_a_sheet_of_their_own() -> None:
    """Orders and stock are told apart by their columns; a sheet with neither is said and not read."""
    book = workbook(
        {
            "Orders": [("order", "placed"), ("A1", "2026-10-05")],
            "Stock": [
                ("SKU", "Before", "After", "Adjusted", "Reason"),
                ("TR-1", 40, 12, "2026-10-06 09:00", "counted"),
            ],
            "Notes": [("who", "what"), ("Ann", "came")],
            "Empty": [],
        }
    )
    found = read(book)
    (stock,) = found.adjustments

    assert [one.order for one in found.shipments] == ["A1"]
    assert (stock.sku, stock.before, stock.after, stock.reason) == ("TR-1", "40", "12", "counted")
    assert [(fault.code, fault.place) for fault in found.faults] == [("columns", "s.csv, Notes")]


def test_a_gap_a_word_and_a_formula() -> None:
    """An empty cell is a gap, a word stays a word, a formula and a day that can be two are faults."""
    rows = [
        ("order", "placed", "accepted", "delivered"),
        ("A1", "2026-10-05", "", "lost, refunded"),
        ("A2", "=NOW()", "03/04/2026", "20261021123456"),
    ]
    first, second = read(csv_text(rows, ";")).shipments
    faults = read(csv_text(rows, ";")).faults

    assert Column.ACCEPTED not in first.events
    assert (first.events[Column.DELIVERED].text, first.events[Column.DELIVERED].at) == ("lost, refunded", None)
    assert Column.PLACED not in second.events
    assert [fault.code for fault in faults] == ["formula", "time", "time"]


@pytest.mark.parametrize("kind", [None, PaperKind.RECORD])
def test_only_what_is_said_to_be_a_table_of_shipments_is_read(kind: PaperKind | None) -> None:
    """A record with the same columns is a paper like any other."""
    assert read(csv_text([HEADS, ROW], ";"), kind) == Shipments()

"""Shipments and stock adjustments out of the tables that the seller gave as evidence, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assemble.answers import AppealAnswers
from assemble.evidence import Evidence
from assemble.file_types import media_type_of
from assemble.moments import moment_in
from assemble.table import Cell, Row, Table, read_tables
from config.errors import ItemError
from config.shipments import Column, ShipmentRules
from config.words import PaperKind

UNKNOWN_ZONE = timedelta(hours=14)
"""A time without a zone may be that far from one with a zone."""


@dataclass(frozen=True, slots=True)
class Event:
    """A step on the way of an order."""

    text: str
    """As the table has it; empty for a gap."""
    at: datetime | None = None
    """None where the text states no time (`lost, refunded`)."""


@dataclass(frozen=True, slots=True)
class Shipment:
    """One order on its way."""

    place: str
    """`shipments.xlsx row 7`."""
    file: str
    order: str
    tracking: str
    carrier: str
    events: Mapping[Column, Event]
    """By step, in their order in time; only those with a text."""
    messages: str
    refund: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One correction of the stock."""

    place: str
    file: str
    sku: str
    before: str
    after: str
    adjusted: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a table that cannot be used."""

    place: str
    code: str
    """`unreadable`, `formula`, `time`, `columns`."""
    what: str


@dataclass(frozen=True, slots=True)
class Shipments:
    """All tables of the evidence together."""

    shipments: tuple[Shipment, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class _Found:
    shipments: list[Shipment] = field(default_factory=list)
    adjustments: list[Adjustment] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def shipments_in(answers: AppealAnswers, evidence: Evidence, rules: ShipmentRules) -> Shipments:
    """What the evidence files that are said to be tables of shipments hold."""
    tables = {claim.file for claim in answers.evidence if claim.paper is PaperKind.SHIPMENTS}
    found = _Found()
    for file in evidence.files:
        if file.name in tables and file.data:
            try:
                for table in read_tables(file.data, media_type_of(file.data, file.name), rules.limits):
                    _read(table, file.name, rules, found)
            except ItemError as error:
                found.faults.append(Fault(file.name, "unreadable", error.reason))
    return Shipments(tuple(found.shipments), tuple(found.adjustments), tuple(found.faults))


def _read(table: Table, file: str, rules: ShipmentRules, found: _Found) -> None:
    """The rows below the first row that names columns."""
    sheet = f"{file}, {table.name}" if table.name else file
    head = next((row for row in table.rows[:10] if _columns(row, rules)), None)
    if head is None:
        if table.rows:
            found.faults.append(Fault(sheet, "columns", "no row names an order or a product as the head of a column"))
        return
    columns = _columns(head, rules)
    for row in table.rows:
        if row.number > head.number:
            place = f"{sheet} row {row.number}"
            cells = {name: row.cells[at] for name, at in columns.items() if at < len(row.cells)}
            found.faults += [Fault(place, "formula", name.value) for name, cell in cells.items() if cell.formula]
            _row(cells, place, file, rules, found)


def _columns(row: Row, rules: ShipmentRules) -> dict[Column, int]:
    """Column -> its place, where the row is a head: it names orders, or products with their stock."""
    named = {column: at for at, cell in reversed([*enumerate(row.cells)]) if (column := rules.column(cell.text))}
    is_head = Column.ORDER in named or {Column.SKU, Column.ADJUSTED} <= named.keys()
    return named if is_head else {}


def _row(cells: Mapping[Column, Cell], place: str, file: str, rules: ShipmentRules, found: _Found) -> None:
    def text(column: Column) -> str:
        cell = cells.get(column, Cell())
        return "" if cell.formula else cell.text

    if order := text(Column.ORDER):
        events = dict(_events(cells, place, rules, found))
        numbers = text(Column.TRACKING), text(Column.CARRIER)
        rest = text(Column.MESSAGES), text(Column.REFUND)
        found.shipments.append(Shipment(place, file, order, *numbers, events, *rest))
    if text(Column.ADJUSTED) and text(Column.SKU):
        values = [text(one) for one in (Column.SKU, Column.BEFORE, Column.AFTER, Column.ADJUSTED, Column.REASON)]
        found.adjustments.append(Adjustment(place, file, *values))


def _events(
    cells: Mapping[Column, Cell], place: str, rules: ShipmentRules, found: _Found
) -> Iterator[tuple[Column, Event]]:
    for step in rules.steps:
        cell = cells.get(step, Cell())
        if not cell.text or cell.formula:
            continue
        at, why = _time(cell)
        if why:
            found.faults.append(Fault(place, "time", f"{rules.steps[step].name}: {why}"))
        yield step, Event(cell.text, at)


def _time(cell: Cell) -> tuple[datetime | None, str]:
    """The time in a cell, None for words; and why it cannot be read where it looks like one."""
    try:
        at = cell.moment or moment_in(cell.text)
    except ValueError as error:
        return None, str(error)
    looks = at is None and sum(char.isdigit() for char in cell.text) > 5
    return at, f"“{cell.text}” is no time" if looks else ""


def is_before(one: datetime, other: datetime) -> bool:
    """Whether one time is certainly before the other; without a zone in one of the two half a day more is allowed."""
    if (one.tzinfo is None) == (other.tzinfo is None):
        return one < other
    return one.replace(tzinfo=None) + UNKNOWN_ZONE < other.replace(tzinfo=None)

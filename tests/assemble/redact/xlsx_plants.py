"""Excel files with values in every place that such a file has."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.assemble.redact.docx_plants import with_members
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def filled(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """A book with the filler, then filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number, line in enumerate(FILLER, 1):
        sheet.cell(number, 1, line)
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsx_cells(plants: Sequence[Plant]) -> bytes:
    """A cell each, the label in the same cell or in the one before."""

    def fill(book: openpyxl.Workbook) -> None:
        for number, plant in enumerate(plants, 8):
            if number % 2:
                book.active.cell(number, 1, plant.sentence)
            else:
                book.active.cell(number, 1, plant.label)
                book.active.cell(number, 2, plant.value)

    return filled(fill)


def xlsx_columns(plants: Sequence[Plant]) -> bytes:
    """A column a kind, the label as its heading; what can be a number is one."""

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Table")
        labels = sorted({p.label for p in plants})
        for column, label in enumerate(labels, 1):
            sheet.cell(1, column, label.rstrip(":"))
            for row, plant in enumerate([p for p in plants if p.label == label], 2):
                number = plant.value.isdigit() and len(plant.value) <= 16
                sheet.cell(row, column, int(plant.value) if number else plant.value)

    return filled(fill)


def xlsx_hidden(plants: Sequence[Plant]) -> bytes:
    """Comments, names, hidden sheets, formulas, sheet titles, headers, properties, links."""

    def fill(book: openpyxl.Workbook) -> None:
        hidden = book.create_sheet("Hidden")
        hidden.sheet_state = "veryHidden"
        for number, plant in enumerate(plants, 1):
            hidden.cell(number, 1, plant.sentence)
            book.active.cell(number, 4).comment = Comment(plant.sentence, plant.value)
            book.active.cell(number, 5, f'=CONCATENATE("{plant.sentence}", "")')
            book.defined_names[f"n{number}"] = DefinedName(f"n{number}", attr_text=f'"{plant.sentence}"')
            book.active.cell(number, 6, "link").hyperlink = f"https://x.example/?q={plant.value.replace(' ', '%20')}"
        book.create_sheet(plants[-1].value[:30])
        words = "; ".join(p.sentence for p in plants)
        book.properties.creator = book.properties.keywords = words[:250]
        book.active.oddHeader.center.text = words[:200]

    return filled(fill)


def xlsx_runs(plants: Sequence[Plant]) -> bytes:
    """Every character of a cell in a run of its own, some bold."""

    def fill(book: openpyxl.Workbook) -> None:
        bold, thin = InlineFont(b=True), InlineFont(b=False)
        for number, plant in enumerate(plants, 8):
            runs = [TextBlock(bold if at % 2 else thin, char) for at, char in enumerate(plant.sentence)]
            book.active.cell(number, 1).value = CellRichText(*runs)

    return filled(fill)


def xlsx_members(plants: Sequence[Plant]) -> bytes:
    """Custom properties, custom XML, embedded files, thumbnails, macros, caches, links to other books, text boxes."""
    words = "; ".join(p.sentence for p in plants)
    members = {
        "docProps/custom.xml": f'<Properties><property name="a"><lpwstr>{words}</lpwstr></property></Properties>',
        "customXml/item9.xml": f"<x>{words}</x>",
        "xl/embeddings/oleObject1.bin": words,
        "docProps/thumbnail2.jpeg": words,
        "xl/vbaProject.bin": words,
        "xl/pivotCache/pivotCacheRecords1.xml": f"<r><s v='{words}'/></r>",
        "xl/externalLinks/externalLink1.xml": f"<externalLink><v>{words}</v></externalLink>",
        "xl/drawings/drawing9.xml": f"<wsDr><t>{words}</t></wsDr>",
        "xl/threadedComments/threadedComment1.xml": f"<c><text>{words}</text></c>",
        f"xl/{plants[0].value.replace(' ', '')}.xml": f"<x>{words}</x>",
    }
    return with_members(filled(lambda book: None), {name: body.encode() for name, body in members.items()})


BOOKS: dict[str, tuple[str, Channel]] = {
    "xlsx cells": (XLSX, xlsx_cells),
    "xlsx columns": (XLSX, xlsx_columns),
    "xlsx runs": (XLSX, xlsx_runs),
    "xlsx hidden": (XLSX, xlsx_hidden),
    "xlsx members": (XLSX, xlsx_members),
}

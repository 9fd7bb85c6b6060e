"""Word and Excel files with values in every place that such a file has."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import docx
import openpyxl
from docx.document import Document
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.assemble.redact import image_plants
from tests.assemble.redact.plants import FILLER, Plant

Channel = Callable[[Sequence[Plant]], bytes]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _document() -> Document:
    document = docx.Document()
    for line in FILLER:
        document.add_paragraph(line)
    return document


def _saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_text(plants: Sequence[Plant]) -> bytes:
    """Paragraphs."""
    document = _document()
    for plant in plants:
        document.add_paragraph(f"{plant.sentence}, please")
    return _saved(document)


def docx_runs(plants: Sequence[Plant]) -> bytes:
    """Every character in a run of its own."""
    document = _document()
    for plant in plants:
        paragraph = document.add_paragraph()
        for number, char in enumerate(plant.sentence):
            paragraph.add_run(char).bold = number % 2 == 0
    return _saved(document)


def docx_table(plants: Sequence[Plant]) -> bytes:
    """Label and value in two cells."""
    document = _document()
    table = document.add_table(rows=0, cols=2)
    for plant in plants:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = plant.label, plant.value
    return _saved(document)


def docx_margins(plants: Sequence[Plant]) -> bytes:
    """Headers, footers, properties, comments."""
    document = _document()
    section = document.sections[0]
    for number, plant in enumerate(plants):
        (section.header if number % 2 else section.footer).add_paragraph(plant.sentence)
        document.add_comment(document.paragraphs[0].runs, plant.sentence, author=plant.value[:20], initials="x")
    words = "; ".join(p.sentence for p in plants)
    document.core_properties.author = document.core_properties.title = words[:250]
    document.core_properties.comments = document.core_properties.keywords = words[:250]
    return _saved(document)


def with_members(data: bytes, members: dict[str, bytes], change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """A zip with some members changed and others added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, change(info.filename, body) if change else body)
        for name, body in members.items():
            new.writestr(name, body)
    return buffer.getvalue()


def docx_changes(plants: Sequence[Plant]) -> bytes:
    """Tracked deletions and insertions, hidden text, field codes, alternative texts."""
    bits = (
        '<w:p><w:del w:id="1" w:author="{v}"><w:r><w:delText>{s}</w:delText></w:r></w:del></w:p>',
        '<w:p><w:ins w:id="2" w:author="{v}"><w:r><w:t>{s}</w:t></w:r></w:ins></w:p>',
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{s}</w:t></w:r></w:p>",
        '<w:p><w:r><w:instrText xml:space="preserve"> QUOTE "{s}" </w:instrText></w:r></w:p>',
        '<w:p><w:bookmarkStart w:id="9" w:name="{v}"/><w:r><w:t>word</w:t></w:r></w:p>',
    )
    body = "".join(bits[n % len(bits)].format(s=p.sentence, v=p.value) for n, p in enumerate(plants))

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1) if name == "word/document.xml" else data

    return with_members(_saved(_document()), {}, change)


def docx_members(plants: Sequence[Plant]) -> bytes:
    """Custom properties, custom XML, embedded files, thumbnails, macros, fonts."""
    words = "; ".join(p.sentence for p in plants)
    members = {
        "docProps/custom.xml": f'<Properties><property name="a"><lpwstr>{words}</lpwstr></property></Properties>',
        "customXml/item9.xml": f"<x>{words}</x>",
        "word/embeddings/oleObject1.bin": words,
        "docProps/thumbnail2.jpeg": words,
        "word/vbaProject.bin": words,
        f"word/{plants[0].value.replace(' ', '')}.xml": f"<x>{words}</x>",
    }
    return with_members(_saved(_document()), {name: body.encode() for name, body in members.items()})


def docx_picture(plants: Sequence[Plant]) -> bytes:
    """A picture of text."""
    document = _document()
    document.add_picture(io.BytesIO(image_plants.png(plants)))
    return _saved(document)


def _book(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
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

    return _book(fill)


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

    return _book(fill)


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

    return _book(fill)


OFFICE: dict[str, tuple[str, Channel]] = {
    "docx text": (DOCX, docx_text),
    "docx runs": (DOCX, docx_runs),
    "docx table": (DOCX, docx_table),
    "docx margins": (DOCX, docx_margins),
    "docx changes": (DOCX, docx_changes),
    "docx members": (DOCX, docx_members),
    "docx picture": (DOCX, docx_picture),
    "xlsx cells": (XLSX, xlsx_cells),
    "xlsx columns": (XLSX, xlsx_columns),
    "xlsx hidden": (XLSX, xlsx_hidden),
}

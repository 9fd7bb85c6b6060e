"""Papers for tests, made as files: every name and number in them is invented, and the bytes are always the same."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import openpyxl
import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

TITLE, LINE = 16, 14


@cache
def pdf(*lines: str, pages: int = 1, producer: str = "", created: str = "", modified: str = "") -> bytes:
    """A PDF with the lines on its first page; dates as PDFs write them (`D:20260301101500Z`)."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 11)
        for at, line in enumerate(lines or ("A paper",)):
            canvas.drawString(60, 780 - at * LINE, line if number == 0 else f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return _with_info(buffer.getvalue(), {"/Producer": producer, "/CreationDate": created, "/ModDate": modified})


def _with_info(data: bytes, info: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        for key in list(document.docinfo):
            del document.docinfo[key]
        for key, value in info.items():
            if value:
                document.docinfo[key] = value
        document.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def appended_pdf() -> bytes:
    """A PDF to whose finished bytes a section was added, as some programs do when somebody types into a page."""
    data = pdf("A certificate")
    return data + b"\n9 0 obj\n<</Type /Annot>>\nendobj\n" + data[data.rindex(b"startxref") :]


@cache
def locked_pdf() -> bytes:
    """A PDF that opens only with a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("A secret"))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u", R=6))
    return out.getvalue()


@cache
def picture(kind: str = "PNG", text: str = "A picture", taken: str = "", size: tuple[int, int] = (640, 400)) -> bytes:
    """A picture with a text on it; `taken` is its Exif time (`2026:03:01 10:00:00`)."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, size[0] - 8, size[1] - 8), outline="#1b3a5c", width=3)
    draw.text((24, 24), text, fill="#1f2933")
    out = io.BytesIO()
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    image.save(out, kind, **({"exif": exif} if taken else {}))
    return out.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """An XLSX file with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """A CSV file; cells hold neither quotes nor line ends."""
    return "".join(delimiter.join(row) + "\n" for row in rows).encode()

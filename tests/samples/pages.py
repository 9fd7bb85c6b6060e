"""PDF samples: notices as a marketplace or a print dialog would make them. The same input gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib import colors
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle


@cache
def chinese_font() -> str:
    """The name of a font that PDF readers bring along themselves, so that none has to be shipped."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return "STSong-Light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What all pages of a document share."""

    head: str
    """The line at the top of each page."""
    title: str
    foot: str = ""
    page_mark: str = "Page {}"
    chinese: bool = False

    @property
    def font(self) -> str:
        """The plain font."""
        return chinese_font() if self.chinese else "Helvetica"

    @property
    def bold(self) -> str:
        """The font of headings."""
        return chinese_font() if self.chinese else "Helvetica-Bold"


def table(letter: Letter, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """A ruled table, its first row the head; `widths` in millimetres."""
    cell = ParagraphStyle("cell", fontName=letter.font, fontSize=9, leading=11.5, alignment=TA_LEFT)
    head = ParagraphStyle("head", parent=cell, fontName=letter.bold)
    filled = [[Paragraph(text, cell if number else head) for text in row] for number, row in enumerate(rows)]
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8ecf0")),
            ("GRID", (0, 0), (-1, -1), 0.5, colors.HexColor("#8a949e")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return Table(filled, colWidths=[width * mm for width in widths], style=style, repeatRows=1, hAlign="LEFT")


def _decorate(canvas: Canvas, letter: Letter) -> None:
    """The letterhead with its rule, and the foot with the page number."""
    width, height = A4
    canvas.saveState()
    canvas.setFont(letter.bold, 10)
    canvas.drawString(22 * mm, height - 16 * mm, letter.head)
    canvas.setStrokeColor(colors.HexColor("#30507a"))
    canvas.setLineWidth(1.2)
    canvas.line(22 * mm, height - 19 * mm, width - 22 * mm, height - 19 * mm)
    canvas.setFont(letter.font, 8)
    canvas.setFillColor(colors.HexColor("#555555"))
    canvas.drawString(22 * mm, 12 * mm, letter.foot)
    canvas.drawRightString(width - 22 * mm, 12 * mm, letter.page_mark.format(canvas.getPageNumber()))
    canvas.restoreState()


def pdf(letter: Letter, content: Sequence[str | Flowable]) -> bytes:
    """A document of paragraphs and tables; `# ` begins a heading, `- ` an entry of a list."""
    wrap = "CJK" if letter.chinese else "LTR"
    body = ParagraphStyle("body", fontName=letter.font, fontSize=10, leading=14, spaceAfter=5, wordWrap=wrap)
    title = ParagraphStyle("title", parent=body, fontName=letter.bold, fontSize=15, leading=19, spaceAfter=9)
    heading = ParagraphStyle("heading", parent=body, fontName=letter.bold, fontSize=11, spaceBefore=8, spaceAfter=3)
    entry = ParagraphStyle("entry", parent=body, leftIndent=12, bulletIndent=2, spaceAfter=2)
    flow: list[Flowable] = [Paragraph(letter.title, title)]
    for piece in content:
        if not isinstance(piece, str):
            flow += [Spacer(1, 2 * mm), piece, Spacer(1, 3 * mm)]
        elif piece.startswith("# "):
            flow.append(Paragraph(piece[2:], heading))
        elif piece.startswith("- "):
            flow.append(Paragraph(piece[2:], entry, bulletText="-" if letter.chinese else "\u2022"))
        else:
            flow.append(Paragraph(piece.replace("\n", "<br/>"), body))
    into = io.BytesIO()
    # the frame adds 6 points on each side
    side = 22 * mm - 6
    template = SimpleDocTemplate(
        into,
        pagesize=A4,
        title=letter.title,
        author=letter.head,
        invariant=1,
        leftMargin=side,
        rightMargin=side,
        topMargin=27 * mm,
        bottomMargin=22 * mm,
    )
    template.build(
        flow,
        onFirstPage=lambda canvas, _: _decorate(canvas, letter),
        onLaterPages=lambda canvas, _: _decorate(canvas, letter),
    )
    return into.getvalue()

"""Text side by side on a page: columns are read one after the other, tables without lines row by row."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, SimpleDocTemplate, Table, TableStyle

from config.limits import Limits
from extract.documents.pdf import pdf_to_text
from extract.text import Text

PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=14)
JUSTIFIED = ParagraphStyle("justified", parent=PLAIN, alignment=4)
SENTENCE = "We removed your listing because a rights owner says that it infringes the registered trademark 4567890."
CHINESE = (
    ("您的账户已被停用，因为我们", "涉及的商品如下所列，请您尽"),
    ("收到了权利人关于商标侵权的", "快核实并提供发票和授权书，"),
    ("投诉。请在七天内提交申诉材", "以便我们重新审核您的账户和"),
    ("料，否则资金将被冻结。", "商品的销售权限。"),
)


def read(draw: Callable[[Canvas], object]) -> Text:
    """The text of a page on which `draw` drew."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000)


def lines(*rows: tuple[str, ...], at: tuple[int, ...] = (60, 230, 400), font: str = "Helvetica") -> Text:
    """Rows of words at fixed places, a line each."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, 11)
        for number, row in enumerate(rows):
            for x, word in zip(at, row, strict=False):
                canvas.drawString(x, 700 - 15 * number, word)

    return read(draw)


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    """A sentence that one column breaks off goes on at the head of the next."""
    buffer = io.BytesIO()
    made = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    made.addPageTemplates(PageTemplate(frames=[Frame(60, 500, 220, 150), Frame(310, 500, 220, 150)]))
    made.build([Paragraph(" ".join([SENTENCE] * 7), PLAIN)])
    text = pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000)

    assert text.content == " ".join([SENTENCE] * 7)


def test_columns_of_short_lines_are_told_by_lines_that_go_on() -> None:
    """A line that begins with a small letter beside another line is no cell."""
    text = lines(
        ("Your account was deactivated", "Listings concerned:"),
        ("because of repeated reports", "B0C1234567 steel cup"),
        ("about counterfeit products", "B0C7654321 tea pot"),
        ("sold by you on this store.", "B0C1111111 plate"),
        at=(60, 320),
    )

    assert "deactivated because of repeated reports about counterfeit products sold by you" in text.content
    assert text.rows == ()


def test_chinese_columns_are_joined_without_spaces() -> None:
    """Each column is one paragraph."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = lines(*CHINESE, at=(60, 330), font="STSong-Light")

    assert text.content.split("\n\n") == ["".join(row[side] for row in CHINESE) for side in (0, 1)]


def test_a_table_without_lines_is_rows() -> None:
    """Cells that stand below each other, a wrapped one included."""
    text = lines(
        ("ASIN", "Title", "Reason"),
        ("B0C1234567", "A steel cup with a", "Trademark"),
        ("", "long name", ""),
        ("B0C7654321", "Pot", "Copyright"),
        at=(60, 200, 380),
    )

    assert text.rows == (
        ("ASIN", "Title", "Reason"),
        ("B0C1234567", "A steel cup with a long name", "Trademark"),
        ("B0C7654321", "Pot", "Copyright"),
    )
    assert text.content.split("\n")[2] == "B0C7654321 | Pot | Copyright"


@pytest.mark.parametrize(
    "style", [("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey), ("BACKGROUND", (0, 1), (-1, 1), colors.lightgrey)]
)
def test_lines_below_rows_and_coloured_rows_make_no_difference(style: tuple[object, ...]) -> None:
    """A table whose lines enclose no cells is told by its gaps."""
    buffer = io.BytesIO()
    rows = [("ASIN", "Title"), *((f"B0C000000{number}", f"Cup {number}") for number in range(5))]
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(rows, style=TableStyle([style]))])

    assert pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000).rows == tuple(rows)


@pytest.mark.parametrize(
    ("rows", "content"),
    [
        (
            (("Complaint ID:", "15551234567"), ("ASIN:", "B0C1234567"), ("Title:", "Cup")),
            "Complaint ID: 15551234567\nASIN: B0C1234567\nTitle: Cup",
        ),
        ((("Case ID", "12345678901"), ("ASIN", "B0C1234567")), "Case ID | 12345678901\nASIN | B0C1234567"),
        ((("Seller Performance", "3 March 2026"),), "Seller Performance 3 March 2026"),
    ],
)
def test_labels_beside_values_are_lines(rows: tuple[tuple[str, ...], ...], content: str) -> None:
    """Two such lines are enough where the gap is wide; a single one is a line."""
    assert lines(*rows, at=(60, 200)).content == content


def test_hanging_list_items_are_no_columns() -> None:
    """The sign of an item stands before its words, also where it hangs far to the left."""
    text = lines(
        ("1.", "Invoices of the last 365 days"), ("2.", "A letter of authorisation"), ("\u2022", "Photos"), at=(60, 90)
    )

    assert text.content == "1. Invoices of the last 365 days\n2. A letter of authorisation\n\u2022 Photos"


def test_justified_text_is_no_table() -> None:
    """Wide gaps between the words of a narrow paragraph stand below each other by chance only."""
    buffer = io.BytesIO()
    made = SimpleDocTemplate(buffer, pagesize=A4, rightMargin=330, invariant=1)
    made.build([Paragraph(" ".join([SENTENCE] * 4), JUSTIFIED)])
    text = pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000)

    assert (text.content, text.rows) == (" ".join([SENTENCE] * 4), ())


def test_what_comes_after_columns_is_read_after_them() -> None:
    """A heading above and a closing line below stand outside of the band."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 760, "Notice of removal of several listings of your account at this marketplace today")
        for number, (left, right) in enumerate((("ASIN", "Title"), ("B0C1234567", "Cup"), ("B0C7654321", "Pot"))):
            canvas.drawString(60, 700 - 15 * number, left)
            canvas.drawString(200, 700 - 15 * number, right)
        canvas.drawString(60, 620, "Reply within 7 days.")

    content = read(draw).content

    assert content.split("\n\n")[1:] == ["ASIN | Title\nB0C1234567 | Cup\nB0C7654321 | Pot", "Reply within 7 days."]


@pytest.mark.timeout(120)
def test_a_page_of_thousands_of_pieces_takes_little_time() -> None:
    """Rows of thirty words whose gaps lie over each other by halves are looked at a limited number of times."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 3)
        for row in range(240):
            for column in range(30):
                canvas.drawString(5 + column * 19 + (row % 2) * 6 * (column % 2), 835 - 3.4 * row, "ab cd")

    assert read(draw).content.count("cd") == 7_200

"""Letters of a PDF: ligatures, letters set apart, letters struck twice, vertical writing, forms, locked files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from config.limits import Limits
from extract.documents.glyphs import Glyph, stacked
from extract.documents.lines import glyphs_to_lines
from extract.documents.pdf import pdf_to_text
from extract.text import Text


def read(draw: Callable[[Canvas], object]) -> Text:
    """The text of a page on which `draw` drew."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000)


def glyphs(text: str, at: list[float], width: float = 6.0, piece: int = 1) -> list[Glyph]:
    """Characters at fixed places of one line."""
    return [
        Glyph(c, (x, 100.0, x + width, 111.0), False, False, False, False, piece) for c, x in zip(text, at, strict=True)
    ]


def test_the_letters_of_a_ligature_all_stay() -> None:
    """They share a box and a text object; the same letter struck twice has another object or another place."""
    (line,) = glyphs_to_lines(glyphs("office", [0, 6, 6, 12, 18, 24]))
    (struck,) = glyphs_to_lines(glyphs("ff", [6, 6.3]) + glyphs("ff", [6, 6.5], piece=2))

    assert (line.text, struck.text) == ("office", "f")


@pytest.mark.parametrize("space", [1.5, 3, 6])
def test_letters_set_apart_are_words(space: float) -> None:
    """Only a gap wider than those between all letters is a space."""

    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(60, 700)
        line.setCharSpace(space)
        line.textLine("ASIN: B0C1234567 removed")
        canvas.drawText(line)

    assert read(draw).content == "ASIN: B0C1234567 removed"


def test_single_letters_between_spaces_stay_apart() -> None:
    """`A B C D` is no word set wide."""
    assert read(lambda canvas: canvas.drawString(60, 700, "A B C D E F G H I J")).content == "A B C D E F G H I J"


@pytest.mark.parametrize("shift", [(0.3, 0), (0.25, 0.1), (0, 0.4)])
def test_text_struck_twice_is_read_once(shift: tuple[float, float]) -> None:
    """True doubles stay."""

    def draw(canvas: Canvas) -> None:
        for times in range(3):
            canvas.drawString(60 + times * shift[0], 700 + times * shift[1], "ASIN B0CC112233 pressed")

    assert read(draw).content == "ASIN B0CC112233 pressed"


def test_vertical_writing_is_read_down_its_columns() -> None:
    """From the right column to the left one; a column that is full goes on in the next."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("HeiseiMin-W3", 14)
        for column, words in enumerate(("出品が停止されました。七日", "以内に返信してくださ", "い。")):
            for row, char in enumerate(words):
                canvas.drawString(500 - 25 * column, 780 - 15 * row, char)

    assert read(draw).content == "出品が停止されました。七日以内に返信してください。"


def test_lines_of_one_sign_are_no_vertical_writing() -> None:
    """Three answers below each other are lines."""
    rows = [Glyph("是", (60.0, 100.0 + 15 * n, 71.0, 111.0 + 15 * n), False, False, True, False, n) for n in range(3)]

    assert not any(glyph.turned for glyph in stacked(rows))


def test_text_in_reusable_groups_is_read_where_it_is_drawn() -> None:
    """A form is drawn twice, the second time larger."""

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("f")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(0, 0, "Case ID 12345678901")
        canvas.endForm()
        for size, y in ((1.0, 700), (1.5, 600)):
            canvas.saveState()
            canvas.translate(60, y)
            canvas.scale(size, size)
            canvas.doForm("f")
            canvas.restoreState()

    text = read(draw)
    first, second = text.box(0, 19), text.box(21, 40)

    assert text.content.split() == ["Case", "ID", "12345678901"] * 2
    assert first
    assert second
    assert (second[2] - second[0]) / (first[2] - first[0]) == pytest.approx(1.5, abs=0.02)


@pytest.mark.parametrize("revision", [4, 6])
def test_a_file_locked_with_an_empty_password_is_read(revision: int) -> None:
    """Any reader opens it without asking."""
    buffer, locked = io.BytesIO(), io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.drawString(60, 700, "Listing B0C1234567")
    canvas.save()
    with pikepdf.open(buffer) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(user="", owner="x", R=revision))  # type: ignore[arg-type]

    assert pdf_to_text("attachment x.pdf", locked.getvalue(), Limits(), 1_000).content == "Listing B0C1234567"


def test_a_cell_over_several_rows_stands_in_each() -> None:
    """Among the rows; the text says it once."""
    buffer = io.BytesIO()
    rows = [("Complaint", "ASIN"), ("15551234567", "B0C1234567"), ("", "B0C7654321"), ("15551234568", "B0C1111111")]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("SPAN", (0, 1), (0, 2))])
    SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build([Table(rows, style=style)])
    text = pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 1_000)

    assert text.rows == (rows[0], rows[1], ("15551234567", "B0C7654321"), rows[3])
    assert text.content.count("15551234567") == 1


@pytest.mark.parametrize(
    ("lines", "content"),
    [
        (
            (
                "Ihr Angebot wurde wegen einer Markenver-",
                "letzung entfernt und das Konto deak-",
                "tiviert; Seller-Central-",
            ),
            "Ihr Angebot wurde wegen einer Markenverletzung entfernt und das Konto deaktiviert; Seller-Central-",
        ),
        (
            ("A report came from a third-", "party who owns the mark."),
            "A report came from a third-party who owns the mark.",
        ),
        (
            (
                "Bitte senden Sie bald alle E-",
                "mails und den Seller-Central-",
                "Auszug an uns, dazu E-",
                "mails vom April.",
            ),
            "Bitte senden Sie bald alle E-mails und den Seller-Central-Auszug an uns, dazu E-mails vom April.",
        ),
    ],
)
def test_words_broken_at_line_ends_are_whole(lines: tuple[str, ...], content: str) -> None:
    """Where several are broken; a single hyphen may belong to its word, and so do those of compounds."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(60, 700 - 14 * number, line)

    assert " ".join(read(draw).content.split()) == content


def test_fields_of_a_form_are_read() -> None:
    """What a reader sees in them, with its place; links stay, a hidden field is not read."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "Complaint ID:")
        canvas.acroForm.textfield(name="a", value="15551234567", x=140, y=692, width=200, height=20)
        canvas.acroForm.textfield(name="b", value="hidden", x=60, y=500, width=200, height=20, annotationFlags="hidden")
        canvas.drawString(60, 660, "Policy")
        canvas.linkURL("https://a.example/", (60, 655, 100, 672))

    text = read(draw)
    box = text.box(14, 25)

    assert text.content.split() == ["Complaint", "ID:", "15551234567", "Policy"]
    assert [(link.text, link.href) for link in text.links] == [("Policy", "https://a.example/")]
    assert box
    assert 138 < box[0] < 160


@pytest.mark.parametrize("degrees", [-3, 2, 7, 45, 90])
def test_tilted_lines_stay_lines(degrees: int) -> None:
    """Words of a line that rises or falls are not put among those of the lines beside it."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(150, 450)
        canvas.rotate(degrees)
        for row, line in enumerate(("A tilted line about B0C1234567 and its title", "and a second one within 7 days")):
            canvas.drawString(0, -14 * row, line)

    lines = [line for line in read(draw).content.split("\n") if line]

    assert lines == ["A tilted line about B0C1234567 and its title", "and a second one within 7 days"]

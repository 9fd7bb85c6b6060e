"""PDF text: what a reader sees and nothing else, each character with its place on the page."""

from __future__ import annotations

import io
from collections.abc import Callable

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from config.errors import ItemError
from config.limits import Limits
from extract.documents.ocr import Word
from extract.documents.pdf import pdf_to_text
from extract.text import Text

PART = "attachment notice.pdf"
PLAIN = ParagraphStyle("plain", fontName="Helvetica", fontSize=10, leading=14)
GRID = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey)])


def drawn(draw: Callable[[Canvas], object]) -> bytes:
    """A page on which `draw` drew."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def laid_out(*flow: Flowable, width: float = 400) -> bytes:
    """Paragraphs and tables set on as many pages as they need."""
    buffer = io.BytesIO()
    side = (A4[0] - width) / 2 - 6
    SimpleDocTemplate(buffer, pagesize=A4, leftMargin=side, rightMargin=side, invariant=1).build(list(flow))
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **save: object) -> bytes:
    """The file after `change`."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer, **save)
    return buffer.getvalue()


def read(data: bytes, ocr: object = None, limits: Limits | None = None) -> Text:
    """The text of a PDF with ordinary limits."""
    return pdf_to_text(PART, data, limits or Limits(), 100_000, ocr)  # type: ignore[arg-type]


def test_every_character_has_its_box_and_page() -> None:
    """There is one box a character, pages start where their text starts, and a span knows its page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number in (1, 2, 3):
        canvas.drawString(72, 700, f"ASIN B0PAGE000{number}")
        canvas.showPage()
    canvas.save()

    text = read(buffer.getvalue())
    place = text.content.index("B0PAGE0002")

    assert text.content == "ASIN B0PAGE0001\nASIN B0PAGE0002\nASIN B0PAGE0003"
    assert len(text.boxes) == len(text.content)
    assert text.page_starts == (0, 16, 32)
    assert text.page(place) == 2
    assert text.box(place, place + 10) is not None


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 300, 500, 800)])
def test_boxes_lie_where_the_page_shows_the_word(rotation: int, crop: tuple[int, int, int, int] | None) -> None:
    """Boxes hold the ink of the rendered page, from its top left as shown, rotated or cropped."""

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = rotation
        if crop:
            pdf.pages[0].CropBox = pikepdf.Array(list(crop))

    data = changed(drawn(lambda c: c.drawString(100, 650, "B0AAAABBBB")), turn)
    text = read(data)
    box = text.box(0, 10)
    page = pypdfium2.PdfDocument(data)[0]
    ink = page.render(scale=2, grayscale=True).to_pil().point(lambda level: 255 - level).getbbox()

    assert text.content == "B0AAAABBBB"
    assert box is not None
    assert ink is not None
    assert all(low - 1 <= edge / 2 for low, edge in zip(box[:2], ink[:2], strict=True))
    assert all(edge / 2 <= high + 1 for high, edge in zip(box[2:], ink[2:], strict=True))
    assert tuple(edge / 2 for edge in ink) == pytest.approx(box, abs=5)


def test_boxes_agree_with_another_reader() -> None:
    """Every character lies where pdfplumber, which reads the file by other code, finds it."""
    data = drawn(lambda c: c.drawString(100, 650, "B0AAAABBBB"))
    text = read(data)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        chars = pdf.pages[0].chars

    assert [char["text"] for char in chars] == list(text.content)
    for box, char in zip(text.boxes, chars, strict=True):
        assert box is not None
        assert (box[0], box[2]) == pytest.approx((char["x0"], char["x1"]), abs=0.1)
        assert (box[1], box[3]) == pytest.approx((char["top"], char["bottom"]), abs=3)


def _layer_off(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="x"))
    pdf.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]), Order=pikepdf.Array([layer]))
    )
    page = pdf.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(MC0=layer)
    hidden = b"/OC /MC0 BDC BT /F1 11 Tf 72 500 Td (hidden words) Tj ET EMC"
    page.contents_add(pdf.make_stream(hidden))


def _white(canvas: Canvas) -> None:
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 500, "hidden words")


def _nearly_white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.985, 0.985, 0.985)
    canvas.drawString(72, 500, "hidden words")


def _invisible_mode(canvas: Canvas) -> None:
    text = canvas.beginText(72, 500)
    text.setTextRenderMode(3)
    text.textOut("hidden words")
    canvas.drawText(text)


def _invisible_over_ink(canvas: Canvas) -> None:
    canvas.drawString(72, 500, "shown letters")
    _invisible_mode(canvas)


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 500, "hidden words")


def _off_page(canvas: Canvas) -> None:
    canvas.drawString(72, -300, "hidden words")


def _transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.0)
    canvas.drawString(72, 500, "hidden words")


def _under_box(canvas: Canvas) -> None:
    canvas.drawString(72, 500, "hidden words")
    canvas.setFillColor(colors.white)
    canvas.rect(60, 490, 300, 30, stroke=0, fill=1)


def _under_picture(canvas: Canvas) -> None:
    canvas.drawString(72, 500, "hidden words")
    canvas.drawImage(ImageReader(Image.effect_noise((300, 40), 90).convert("RGB")), 60, 490, 300, 40)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(72, 500, "hidden words")


@pytest.mark.parametrize(
    "hide",
    [
        _white,
        _nearly_white,
        _invisible_mode,
        _invisible_over_ink,
        _tiny,
        _off_page,
        _transparent,
        _under_box,
        _under_picture,
        _clipped,
    ],
)
def test_hidden_text_is_not_read(hide: Callable[[Canvas], object]) -> None:
    """Text that no reader of the page sees is not in the text, however it is hidden."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Seen by the reader")
        hide(canvas)

    text = read(drawn(draw))

    assert "Seen by the reader" in text.content
    assert "hidden" not in text.content
    assert "words" not in text.content


def test_text_on_a_layer_that_is_off_is_not_read() -> None:
    """Optional content that is switched off is not shown and not read."""
    text = read(changed(drawn(lambda c: c.drawString(72, 700, "Seen")), _layer_off))

    assert text.content == "Seen"


def test_white_text_on_a_dark_ground_is_read() -> None:
    """White is no hiding colour where the ground is dark."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(colors.darkblue)
        canvas.rect(60, 690, 300, 30, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(72, 700, "Action required by 5 May")

    assert read(drawn(draw)).content == "Action required by 5 May"


def test_wrapped_lines_are_one_line_and_written_line_ends_stay() -> None:
    """A paragraph set over several lines is one line; labels, list items and headings keep their own."""
    long = "We removed your listings because buyers complained. Send us a plan of action within seventeen days. " * 3
    data = laid_out(
        Paragraph(long, PLAIN),
        Paragraph("ASIN: B0C1234567", PLAIN),
        Paragraph("Title: Kettle", PLAIN),
        Paragraph("- invoices of the last 365 days", PLAIN),
        Paragraph("- a letter of authorization", PLAIN),
    )

    assert read(data).content.split("\n") == [
        long.strip(),
        "ASIN: B0C1234567",
        "Title: Kettle",
        "- invoices of the last 365 days",
        "- a letter of authorization",
    ]


@pytest.mark.parametrize("width", range(150, 420, 30))
def test_an_address_wrapped_in_the_middle_stays_findable(width: int) -> None:
    """A URL that is broken over lines comes out in one piece, with the words around it apart from it."""
    address = "https://sellercentral.amazon.com/gp/help/external/G201361070?language=en_US&amp;ref=efph_201361070_cont"
    text = read(laid_out(Paragraph(f"Read the policy at {address} before you answer us.", PLAIN), width=width))

    assert f" {address.replace('&amp;', '&')} before" in " ".join(text.content.split("\n"))


@pytest.mark.parametrize("font", ["STSong-Light", "HeiseiMin-W3"])
def test_wrapped_chinese_and_japanese_have_no_spaces_put_in(font: str) -> None:
    """A line end inside running Chinese or Japanese text leaves nothing behind."""
    pdfmetrics.registerFont(UnicodeCIDFont(font))
    style = ParagraphStyle("cjk", fontName=font, fontSize=10, leading=15, wordWrap="CJK")
    sentence = "我们已停售这些商品请在二月十一日之前提交申诉并附上最近三百六十五天的进货发票" * 3
    text = read(laid_out(Paragraph(sentence, style), width=300))

    assert text.content == sentence
    assert all(text.boxes)


def test_a_table_comes_out_row_by_row() -> None:
    """Cells of a row stand on one line; words and numbers wrapped inside a cell are whole again."""
    cell = ParagraphStyle("cell", fontName="Helvetica", fontSize=9, leading=11, splitLongWords=1)
    rows = [["ASIN", "Title", "Complaint ID"]] + [
        ["B0C123456" + str(i), Paragraph("Collapsible Silicone Travel Kettle", cell), Paragraph("1424849528" * 2, cell)]
        for i in range(3)
    ]
    text = read(laid_out(Paragraph("The items:", PLAIN), Spacer(1, 8), Table(rows, [80, 70, 60], style=GRID)))

    assert text.rows[0] == ("ASIN", "Title", "Complaint ID")
    assert text.rows[2] == ("B0C1234561", "Collapsible Silicone Travel Kettle", "14248495281424849528")
    assert "B0C1234560 | Collapsible Silicone Travel Kettle | 14248495281424849528\n" in text.content
    assert text.content.startswith("The items:\n")


def test_a_table_goes_on_after_a_page_break() -> None:
    """Rows of all pages are there, the heading that the break repeats counts once."""
    rows = [["ASIN", "Title"]] + [[f"B0C{i:07}", f"Thing {i}"] for i in range(120)]
    text = read(laid_out(Table(rows, [120, 200], repeatRows=1, style=GRID)))

    assert len(text.page_starts) > 2
    assert text.rows == tuple(tuple(row) for row in rows)
    assert text.page(text.content.index("B0C0000119")) == len(text.page_starts)


def test_a_frame_around_text_is_no_table() -> None:
    """A letter printed inside a drawn frame is read as running text."""

    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 600, 400, 140)
        canvas.drawString(72, 700, "Hello,")
        canvas.drawString(72, 660, "your account was deactivated.")

    text = read(drawn(draw))

    assert text.rows == ()
    assert text.content.split() == ["Hello,", "your", "account", "was", "deactivated."]


def test_links_tell_what_is_shown_and_where_they_lead() -> None:
    """A link annotation carries its target as written and the span of its visible text."""
    data = laid_out(
        Paragraph('Open <a href="https://example.com/a?b=1">the account page</a> and read '
                  '<a href="https://other.example/x">https://example.com/y</a>.', PLAIN)
    )  # fmt: skip
    text = read(data)

    assert [(link.text, link.href) for link in text.links] == [
        ("the account page", "https://example.com/a?b=1"),
        ("https://example.com/y", "https://other.example/x"),
    ]
    assert all(text.content[link.start : link.end] == link.text for link in text.links)


def _cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (_cut, "pdf.broken"),
        (lambda data: data[:-40], "pdf.broken"),
        (lambda data: b"%PDF-1.7\n" + b"\x00" * 300 + b"startxref\n%%EOF", "pdf.broken"),
        (lambda data: changed(data, lambda p: None, linearize=True)[:1500], "pdf.broken"),
        (lambda data: data.replace(b"/Kids", b"/Kidz").replace(b"/Pages", b"/Pagez"), "pdf.broken"),
        (
            lambda data: changed(data, lambda p: None, encryption=pikepdf.Encryption(owner="o", user="u")),
            "pdf.encrypted",
        ),
    ],
)
def test_damaged_and_locked_files_are_refused_by_name(break_it: Callable[[bytes], bytes], code: str) -> None:
    """A file that is cut off, damaged or locked by a password raises its own code and gives no text."""
    data = break_it(laid_out(*[Paragraph(f"Line {i}", PLAIN) for i in range(60)]))

    with pytest.raises(ItemError) as caught:
        read(data)

    assert caught.value.code == code


def test_a_file_with_only_an_owner_password_is_read() -> None:
    """Restrictions on printing or copying do not keep a file from being read."""
    data = drawn(lambda c: c.drawString(72, 700, "Readable"))
    locked = changed(data, lambda p: None, encryption=pikepdf.Encryption(owner="o", user=""))

    assert read(locked).content == "Readable"


def test_too_many_pages_and_too_much_text_are_refused() -> None:
    """The limits on pages and characters are errors, nothing is cut off."""
    data = laid_out(*[Paragraph(f"Line {i}", PLAIN) for i in range(120)])

    with pytest.raises(ItemError) as pages:
        read(data, limits=Limits(pdf_pages=1))
    with pytest.raises(ItemError) as characters:
        pdf_to_text(PART, data, Limits(), 50)

    assert (pages.value.code, characters.value.code) == ("limit.pdf_pages", "limit.text_characters")


def scan(layer: str = "", *, stamp: str = "") -> bytes:
    """A page that is one picture with the word SCANNED, perhaps with an invisible layer and a visible stamp."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((200, 200), "SCANNED", fill=0, font_size=60)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.drawString(72, 30, stamp)
        if layer:
            text = canvas.beginText(100, 715)
            text.setTextRenderMode(3)
            text.textOut(layer)
            canvas.drawText(text)

    return drawn(draw)


def engine(png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
    """An OCR engine that finds the darkest rows of the picture and always reads two words there."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    left, top, right, bottom = picture.point(lambda level: 255 if level < 128 else 0).getbbox() or (0, 0, 1, 1)
    middle = (left + right) / 2
    return (
        Word("ASIN", (left, top, middle - 5, bottom), 90.0, 0),
        Word("B0SCANNED1", (middle + 5, top, right, bottom), 90.0, 0),
        Word("~", (0, 0, 3, 3), 3.0, 1),
    )


def test_a_scan_is_read_by_the_engine_with_boxes_in_points() -> None:
    """Words of the engine become text, their pixels points of the page, and noise is left out."""
    text = read(scan(), ocr=engine)
    box = text.box(0, len(text.content))

    assert text.content == "ASIN B0SCANNED1"
    assert box is not None
    assert box[0] == pytest.approx(200 / 1240 * A4[0], abs=6)
    assert 90 < box[1] < box[3] < 130


def test_a_scan_without_an_engine_is_named_as_lacking() -> None:
    """Without an engine a scan has no text and says so; a stamp on it is still text."""
    text = read(scan(stamp="Page 1 of 1"))

    assert text.content == "Page 1 of 1"
    assert text.lacks == ("ocr.no_engine: page 1",)


def test_the_layer_behind_a_scan_counts_only_where_the_picture_has_ink() -> None:
    """Without an engine the scanner's own reading is taken, but not words put where the picture is blank."""
    seen = read(scan("SCANNED"))
    elsewhere = read(scan(" " * 90 + "hidden words"))

    assert (seen.content, seen.lacks) == ("SCANNED", ())
    assert (elsewhere.content, elsewhere.lacks) == ("", ("ocr.no_engine: page 1",))


def test_the_engine_is_believed_before_the_layer() -> None:
    """With an engine the invisible layer, which could say anything, is not looked at."""
    assert "hidden" not in read(scan("hidden words"), ocr=engine).content


WORDS = st.lists(st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", min_size=3, max_size=12), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(shown=WORDS, hidden=WORDS)
def test_shown_words_survive_and_hidden_words_do_not(shown: list[str], hidden: list[str]) -> None:
    """Any words drawn in black are read in order, any drawn in white or invisibly are not."""

    def draw(canvas: Canvas) -> None:
        for row, word in enumerate(shown):
            canvas.drawString(72, 780 - 30 * row, word)
        for row, word in enumerate(hidden):
            (_white if row % 2 else _invisible_mode)(canvas)
            canvas.setFillColor(colors.white)
            canvas.drawString(320, 780 - 30 * row, "q" + word)
            canvas.setFillColor(colors.black)

    text = read(drawn(draw))

    assert text.content.split() == shown
    assert len(text.boxes) == len(text.content)

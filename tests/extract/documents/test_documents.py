"""A message becomes texts by what its parts are; what cannot be read is named or refused, never passed over."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from config.errors import ItemError
from config.limits import Limits
from config.words import Verdict
from extract.documents import message_to_document
from extract.documents.characters import clean
from extract.documents.ocr import Ocr, Word
from extract.documents.sniff import Format, decode, format_of
from extract.text import Document
from ingest.message import Authenticity, Message, Part


def message(*parts: Part, subject: str = "Your account") -> Message:
    """A message with these parts."""
    return Message(
        item="sha256:" + "0" * 64,
        source="a.eml",
        subject=subject,
        sender=None,
        recipients=(),
        date=None,
        message_id="",
        thread=(),
        parts=parts,
        authenticity=Authenticity(Verdict.UNVERIFIED, ()),
    )


def body(text: str, media_type: str = "text/plain") -> Part:
    """A body part."""
    return Part("body", media_type, text.encode(), text)


def attached(data: bytes, name: str = "x.bin", media_type: str = "application/octet-stream") -> Part:
    """A file as it comes in: declared type and name say nothing."""
    return Part(f"attachment {name}", media_type, data, None, name)


def read(*parts: Part, ocr: Ocr | None = None, limits: Limits | None = None) -> Document:
    """The document of a message with these parts."""
    return message_to_document(message(*parts), limits or Limits(), ocr)


def pdf(text: str) -> bytes:
    """A PDF with one line of text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return buffer.getvalue()


def picture(width: int = 800, height: int = 400, form: str = "PNG") -> bytes:
    """A picture of a word."""
    image = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(image).text((20, 20), "ASIN", fill="black", font_size=40)
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def scan() -> bytes:
    """A PDF that is one picture."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(io.BytesIO(picture(1240, 1754))), 0, 0, *A4)
    canvas.save()
    return buffer.getvalue()


def engine(png: bytes, languages: tuple[str, ...]) -> tuple[Word, ...]:
    """An engine that reads the size of what it is given."""
    image = Image.open(io.BytesIO(png))
    return (Word(f"{image.width}x{image.height}", (10, 10, 200, 40), 99.0, 0),)


def word_file() -> bytes:
    """A Word file with a heading, a list, a table, a link and hidden runs."""
    document = docx.Document()
    document.add_paragraph("Your listing was removed")
    paragraph = document.add_paragraph("See ")
    link = OxmlElement("w:hyperlink")
    target = document.part.relate_to(
        "https://example.com/policy",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    link.set(qn("r:id"), target)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = "the policy"
    run.append(words)
    link.append(run)
    paragraph._p.append(link)
    document.add_paragraph("").add_run("hidden one").font.hidden = True
    white = document.add_paragraph("").add_run("hidden two")
    white.font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph("").add_run("hidden three").font.size = Pt(1)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("ASIN", "Title"), ("B0C1234567", "Cup")), strict=True):
        for cell, value in zip(row.cells, cells, strict=True):
            cell.text = value
    document.add_paragraph("The end {{ 7*7 }}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_subject_body_and_attachments_come_in_order() -> None:
    """The subject is first, then the body, then one text a readable file, each under the name of its part."""
    document = read(
        body("<p>Hello</p>", "text/html"),
        attached(pdf("B0C1234567"), "list.txt", "text/plain"),
        attached("Stück".encode(), "a.pdf", "application/pdf"),
        attached(b"<!doctype html><p>page</p>", "page.dat"),
        attached(b"\x00\x01\x02" * 50, "sound.mp3"),
    )

    assert [(text.part, text.content) for text in document] == [
        ("subject", "Your account"),
        ("body", "Hello"),
        ("attachment list.txt", "B0C1234567"),
        ("attachment a.pdf", "Stück"),
        ("attachment page.dat", "page"),
    ]
    assert [bool(text.boxes) for text in document] == [False, False, True, False, False]


def test_a_subject_is_one_clean_line() -> None:
    """Line ends and characters without width are gone from a subject."""
    document = message_to_document(message(body("x"), subject="Ac\u200btion\r\n required\u00a0 now"), Limits())

    assert document[0].content == "Action required now"


def test_a_plain_body_keeps_its_lines() -> None:
    """Plain text keeps its lines and loses what has no width."""
    assert read(body("Dear seller,\r\n\r\nASIN:\u00a0B0C\u200b1\r\n"))[1].content == "Dear seller,\n\nASIN: B0C1\n"


def test_a_word_file_is_read_without_its_hidden_runs() -> None:
    """Paragraphs, table rows and links of a Word file are read; hidden, white and tiny runs are not."""
    text = read(attached(word_file()))[1]

    assert text.content.split("\n") == [
        "Your listing was removed",
        "See the policy",
        "",
        "ASIN | Title",
        "B0C1234567 | Cup",
        "",
        "The end {{ 7*7 }}",
    ]
    assert text.rows == (("ASIN", "Title"), ("B0C1234567", "Cup"))
    assert [(link.text, link.href) for link in text.links] == [("the policy", "https://example.com/policy")]


def test_a_damaged_word_file_is_refused() -> None:
    """A Word file whose text part is not XML raises `docx.broken`."""
    data = word_file()
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"<w:document" if entry == "word/document.xml" else old.read(entry))

    with pytest.raises(ItemError) as caught:
        read(attached(buffer.getvalue()))

    assert caught.value.code == "docx.broken"


@pytest.mark.parametrize("data", [scan(), picture()])
def test_a_scan_alone_needs_an_engine(data: bytes) -> None:
    """A message that is only a scan or picture raises `ocr.no_engine` and says what to install."""
    with pytest.raises(ItemError) as caught:
        read(body("  \n"), attached(data))

    assert caught.value.code == "ocr.no_engine"
    assert "tesseract" in caught.value.advice


@pytest.mark.parametrize("data", [scan(), picture()])
def test_a_scan_beside_a_body_is_noted(data: bytes) -> None:
    """A message with a body is read although its scan cannot be; the scan's text says what is lacking."""
    document = read(body("Your listing was removed."), attached(data))

    assert document[1].content == "Your listing was removed."
    assert document[2].lacks == ("ocr.no_engine: page 1",)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "TIFF", "WEBP", "BMP"])
def test_a_picture_is_read_by_the_engine(form: str) -> None:
    """Every usual picture format reaches the engine as PNG; a pixel is a point."""
    text = read(attached(picture(form=form)), ocr=engine)[1]

    assert text.content == "800x400"
    assert text.box(0, 7) == (10.0, 10.0, 200.0, 40.0)


def test_a_logo_is_no_page() -> None:
    """A picture too small to hold a notice, or a tracking pixel, gives no text and no complaint."""
    document = read(body("Hello"), attached(picture(120, 40)), attached(picture(1, 1)))

    assert [text.part for text in document] == ["subject", "body"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (picture()[:200], "image.broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "image.broken"),
        (pdf(""), "document.no_text"),
        (pdf("x")[:300], "pdf.broken"),
    ],
)
def test_files_that_cannot_be_read_are_refused(data: bytes, code: str) -> None:
    """A damaged file, or one without any text and nothing beside it, raises its code."""
    with pytest.raises(ItemError) as caught:
        read(attached(data))

    assert caught.value.code == code


def test_a_message_without_any_text_is_no_error() -> None:
    """An empty mail has an empty text: what it is, the pipeline says."""
    assert [text.content for text in read(body(""))] == ["Your account", ""]


def test_the_characters_of_all_parts_count_together() -> None:
    """The limit holds for the message, not for each part."""
    parts = (body("x" * 60), attached(b"y" * 60))

    assert len(read(*parts, limits=Limits(text_characters=200))) == 3
    with pytest.raises(ItemError) as caught:
        read(*parts, limits=Limits(text_characters=100))

    assert caught.value.code == "limit.text_characters"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.4", Format.PDF),
        (b"junk\n%PDF-1.4", Format.PDF),
        (b"\xff\xd8\xff\xe0", Format.IMAGE),
        (b"  <!DOCTYPE html><html>", Format.HTML),
        (b"\xef\xbb\xbf<html>", Format.HTML),
        (b"<?xml version='1.0'?><html>", Format.HTML),
        (b"ASIN,Title\nB0C,Cup", Format.TEXT),
        ("日本語".encode("shift_jis"), Format.TEXT),
        ("ASIN".encode("utf-16"), Format.TEXT),
        (b"PK\x03\x04rest", Format.OTHER),
        (b"", Format.OTHER),
        (b"\x00\x00\x00", Format.OTHER),
        (b"\x7fELF\x02\x01\x01\x00\x00", Format.OTHER),
    ],
)
def test_bytes_tell_the_format(data: bytes, expected: Format) -> None:
    """The first bytes decide, whatever name or type a file carries."""
    assert expected is format_of(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Stück".encode(), "Stück"),
        ("Stück".encode("cp1252"), "Stück"),
        ("Stück".encode("utf-16"), "Stück"),
        (b"\xef\xbb\xbfx", "x"),
        (b'<meta charset="gb18030">' + "中文".encode("gb18030"), '<meta charset="gb18030">中文'),
        (b'<meta charset="no-such">\xe9', '<meta charset="no-such">é'),
        (b'<meta charset="rot13">\xe9', '<meta charset="rot13">é'),
    ],
)
def test_bytes_without_a_charset_are_decoded(data: bytes, text: str) -> None:
    """Byte order mark, UTF-8, a charset named in the page, else Windows-1252."""
    assert text == decode(data)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("deac\u200bti\u00advated", "deactivated"),
        ("a\u00a0b\u2009c\u202fd", "a b c d"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("\u202eabc\u2066\ufeff", "cba"),
        ("x\U000e0041\U000e0042y", "xy"),
        ("a\x00\x07b\ud800", "ab"),
        ("日　本\t語", "日　本\t語"),
    ],
)
def test_characters_without_width_go(raw: str, cleaned: str) -> None:
    """What no reader sees is removed, what looks like a space is one, what is seen stays."""
    assert cleaned == clean(raw)

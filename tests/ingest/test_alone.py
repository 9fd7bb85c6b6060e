"""A file that comes without a mail around it is a message of one part."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from PIL import Image

from config.errors import ItemError
from config.limits import Limits
from ingest.item import RawItem
from ingest.parse import parse

PDF = b"%PDF-1.7\n%%EOF\n"
WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def picture(form: str) -> bytes:
    """A small picture in a file format."""
    buffer = io.BytesIO()
    Image.new("L", (40, 30), 255).save(buffer, form)
    return buffer.getvalue()


def item(data: bytes, name: str = "from the seller account.bin") -> RawItem:
    """A file found in a folder; its name decides nothing."""
    return RawItem(f"inbox/{name}", datetime(2026, 5, 4, tzinfo=UTC), data)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (PDF, "application/pdf"),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("GIF"), "image/gif"),
        (picture("TIFF"), "image/tiff"),
    ],
)
def test_a_file_alone_is_one_part(data: bytes, media_type: str) -> None:
    """PDFs and screenshots are parts under their own name, without sender, date or subject."""
    message = parse(item(data), Limits())

    assert [(part.media_type, part.data, part.text) for part in message.parts] == [(media_type, data, None)]
    assert (message.subject, message.sender, message.date) == ("", None, None)


def packed(*names: str) -> bytes:
    """A zip with members of these names, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 3_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "names", [("[Content_Types].xml", "word/document.xml"), ("word/document.xml", "a", "b", "[Content_Types].xml")]
)
def test_a_word_file_alone_is_one_part(names: tuple[str, ...]) -> None:
    """Wherever its writer put the table of types."""
    (part,) = parse(item(packed(*names), "notice.docx"), Limits()).parts

    assert part.media_type.endswith("wordprocessingml.document")
    assert part.filename == "notice.docx"


def test_a_workbook_alone_is_refused() -> None:
    """A table is no notice."""
    with pytest.raises(ItemError) as caught:
        parse(item(packed("[Content_Types].xml", "xl/workbook.xml")), Limits())

    assert caught.value.code == "parse.unknown_type"


@pytest.mark.parametrize("data", [WORD, b"GIF86a not a picture" + bytes(64), bytes(range(256)) * 4])
def test_what_is_no_notice_is_refused(data: bytes) -> None:
    """Other binary files are not opened."""
    with pytest.raises(ItemError) as caught:
        parse(item(data), Limits())

    assert caught.value.code == "parse.unknown_type"

"""What a paper's file tells, and what is uploaded of it: originals stay as they are, pages become pictures."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
from PIL import Image

from assemble.attachments import attachments, upload_names
from assemble.evidence import Evidence, EvidenceFile
from assemble.exhibits import base64_text
from assemble.file_types import media_type_of
from assemble.files import PacketFile
from assemble.fixed_pdf import fixed_pdf
from assemble.papers import Paper, read_paper
from assemble.review import Review
from config.errors import ItemError
from config.limits import Limits
from tests.assemble.made import appended_pdf, locked_pdf, pdf, picture, workbook
from tests.worked.example import papers_in, platforms, rules, worked

ADDED = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def paper(name: str, data: bytes) -> Paper:
    """The paper as it is read."""
    return read_paper(EvidenceFile(name, media_type_of(data, name), data, name, ADDED), Limits())


def review(accepted: tuple[str, ...], *files: tuple[str, bytes]) -> Review:
    """The trademark example with these papers and a notice that takes these types."""
    given = tuple(EvidenceFile(name, media_type_of(data, name), data, name, ADDED) for name, data in files)
    example = replace(worked("trademark"), evidence=Evidence(given)).stating(accepted_files=accepted)
    return Review(example.dossier, papers_in(example.evidence), platforms(), rules(), example.now)


def test_a_pdf_tells_how_it_was_made() -> None:
    """Times, program, pages and text are read; something added after the end of the file is counted."""
    made = paper("a.pdf", pdf("Words", pages=2, producer="Scanner 4.1", created="D:20260301101500Z"))

    assert made.created == datetime(2026, 3, 1, 10, 15, tzinfo=UTC)
    assert (made.pages, made.updates, made.makers.strip(), made.fault) == (2, 0, "scanner 4.1", "")
    assert made.text is not None
    assert "Words" in made.text.content
    assert paper("b.pdf", appended_pdf()).updates == 1


def test_a_linear_pdf_was_not_added_to() -> None:
    """A file made for the web has two ends by itself."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Words"))) as document:
        document.save(out, linearize=True)

    assert paper("web.pdf", out.getvalue()).updates == 0


def test_a_picture_tells_when_it_was_taken() -> None:
    """From its Exif entry; none where it has none."""
    taken = paper("a.jpg", picture("JPEG", taken="2026:03:01 10:00:00")).created

    assert taken is not None
    assert taken.isoformat() == "2026-03-01T10:00:00"
    assert paper("b.png", picture()).created is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("locked.pdf", locked_pdf()),
        ("cut.pdf", pdf("x")[:200]),
        ("cut.png", picture()[:60]),
        ("cut.docx", b"PK\x03\x04"),
    ],
)
def test_what_cannot_be_opened_says_why(name: str, data: bytes) -> None:
    """A broken or locked file is no failure of ours: its fault is told, or it is of no type that is opened."""
    read = paper(name, data)

    assert read.fault or read.media_type == "application/zip"
    assert read.text is None


def test_what_the_form_takes_is_uploaded_as_it_is() -> None:
    """The same bytes under the number of the exhibit."""
    data = pdf("A letter")
    (one,) = attachments(review(("pdf", "jpg"), ("letter.pdf", data)))

    assert (one.name, one.data, one.copy_of) == ("attachments/01-letter.pdf", data, "evidence/01-letter.pdf")


@pytest.mark.parametrize(
    ("accepted", "ending"), [(("jpeg",), "jpg"), (("gif", "png", "jpg"), "png"), (("tif",), "tiff")]
)
def test_pages_become_pictures_of_a_type_that_is_taken(accepted: tuple[str, ...], ending: str) -> None:
    """Every page is a picture of 200 dots per inch on white; the original is not among the uploads."""
    made = list(attachments(review(accepted, ("letter.pdf", pdf("A letter", pages=2)))))

    assert [one.name for one in made] == [f"attachments/01-letter-page-0{page}.{ending}" for page in (1, 2)]
    with Image.open(io.BytesIO(made[0].data)) as image:
        assert image.size == (1654, 2339)
        assert image.getpixel((0, 0)) == (255, 255, 255)
        assert image.convert("L").getextrema()[0] < 60
        assert 0x0132 not in image.getexif()
    assert all(len(one.data) < 1_000_000 for one in made)


def test_a_picture_on_nothing_stands_on_white() -> None:
    """What is see-through would be black in a JPEG; the way it was held is kept."""
    out = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(out, "PNG")
    (one,) = attachments(review(("jpg",), ("mark.png", out.getvalue())))

    with Image.open(io.BytesIO(one.data)) as image:
        assert image.format == "JPEG"
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_names_of_uploads_are_those_that_are_made() -> None:
    """What the report lists is what lies in the folder; a table has no form that a list of pictures takes."""
    given = review(
        ("png",), ("letter.pdf", pdf("A", pages=3)), ("a.png", picture()), ("t.xlsx", workbook({"A": [("x",)]}))
    )
    names = upload_names(given)

    made = [one.name.removeprefix("attachments/") for one in attachments(given)]
    assert [name for listed in names.values() for name in listed] == made
    assert names["t.xlsx"] == ()


def test_base64_comes_back() -> None:
    """A form that takes no files gets them as text, in lines that mail programs keep."""
    data = bytes(range(256)) * 3
    text = base64_text([PacketFile("attachments/a.png", "image/png", data)])
    head, body = text.strip().split("\n", 1)

    assert head == "File a.png (image/png), Base64:"
    assert max(map(len, body.splitlines())) == 76
    assert base64.b64decode(body) == data


def test_a_pdf_copy_has_no_time_in_it() -> None:
    """Two runs a second apart give the same bytes; what is no PDF is an error of the word processor."""
    first, second = (
        fixed_pdf(pdf("A page", created=f"D:2026030110150{second}Z", modified=f"D:2026030110150{second}Z"))
        for second in (1, 2)
    )

    assert first == second
    assert b"2026" not in first
    with pytest.raises(ItemError, match="cannot be read"):
        fixed_pdf(b"no PDF")

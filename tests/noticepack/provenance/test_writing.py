"""The page as a file: the same each time, never in another's place, with everything that could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import UsageError
from config.settings import Settings
from noticepack.provenance.view import see
from noticepack.provenance.writing import Written, temporary_page, write_page
from noticepack.reading import read_all
from noticepack.workers import read_context
from tests.noticepack.conftest import SAMPLES

MAIL = str(SAMPLES / "amazon-us-inauthentic-pdf-table.eml")


def test_the_same_items_give_the_same_page(settings: Settings, tmp_path: Path) -> None:
    """Byte for byte; writing again replaces the page, which only its owner can read."""
    out = tmp_path / "page.html"
    write_page(settings, [MAIL], out)
    first = out.read_bytes()

    assert write_page(settings, [MAIL], out) == Written(1, 0, False)
    assert out.read_bytes() == first
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["page.html"]


def test_another_file_is_never_replaced(settings: Settings, tmp_path: Path) -> None:
    """A notice named in the page's place stays as it is; an empty file may be filled."""
    mine, empty = tmp_path / "notice.eml", tmp_path / "empty.html"
    mine.write_bytes(b"From: a@b.example\n\nmine")
    empty.touch()

    with pytest.raises(UsageError, match="stays as it is"):
        write_page(settings, [MAIL], mine)
    assert mine.read_bytes() == b"From: a@b.example\n\nmine"
    assert write_page(settings, [MAIL], empty).items == 1


@pytest.mark.parametrize(("out", "words"), [("no/such/folder/a.html", "No such file"), (".", "Is a directory")])
def test_a_place_that_cannot_be_written_is_a_mistake(settings: Settings, tmp_path: Path, out: str, words: str) -> None:
    """Said before or after reading, without a traceback, and no half page stays."""
    with pytest.raises(UsageError, match=words):
        write_page(settings, [MAIL], tmp_path / out)


def test_nothing_to_show_is_said(settings: Settings, tmp_path: Path) -> None:
    """An empty folder makes no page."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nothing to show"):
        write_page(settings, [str(tmp_path / "empty")], tmp_path / "page.html")
    assert not (tmp_path / "page.html").exists()


def test_what_cannot_be_read_is_on_the_page(settings: Settings, tmp_path: Path) -> None:
    """With its code and what to do."""
    out = tmp_path / "page.html"
    written = write_page(settings, [str(SAMPLES / "bad" / "encrypted.pdf")], out)

    assert written == Written(1, 1, False)
    assert "pdf.encrypted" in out.read_text(encoding="utf-8")
    assert "without one" in out.read_text(encoding="utf-8")


def test_every_page_of_a_part_is_drawn_once(settings: Settings) -> None:
    """Each page is a picture with the size of the page, and findings on pages have places."""
    item = next(iter(read_all(settings, [str(SAMPLES / "joom-late-fulfilment-alone.pdf")]))).item
    view = see(item, read_context(settings))
    pages = [(text.part, number) for text in view.texts for number in range(1, len(text.page_starts) + 1)]

    assert [(sheet.part, sheet.number) for sheet in view.sheets] == pages
    assert all(sheet.png.startswith(b"\x89PNG") and 500 < sheet.width < sheet.height for sheet in view.sheets)
    assert all(view.places[number] for number, finding in enumerate(view.facts.findings) if finding.page)


def test_a_temporary_page_is_its_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder is new and closed to others."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    page = temporary_page()

    assert page.parent.stat().st_mode & 0o777 == 0o700
    assert list(page.parent.iterdir()) == []

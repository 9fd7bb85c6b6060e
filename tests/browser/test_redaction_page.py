"""The page of `redact --html` in a real browser: what went and where it stood show each other, and no file can act."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assemble.redact.file import redact_file
from config.redaction import load_redaction
from config.words import Audience
from noticepack.outcome import Quarantined
from noticepack.redacting.page import page_of
from noticepack.redacting.work import Asked
from tests.assemble.redact.plants import plants
from tests.assemble.redact.text_plants import TEXTS

if TYPE_CHECKING:
    from playwright.sync_api import Page

PLANTS = plants(12, 11)
KEY = b"a key of the tests, thirty-two b"


def shown(page: Page, folder: Path, name: str, data: bytes, kind: str) -> Page:
    """The page of one file, opened; it asks for nothing, and no script of its fails."""
    asked = Asked(name, data, Audience.AUDITOR)
    found = redact_file(name, kind, data, load_redaction(), audience=Audience.AUDITOR, key=KEY)
    return opened(page, folder, page_of(asked, found, load_redaction(), None))


def opened(page: Page, folder: Path, text: str) -> Page:
    """A page as a file, opened."""
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    page.on("console", lambda message: pytest.fail(message.text) if message.type == "error" else None)
    out = folder / "out.html"
    out.write_text(text, encoding="utf-8")
    page.goto(out.as_uri())
    return page


def test_rows_and_marks_show_each_other(tmp_path: Path, page: Page) -> None:
    """A click on a row lights its mark in the text, a click on a mark its row."""
    view = shown(page, tmp_path, "letter.txt", TEXTS["text"][1](PLANTS), "text/plain")

    view.locator("li button").nth(1).click()
    lit = view.locator("mark.on")
    assert lit.count() == 1
    assert lit.inner_text().startswith("[e-mail ")

    view.locator("mark").nth(0).click()
    assert view.locator("li.on").inner_text().startswith("\u2022")
    assert "[iban .." in view.locator("li.on").inner_text()


def test_one_kind_can_be_shown_alone(tmp_path: Path, page: Page) -> None:
    """A kind's button hides the rows of the others, and shows them again."""
    view = shown(page, tmp_path, "letter.txt", TEXTS["text"][1](PLANTS), "text/plain")
    rows = view.locator("li:visible").count()

    view.locator(".kind").nth(0).click()
    assert 0 < view.locator("li:visible").count() < rows
    view.locator(".kind").nth(0).click()
    assert view.locator("li:visible").count() == rows


def test_what_stays_on_purpose_is_underlined(tmp_path: Path, page: Page) -> None:
    """The ASIN and the complaint id of the letter."""
    view = shown(page, tmp_path, "letter.txt", TEXTS["text"][1](PLANTS), "text/plain")

    assert {"70318845921", "B0C7TQ2M4X"} <= set(view.locator(".text .kept").all_inner_texts())


@pytest.mark.parametrize("width", [1400, 390])
def test_nothing_stands_out_of_the_page(width: int, tmp_path: Path, page: Page) -> None:
    """No part is wider than the window, on a desk and on a telephone."""
    page.set_viewport_size({"width": width, "height": 800})
    view = shown(page, tmp_path, "table.csv", TEXTS["csv"][1](PLANTS), "text/csv")

    assert view.evaluate("document.documentElement.scrollWidth") <= width


def test_a_hostile_file_does_nothing(tmp_path: Path, page: Page) -> None:
    """Markup, template language and forced direction are words."""
    text = "<script>window.hit = 1</script> {{ 7 * 7 }} <img src=x onerror='window.hit = 1'> \u202eabc\n"
    view = shown(page, tmp_path, "x.txt", text.encode(), "text/plain")

    assert view.evaluate("window.hit === undefined")
    assert "{{ 7 * 7 }}" in view.locator(".text").inner_text()


def test_a_file_that_is_held_back_says_why(tmp_path: Path, page: Page) -> None:
    """The reason, and what to do."""
    asked = Asked("old.doc", b"", Audience.AUDITOR)
    held = Quarantined("redaction.unproven", "nothing can be proven for files of type x")

    view = opened(page, tmp_path, page_of(asked, held, load_redaction(), None))

    assert "Held back" in view.locator("section.alarm").inner_text()
    assert "nothing can be proven" in view.locator("section.alarm").inner_text()

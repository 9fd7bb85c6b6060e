"""The text of an HTML body is what a browser draws: pages of mailers and ways to hide, word by word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from extract.documents.html import html_to_text
from tests.browser.ink import drawn_words

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = yaml.safe_load((Path(__file__).parents[1] / "extract" / "documents" / "pages.yaml").read_text(encoding="utf-8"))


def signs(text: str) -> str:
    """Letters and digits alone: where a line ends is for other tests."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_the_text_is_what_a_browser_draws(browser: Browser, page: dict[str, str]) -> None:
    """Every word that leaves ink is read, in order, and no other; Outlook's own list numbers are not compared."""
    source = page["source"].replace("1.<span", "<span")
    text = html_to_text("body", source, 100_000).content

    assert signs("".join(drawn_words(browser, source))) == signs(text)

"""A real browser: Debian's chromium, without a window, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from config.settings import Settings, load_settings
from tests.conftest import missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
NOW = "2026-11-02T09:00:00+00:00"
LIMIT = 15_000
"""Milliseconds that a condition may take on a busy machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, for the tests of one module: playwright keeps an event loop that others would stumble over."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        missing("chromium", "`apt-get install chromium`")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright", "`make test` installs it, or `pip install playwright`")
    with sync_playwright() as playwright:
        # chromium refuses its sandbox to root, whom containers run as
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose home lies in the test's folder, with a clock that stands still."""
    options: dict[str, object] = {"home": str(tmp_path / "home"), "now": NOW, "workers": 1, "ocr": "off"}
    return load_settings(None, {"HOME": str(tmp_path)}, options).settings


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of desktop size in a fresh profile, which shows no animation."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(LIMIT)
    yield context.new_page()
    context.close()

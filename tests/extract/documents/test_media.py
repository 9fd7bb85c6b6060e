"""Media and feature queries are answered for a desktop browser."""

from __future__ import annotations

import pytest

from extract.documents.media import media_matches, supports


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("screen", True),
        ("all and (min-width: 480px)", True),
        ("only screen and (max-width: 600px)", False),
        ("only screen and (max-device-width:480px), print", False),
        ("print", False),
        ("not print", True),
        ("(width <= 600px)", False),
        ("(width >= 600px)", True),
        ("screen and (prefers-color-scheme : dark)", False),
        ("(prefers-color-scheme: light)", True),
        ("yahoo", False),
        ("not all and (min-width: 100px)", False),
        ("not screen and (max-width: 500px)", True),
        ("(400px <= width <= 2000px)", True),
        ("(2000px < width)", False),
        ("(min-width: 40em) and (orientation: landscape)", True),
        ("(orientation: portrait)", False),
        ("(min-width: 0\\\\0)", False),
        ("(-webkit-min-device-pixel-ratio: 0)", True),
        ("(-webkit-min-device-pixel-ratio: 2)", False),
        ("(min-resolution: 192dpi)", False),
        ("(max-resolution: 1.5dppx)", True),
        ("(hover: none)", False),
        ("(hover)", True),
        ("(color)", True),
        ("(prefers-reduced-motion: reduce)", False),
        ("(width: 1024px)", True),
        ("screen and (unheard-of: 1)", False),
        ("and", False),
    ],
)
def test_media_queries_are_answered_for_a_desktop_screen(query: str, holds: bool) -> None:
    """Rules for phones, printers and dark screens do not count."""
    assert holds == media_matches(query)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("(display: grid)", True),
        ("not (display: grid)", False),
        ("(-ms-ime-align: auto)", False),
        ("not (-ms-ime-align: auto)", True),
        ("(display: grid) and (not (-moz-appearance: none))", True),
        ("(-moz-appearance: none) or (display: flex)", True),
        ("(-webkit-overflow-scrolling: touch)", False),
        ("(width: -moz-available)", False),
    ],
)
def test_feature_queries_are_answered_for_a_browser_of_today(condition: str, holds: bool) -> None:
    """All it asks for is there but for what other makers prefix."""
    assert holds == supports(condition)

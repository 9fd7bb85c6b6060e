"""Lengths of CSS in pixels, for a window of a desktop browser."""

from __future__ import annotations

import re

SCREEN_WIDTH, SCREEN_HEIGHT = 1_024.0, 768.0
"""The window in CSS pixels that percentages, viewport units and media queries are answered for."""

_LENGTH = re.compile(
    r"(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))(px|pt|pc|in|cm|mm|rem|em|ex|ch|vw|vh|vmin|vmax|%)?(?![\w.%])"
)
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "rem": 16.0,
    "vw": SCREEN_WIDTH / 100,
    "vh": SCREEN_HEIGHT / 100,
    "vmin": SCREEN_HEIGHT / 100,
    "vmax": SCREEN_WIDTH / 100,
}
_RELATIVE = {"em": 1.0, "ex": 0.5, "ch": 0.5}


def pixels(value: str | None, em: float = 16.0, whole: float = SCREEN_WIDTH) -> float | None:
    """A CSS length; None when there is none. `em` is the font size, `whole` what a percentage is of."""
    match = _LENGTH.match(value or "")
    if match is None:
        return None
    number, unit = float(match.group(1)), match.group(2) or ""
    if unit == "%":
        return number * whole / 100
    return number * (_UNITS[unit] if unit in _UNITS else _RELATIVE[unit] * em)


def is_length(value: str) -> bool:
    """Whether a value is one length and nothing else."""
    match = _LENGTH.match(value)
    return match is not None and match.end() == len(value)


def is_zero(value: str | None) -> bool:
    """Whether a length shows nothing: up to a pixel, as those write who hide text from readers but not from search."""
    size = pixels(value)
    return size is not None and size <= 1.0

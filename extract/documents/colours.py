"""Colours of CSS and of HTML attributes, and how well one can be seen on another."""

from __future__ import annotations

import re
from functools import lru_cache

from tinycss2.color4 import Color
from tinycss2.color5 import parse_color

Colour = tuple[float, float, float]
"""Red, green, blue, 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
LINK_BLUE: Colour = (0.0, 0.0, 0.93)

_BARE_HEX = re.compile(r"[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?")
_GREY_SCALE = {"lab": 100.0, "lch": 100.0, "oklab": 1.0, "oklch": 1.0}
"""The full lightness of colour spaces of which only that is used: what tells text from its background."""


LONGEST = 100
"""Characters of a colour; `color(display-p3 0.1234 0.1234 0.1234 / 50%)` has forty."""


def parse_colour(value: str | None) -> tuple[Colour, float] | None:
    """A colour and its alpha; None for what is no colour, also `currentcolor`, `inherit` and variables."""
    return _known_colour(value) if value and len(value) <= LONGEST else None


@lru_cache(maxsize=1024)
def _known_colour(value: str) -> tuple[Colour, float] | None:
    text = value.strip()
    if _BARE_HEX.fullmatch(text):  # legacy attribute form without the hash sign
        text = "#" + text
    parsed = parse_color(text) if text else None
    if not isinstance(parsed, Color):
        return None
    return _to_rgb(parsed), parsed.alpha


def _to_rgb(colour: Color) -> Colour:
    if colour.space in _GREY_SCALE:
        light = min(1.0, max(0.0, (colour.coordinates[0] or 0.0) / _GREY_SCALE[colour.space]))
        return light, light, light
    channels = colour.to("srgb").coordinates if colour.space in {"srgb", "hsl", "hwb"} else colour.coordinates
    red, green, blue = (min(1.0, max(0.0, channel or 0.0)) for channel in channels)
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def laid_over(over: Colour, alpha: float, under: Colour) -> Colour:
    """What is seen where a colour lies half transparent over another."""
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(over, under, strict=True))
    return red, green, blue

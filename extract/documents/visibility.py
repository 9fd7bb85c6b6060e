"""Whether an element of a page can be seen, worked out from its ancestors and its own declarations.

`Look` is what an element inherits; `look_of` gives the look of a child or None when the child and all that is in it
cannot be seen. Hidden is what a reader of the mail cannot see: not displayed, transparent, of no size, in the colour of
its background, or moved off the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import tinycss2
import tinycss2.color3

from extract.documents.css import Declared

Colour = tuple[float, float, float]
"""Red, green, blue, 0 to 1."""

WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
LINK_BLUE: Colour = (0.0, 0.0, 0.93)

MIN_CONTRAST = 1.15
"""Contrast ratio (WCAG 2.2, section 1.4.3) below which text counts as drawn in the colour of its background."""
MIN_FONT_SIZE = 1.0
"""Pixels; text of this size or less is not read by anyone."""
MIN_ALPHA = 0.06
OFF_SCREEN = 400.0
"""Pixels to the left of or above the page from which on nothing of an element is seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands on to its children."""

    colour: Colour = BLACK
    alpha: float = 1.0
    """Of the text colour."""
    background: Colour | None = WHITE
    """None where a picture lies behind, so that no contrast is known."""
    font_size: float = 16.0
    """Pixels."""
    opacity: float = 1.0
    visible: bool = True
    """CSS `visibility`, which a child may switch on again."""
    preserve: bool = False
    """White space counts as written (`pre`)."""

    def shows_text(self) -> bool:
        """Whether text that stands directly in the element can be seen."""
        if not self.visible or self.font_size <= MIN_FONT_SIZE or self.alpha * self.opacity <= MIN_ALPHA:
            return False
        return self.background is None or contrast(self.colour, self.background) >= MIN_CONTRAST


def look_of(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> Look | None:
    """The look of an element inside `parent`; None when neither it nor anything inside it can be seen."""
    if _removed(attributes, css) or _collapsed(css) or _off_screen(css):
        return None
    opacity = parent.opacity * _opacity(css)
    if opacity <= MIN_ALPHA:
        return None
    colour, alpha = _colour(tag, attributes, css, parent)
    visibility = css.get("visibility", "")
    return replace(
        parent,
        colour=colour,
        alpha=alpha,
        background=_background(attributes, css, parent),
        font_size=_font_size(tag, attributes, css, parent),
        opacity=opacity,
        visible=parent.visible if visibility in {"", "inherit", "unset"} else visibility in {"visible", "initial"},
        preserve=_preserve(tag, css, parent),
    )


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 (the same) to 21 (black on white), as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _removed(attributes: Mapping[str, str | None], css: Declared) -> bool:
    display = css.get("display", "none" if "hidden" in attributes else "")
    if display == "none" or css.get("content-visibility") == "hidden":
        return True
    return (attributes.get("aria-hidden") or "").strip().lower() == "true"


def _collapsed(css: Declared) -> bool:
    if _zero(css.get("max-height")) or _zero(css.get("max-width")):
        return True
    clipped = any(css.get(name, "").startswith(("hidden", "clip")) for name in ("overflow", "overflow-x", "overflow-y"))
    if clipped and (_zero(css.get("height")) or _zero(css.get("width"))):
        return True
    return bool(_CLIPPED_AWAY.match(css.get("clip", "")) or _CLIPPED_AWAY.match(css.get("clip-path", "")))


_CLIPPED_AWAY = re.compile(
    r"rect\(\s*[01](?:px)?[ ,]+[01](?:px)?[ ,]+[01](?:px)?[ ,]+[01](?:px)?\s*\)|inset\(\s*(?:[5-9]\d|100)%|circle\(\s*0"
)


def _off_screen(css: Declared) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if css.get("position") in {"absolute", "fixed", "relative"}:
        names += ["left", "top"]
        if css.get("position") != "relative" and any(
            (_pixels(css.get(name), 16.0) or 0) >= 3_000 for name in ("left", "right", "top", "bottom")
        ):
            return True
    if any((size := _pixels(css.get(name), 16.0)) is not None and size <= -OFF_SCREEN for name in names):
        return True
    moved = re.search(
        r"translate(?:x|y|3d)?\(\s*-(\d{3,9})|scale(?:x|y)?\(\s*0(?:\.0{1,9})?\s*[,)]", css.get("transform", "")
    )
    return bool(moved and (moved.group(1) is None or int(moved.group(1)) >= OFF_SCREEN))


_LENGTH = re.compile(r"(-?\d{0,9}(?:\.\d{1,9})?)(px|pt|pc|in|cm|mm|rem|em|ex|ch|vw|vh|%)?(?![\w.%])")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "rem": 16.0, "vw": 10.24}


def _pixels(value: str | None, em: float) -> float | None:
    """A CSS length in pixels; None when there is none or it depends on the layout."""
    match = _LENGTH.match(value or "")
    if match is None or match.group(1) in {"", "-"}:
        return None
    number, unit = float(match.group(1)), match.group(2) or ""
    relative = {"em": em, "ex": em / 2, "ch": em / 2, "%": em / 100, "vh": 7.68}
    return number * (_UNITS[unit] if unit in _UNITS else relative[unit])


def _zero(value: str | None) -> bool:
    size = _pixels(value, 16.0)
    return size is not None and size < 1.5 and not (value or "").startswith("1.")


def _opacity(css: Declared) -> float:
    faint = re.search(r"opacity\(\s*([\d.]{1,9})(%?)", css.get("filter", ""))
    values = [css.get("opacity", "1"), faint.group(1) + faint.group(2) if faint else "1"]
    return min(_fraction(value) for value in values)


def _fraction(value: str) -> float:
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return 1.0


_SIZE_WORDS = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0}
_HEADINGS = {"h1": 32.0, "h2": 24.0, "h3": 18.7, "h5": 13.3, "h6": 10.7}


def _font_size(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> float:
    value = css.get("font-size")
    if value is None and "font" in css:
        # in the shorthand the size is the first length, perhaps followed by a line height (CSS Fonts 4, section 2.7)
        value = next((w.split("/")[0] for w in css["font"].split() if w[0].isdigit() or w[0] == "."), None)
        if value is not None and value.isdigit() and value not in {"0"} and len(value) == 3:
            value = next((w.split("/")[0] for w in css["font"].split()[1:] if w[0].isdigit()), None)
    if value in _SIZE_WORDS:
        return _SIZE_WORDS[value]
    size = _pixels(value, parent.font_size)
    if size is not None:
        return size
    return max(_HEADINGS.get(tag, 0.0), parent.font_size) if parent.font_size > MIN_FONT_SIZE else parent.font_size


def _colour(tag: str, attributes: Mapping[str, str | None], css: Declared, parent: Look) -> tuple[Colour, float]:
    hint = attributes.get("color") if tag == "font" else attributes.get("text") if tag == "body" else None
    for value in (css.get("-webkit-text-fill-color"), css.get("color"), hint):
        parsed = _parse_colour(value)
        if parsed is not None:
            return parsed
    if tag == "a" and attributes.get("href"):  # a link has a colour of its own unless told otherwise
        return LINK_BLUE, 1.0
    return parent.colour, parent.alpha


def _background(attributes: Mapping[str, str | None], css: Declared, parent: Look) -> Colour | None:
    shorthand = css.get("background", "")
    if "url(" in shorthand or "gradient(" in shorthand or "background-image" in css or attributes.get("background"):
        pictured = css.get("background-image", "") != "none" or "url(" in shorthand
        if pictured:
            return None
    value = css.get("background-color") or next((w for w in _words(shorthand) if _parse_colour(w)), None)
    parsed = _parse_colour(value or attributes.get("bgcolor"))
    if parsed is None or parsed[1] <= MIN_ALPHA:
        return parent.background
    colour, alpha = parsed
    if alpha >= 1 or parent.background is None:
        return colour if alpha >= 1 else None
    under = parent.background
    return (_mix(colour[0], under[0], alpha), _mix(colour[1], under[1], alpha), _mix(colour[2], under[2], alpha))


def _mix(over: float, under: float, alpha: float) -> float:
    return over * alpha + under * (1 - alpha)


def _words(value: str) -> list[str]:
    return [tinycss2.serialize([token]) for token in tinycss2.parse_component_value_list(value)]


def _parse_colour(value: str | None) -> tuple[Colour, float] | None:
    if not value:
        return None
    text = value.strip()
    if re.fullmatch(r"[0-9a-fA-F]{6}", text):  # legacy attribute form without the hash sign
        text = "#" + text
    parsed = tinycss2.color3.parse_color(text)
    if parsed is None or isinstance(parsed, str):
        return None
    return (parsed.red, parsed.green, parsed.blue), parsed.alpha


def _preserve(tag: str, css: Declared, parent: Look) -> bool:
    space = css.get("white-space", "")
    if space:
        return space.startswith(("pre", "break-spaces"))
    return parent.preserve or tag in {"pre", "listing", "xmp", "textarea"}

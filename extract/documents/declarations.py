"""Declarations of CSS: the few properties that hide text or shape its lines, longhand, valid values only.

A browser drops a declaration that it does not understand and keeps the one before (CSS Syntax 3 section 2.2), so hacks
for old clients (`display:none\\9`) must not count. Shorthands set all their longhands, whether they name them or not.
A value with `var()` is known only where it is used (CSS Variables 1 section 3): `resolved` puts it in there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import tinycss2

from extract.documents.characters import names
from extract.documents.colours import parse_colour
from extract.documents.lengths import is_length

Declared = Mapping[str, str]
"""The value of each longhand property, lower case but for `content` and variables."""

_GLOBAL = names("inherit initial unset revert revert-layer")
_FUNCTION = re.compile(r"(?:calc|min|max|clamp|fit-content|env)\(")
_DISPLAYS = names(
    "none block inline inline-block flow-root flex inline-flex grid inline-grid table inline-table table-row "
    "table-cell table-row-group table-header-group table-footer-group table-caption table-column table-column-group "
    "list-item contents ruby run-in -webkit-box -webkit-inline-box -webkit-flex -webkit-inline-flex math"
)
_SIZE_WORDS = names(
    "xx-small x-small small medium large x-large xx-large xxx-large smaller larger auto none normal min-content "
    "max-content fit-content -webkit-fill-available stretch"
)


def _among(words: str) -> Callable[[str], bool]:
    return partial(_is_one_of, names(words))


def _is_one_of(allowed: frozenset[str], value: str) -> bool:
    return value in allowed


def _is_size(value: str) -> bool:
    return is_length(value) or value in _SIZE_WORDS or _FUNCTION.match(value) is not None


def _is_share(value: str) -> bool:
    return re.fullmatch(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})%?", value) is not None or "(" in value


def _is_colour(value: str) -> bool:
    return value == "currentcolor" or parse_colour(value) is not None


_CHECKS: dict[str, Callable[[str], bool]] = {
    "display": partial(_is_one_of, _DISPLAYS),
    "visibility": _among("visible hidden collapse"),
    "position": _among("static relative absolute fixed sticky -webkit-sticky"),
    "float": _among("left right none inline-start inline-end"),
    "opacity": _is_share,
    "color": _is_colour,
    "-webkit-text-fill-color": _is_colour,
    "background-color": _is_colour,
    "overflow-x": _among("visible hidden clip scroll auto overlay"),
    "overflow-y": _among("visible hidden clip scroll auto overlay"),
    "text-transform": _among("none uppercase lowercase capitalize full-width"),
    "unicode-bidi": _among("normal embed isolate bidi-override isolate-override plaintext"),
    "direction": _among("ltr rtl"),
    "z-index": lambda value: value == "auto" or value.lstrip("-+").isdigit(),
    **dict.fromkeys(names("font-size text-indent margin-left margin-top left right top bottom line-height"), _is_size),
    **dict.fromkeys(names("height max-height width max-width"), _is_size),
}
_UNCHECKED = names(
    "background-image clip clip-path transform translate scale zoom white-space content-visibility filter content "
    "list-style-type"
)
_SIDES = ("top", "right", "bottom", "left")
_SHORTHANDS: dict[str, tuple[str, ...]] = {
    "background": ("background-color", "background-image"),
    "font": ("font-size",),
    "margin": ("margin-top", "margin-left"),
    "inset": _SIDES,
    "overflow": ("overflow-x", "overflow-y"),
    "list-style": ("list-style-type",),
}
_PENDING = "\x00"
"""Begins the value of a longhand that is known once the variables of its shorthand are: name, value behind it."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


MAX_KEPT = 1_000
"""Characters of a `style` attribute that is kept for the next element."""


def style_attribute(style: str) -> tuple[Declared, Declared]:
    """(plain, important) declarations of a `style` attribute; mails repeat the same few hundreds of times."""
    return _known_style(style) if len(style) <= MAX_KEPT else _read_style(style)


@lru_cache(maxsize=4096)
def _known_style(style: str) -> tuple[Declared, Declared]:
    return _read_style(style)


def _read_style(style: str) -> tuple[Declared, Declared]:
    return declared_in(tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True))


def declared_in(content: list[Any]) -> tuple[Declared, Declared]:
    """(plain, important) declarations of a block."""
    found: tuple[dict[str, str], dict[str, str]] = ({}, {})
    for item in content:
        if item.type == "declaration":
            name = item.name if item.name.startswith("--") else item.lower_name
            if name in _CHECKS or name in _UNCHECKED or name in _SHORTHANDS or name.startswith("--"):
                value = _COMMENT.sub("", tinycss2.serialize(item.value)).strip()
                found[item.important].update(_longhands(name, value))
    return found


def _longhands(name: str, value: str) -> dict[str, str]:
    """A declaration as longhands; nothing where a browser would drop it."""
    if name.startswith("--"):
        return {name: value}
    value = value if name == "content" else value.lower()
    parts = _SHORTHANDS.get(name)
    if parts and ("var(" in value or value in _GLOBAL):
        return dict.fromkeys(parts, value if value in _GLOBAL else f"{_PENDING}{name}{_PENDING}{value}")
    if parts:
        expanded = _EXPAND[name](value)
        return expanded if all(_is_valid(key, part) for key, part in expanded.items()) else {}
    return {name: value} if _is_valid(name, value) else {}


def _is_valid(name: str, value: str) -> bool:
    check = _CHECKS.get(name)
    return check is None or value in _GLOBAL or "var(" in value or check(value)


def _words(value: str) -> list[str]:
    tokens = tinycss2.parse_component_value_list(value, skip_comments=True)
    return [tinycss2.serialize([token]) for token in tokens if token.type != "whitespace"]


def _background(value: str) -> dict[str, str]:
    words = _words(value)
    colour = next((word for word in words if _is_colour(word)), "transparent")
    pictures = [word for word in words if word.startswith("url(") or "gradient(" in word or "image-set(" in word]
    return {"background-color": colour, "background-image": " ".join(pictures) or "none"}


_WEIGHT = re.compile(r"[1-9]\d{0,2}|1000")


def _font(value: str) -> dict[str, str]:
    """The size is the first length that is no weight, perhaps followed by a line height (CSS Fonts 4, section 2.7)."""
    before = value.split("/")[0].replace(",", " , ").split()
    for number, word in enumerate(before):
        last = number == len(before) - 1
        if word in _SIZE_WORDS - names("normal none auto") or (
            is_length(word) and (last or not _WEIGHT.fullmatch(word) or not is_length(before[number + 1]))
        ):
            return {"font-size": word}
    return {"font-size": "medium"} if before and before[0] in names("caption icon menu message-box") else {}


def _sides(name: str, value: str) -> dict[str, str]:
    """One to four values, clockwise from the top (CSS Box 4)."""
    found = _words(value)
    if not 1 <= len(found) <= 4:
        return {}
    four = (*found, *(found[at] for at in {1: (0, 0, 0), 2: (0, 1), 3: (1,), 4: ()}[len(found)]))
    named = {(f"margin-{side}" if name == "margin" else side): part for side, part in zip(_SIDES, four, strict=True)}
    return {key: part for key, part in named.items() if key in _SHORTHANDS[name]}


def _overflow(value: str) -> dict[str, str]:
    words = value.split()
    return {"overflow-x": words[0], "overflow-y": words[-1]} if words else {}


def _list_style(value: str) -> dict[str, str]:
    kinds = [word for word in value.split() if word not in ("inside", "outside") and not word.startswith("url(")]
    return {"list-style-type": kinds[0] if kinds else "disc"}


_EXPAND: dict[str, Callable[[str], dict[str, str]]] = {
    "background": _background,
    "font": _font,
    "margin": partial(_sides, "margin"),
    "inset": partial(_sides, "inset"),
    "overflow": _overflow,
    "list-style": _list_style,
}


MAX_VARIABLES = 500
"""Variables that are kept, and characters of one; what is beyond is unset."""
_VARIABLE = re.compile(r"var\(\s*(--[^\s,()]{1,100})\s*(?:,((?:[^()]|\([^()]*\))*))?\)")


def resolved(css: Declared, inherited: Mapping[str, str]) -> tuple[Declared, Mapping[str, str]]:
    """The declarations with the values of variables put in, and the variables that children inherit."""
    own = {name: value for name, value in css.items() if name.startswith("--")}
    variables = {**inherited, **own} if own and len(inherited) < MAX_VARIABLES else inherited
    if not any("var(" in value for value in css.values()):
        return css, variables
    known: dict[str, str] = {}
    for name, value in css.items():
        if name.startswith("--"):
            continue
        _, shorthand, text = value.split(_PENDING) if value.startswith(_PENDING) else ("", name, value)
        final = _filled(text, variables)
        known.update({key: part for key, part in _longhands(shorthand, final).items() if key == name})
    return known, variables


def _filled(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(8):  # variables may name variables
        if "var(" not in value or len(value) > MAX_VARIABLES:
            break
        value = _VARIABLE.sub(lambda match: variables.get(match[1], match[2] or "").strip(), value)
    return "" if "var(" in value else value

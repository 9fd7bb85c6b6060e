"""Media queries and feature queries of CSS, answered for a desktop screen with light colours and a mouse.

Media Queries 4 and CSS Conditional 3, as far as mails use them: a type, features joined by `and`, a leading `not` or
`only`, commas. What is not understood does not hold, which is how mails address single clients (`@media yahoo`).
"""

from __future__ import annotations

import re

from extract.documents.lengths import SCREEN_HEIGHT, SCREEN_WIDTH, is_length, pixels

_TYPE = re.compile(r"(?:(not|only)\s+)?([a-z][a-z-]*)\s*(?:and\b|$)")
_FEATURE = re.compile(r"\(([^()]{0,200})\)")
_BOUND = re.compile(r"(?:(min|max)-)?(?:device-)?(width|height)\s*:\s*(\S{1,20})")
_RANGE = re.compile(r"(?:(\S{1,20}?)\s*(<=|<|>=|>)\s*)?(width|height)(?:\s*(<=|<|>=|>|=)\s*(\S{1,20}))?")
_RESOLUTION = re.compile(
    r"(?:-webkit-|-moz-|-o-)?(min|max)?-?-?(?:moz-)?(?:device-pixel-ratio|resolution)\s*:\s*([\d.]{1,9})(dpi|dppx|x|/1)?"
)
_WORDS = {
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "orientation": "landscape",
    "scripting": "none",
    "update": "fast",
    "grid": "0",
    "color-gamut": "srgb",
    "prefers-color-scheme": "light",
    "prefers-reduced-motion": "no-preference",
    "prefers-contrast": "no-preference",
    "prefers-reduced-data": "no-preference",
    "forced-colors": "none",
    "inverted-colors": "none",
}
"""The value of each feature with words as values, here."""
_PRESENT = frozenset({"color", "width", "height", "hover", "any-hover", "pointer", "any-pointer", "resolution"})
"""Features that hold when only their name is asked for."""


def media_matches(query: str) -> bool:
    """Whether a media query list holds; the empty one does."""
    return not query.strip() or any(_one_query(one.strip().lower()) for one in query.split(","))


def _one_query(query: str) -> bool:
    kind = _TYPE.match(query)
    negated = bool(kind and kind[1] == "not") or (kind is None and query.startswith("not"))
    holds = kind is None or kind[2] in ("screen", "all") or kind[2] == "not"
    features = _FEATURE.findall(query)
    if kind is None and not features:
        return False
    if " or " in query:
        holds = holds and any(_feature(one.strip()) for one in features)
    else:
        holds = holds and all(_feature(one.strip()) for one in features)
    return holds != negated


def _feature(asked: str) -> bool:
    if match := _BOUND.fullmatch(asked):
        size, wanted = _screen(match[2]), pixels(match[3])
        if wanted is None or not is_length(match[3]):
            return False
        return size >= wanted if match[1] == "min" else size <= wanted if match[1] == "max" else size == wanted
    if asked in _PRESENT:
        return True
    if (match := _RANGE.fullmatch(asked)) and (match[2] or match[4]):
        size = _screen(match[3])
        return _compared(match[1], match[2], size, swapped=True) and _compared(match[5], match[4], size, swapped=False)
    if match := _RESOLUTION.fullmatch(asked):
        ratio = float(match[2]) / (96 if match[3] == "dpi" else 1) if match[2].count(".") < 2 else 0.0
        return ratio <= 1 if match[1] == "min" else ratio >= 1 if match[1] == "max" else ratio == 1
    name, _, value = (part.strip() for part in asked.partition(":"))
    return bool(value) and _WORDS.get(name) == value


def _screen(side: str) -> float:
    return SCREEN_WIDTH if side == "width" else SCREEN_HEIGHT


def _compared(written: str | None, sign: str | None, size: float, *, swapped: bool) -> bool:
    """One side of a range; `swapped` where the number stands before the feature."""
    if sign is None:
        return True
    wanted = pixels(written)
    if wanted is None:
        return False
    left, right = (wanted, size) if swapped else (size, wanted)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right, "=": left == right}[sign]


_FOREIGN = re.compile(
    r"\(\s*(?:-(?:ms|moz|o|khtml)-|mso-|-webkit-(?:overflow-scrolling|touch-callout)\b)|:\s*-(?:ms|moz|o)-"
)


def supports(condition: str) -> bool:
    """Whether a browser of today has what `@supports` asks for: everything but what other makers prefix.

    Joined by `and` or `or` on one level, with `not` before a part; deeper ones are read as if they were one level.
    """
    parts = re.split(r"\b(?:and|or)\b", condition.lower())
    answers = [_supported(part) for part in parts if part.strip()]
    return any(answers) if re.search(r"\bor\b", condition, re.IGNORECASE) else all(answers)


def _supported(part: str) -> bool:
    known = _FOREIGN.search(part) is None and ("(" in part)
    return known != (re.search(r"\bnot\b", part) is not None)

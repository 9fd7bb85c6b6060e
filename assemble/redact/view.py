"""Text as detectors see it: full-width forms folded, invisible characters gone, each character with its origin.

A value written with full-width digits, exotic dashes or zero-width characters inside is found like the plain one, and
the index map leads back to the characters to remove. In the joined view line ends (and the blanks around them) are
gone too, so a value that wraps over a line is one run.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
_LINE_END = re.compile(r"[^\S\n]{0,40}\n\s{0,40}")
_BOX_END = re.compile(r"(?:(?<=[\t\n][0-9A-Za-z])|(?<=\A[0-9A-Za-z]))\t+(?=[0-9A-Za-z](?:[\t\n]|\Z))")
_QUOTED = re.compile(r"(?:^|[\n\r])(?P<marks>(?:> ?){1,20})")
"""The marks before a line that a mail quotes (RFC 3676 section 4.5)."""
_SEPARATORS = re.compile(r"[\W_]+")
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_TAGS, _SELECTORS = range(0xE0020, 0xE007F), range(0xE0110, 0xE017F)
_HIDDEN = "\U000e0000"
"""Characters above it never show; some stand one for one for ASCII: tags, and selectors that bytes are smuggled in."""


@dataclass(frozen=True, slots=True)
class View:
    """A changed copy of a text that knows where each of its characters comes from."""

    text: str
    origin: tuple[int, ...]
    """For each character of `text`: its offset in the original, characters."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original (half open) that a span of the view stands for."""
        return self.origin[start], self.origin[end - 1] + 1


LONG = 400
"""Characters; many short texts are remembered and few long ones."""


def folded(text: str) -> View:
    """The text with NFKC forms, plain dashes and blanks, without characters that do not show or that quote a line."""
    return _folded(text) if len(text) <= LONG else _folded_long(text)


def _fold_all(text: str) -> View:
    quoted = {at for match in _QUOTED.finditer(text) for at in range(*match.span("marks"))} if ">" in text else set()
    if text.isascii() and "\r" not in text and not quoted:
        return View(text, tuple(range(len(text))))
    out: list[str] = []
    origin: list[int] = []
    hidden = False
    for index, char in enumerate(text):
        if index in quoted:
            continue
        plain = char if "\x20" <= char <= "\x7e" or char == "\n" else _fold(char)
        if plain and hidden != (hidden := char > _HIDDEN):  # what does not show is no part of the word beside it
            plain = f" {plain}"
        out.append(plain)
        origin.extend([index] * len(plain))
    return View("".join(out), tuple(origin))


_folded = lru_cache(maxsize=8192)(_fold_all)
_folded_long = lru_cache(maxsize=32)(_fold_all)


@lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """The letters and digits of a view, folded; casefold can lengthen a character, one for one keeps the places."""
    return "".join((c.casefold() or c)[0] for c in text if c.isalnum())


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    if char in DASHES:
        return "-"
    if char in "\r\x0b\x0c\u2028\u2029\x85":
        return "\n"
    if (code := ord(char)) in _TAGS:
        return chr(code - 0xE0000)
    if code in _SELECTORS:
        return chr(code - 0xE00F0)
    category = unicodedata.category(char)
    if (category in ("Cf", "Mn", "Me", "Cc") and char not in "\n\t") or char in _BLANK_LETTERS:
        return ""
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "No" and (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", char)


def joined(view: View) -> View:
    """The view with its lines joined without a blank."""
    return _without(view, _LINE_END)


def boxed(view: View) -> View:
    """The view with neighbouring cells of one character each joined: forms have a box for every digit."""
    return _without(view, _BOX_END)


def _without(view: View, gaps: re.Pattern[str]) -> View:
    out: list[str] = []
    origin: list[int] = []
    at = 0
    for gap in gaps.finditer(view.text):
        out.append(view.text[at : gap.start()])
        origin.extend(view.origin[at : gap.start()])
        at = gap.end()
    out.append(view.text[at:])
    origin.extend(view.origin[at:])
    return View("".join(out), tuple(origin))


def bare(text: str) -> str:
    """Letters and digits only, folded, lower case: the form in which two ways to write one value are equal."""
    return _SEPARATORS.sub("", folded(text).text).casefold()

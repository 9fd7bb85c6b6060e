"""What a browser puts beside and into the text of a page: numbers of list items, capitals, words of style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import tinycss2

from extract.documents.characters import names
from extract.documents.declarations import Declared

LISTS = names("ol ul menu dir")
BULLET = "- "
"""Before an item without a number, whatever sign a browser draws."""
_KINDS = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_LATIN = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_INTEGER = re.compile(r"\s*([+-]?\d{1,9})")


@dataclass(slots=True)
class Numbering:
    """A list that is open, and the number of its next item."""

    kind: str
    following: int = 1

    @classmethod
    def of(cls, tag: str, attributes: Mapping[str, str | None], css: Declared) -> Numbering:
        """The numbering of a list element (HTML, 4.4.5)."""
        usual = "decimal" if tag == "ol" and "reversed" not in attributes else "disc"
        kind = css.get("list-style-type") or _KINDS.get(attributes.get("type") or "", usual)
        start = _INTEGER.match(attributes.get("start") or "")
        return cls(kind, int(start[1]) if start and tag == "ol" else 1)

    def marker(self, attributes: Mapping[str, str | None], css: Declared) -> str:
        """What stands before the next item."""
        value = _INTEGER.match(attributes.get("value") or "")
        number = int(value[1]) if value else self.following
        self.following = number + 1
        kind = css.get("list-style-type") or _KINDS.get(attributes.get("type") or "") or self.kind
        written = numeral(number, kind)
        return f"{written}. " if written else BULLET


def numeral(number: int, kind: str) -> str:
    """A number as a list style writes it (CSS Counter Styles 3); empty for styles that write none.

    >>> numeral(3, "lower-alpha"), numeral(14, "upper-roman"), numeral(2, "disc")
    ('c', 'XIV', '')
    """
    kind = _LATIN.get(kind, kind)
    if kind.endswith("alpha") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("roman") and 1 <= number < 400:
        return _roman(number).upper() if kind.startswith("upper") else _roman(number)
    return str(number) if kind == "decimal" or kind.endswith(("alpha", "roman")) else ""


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def shown_as(text: str, transform: str, *, backwards: bool) -> str:
    """A text as it is drawn: in the letters that `text-transform` makes, from right to left where told."""
    if transform == "uppercase":
        text = text.upper()
    elif transform == "lowercase":
        text = text.lower()
    elif transform == "capitalize":
        text = re.sub(r"(?<![\w'’])[^\W\d_]", lambda match: match[0].upper(), text)
    return text[::-1] if backwards else text


def content_of(value: str, attributes: Mapping[str, str | None]) -> str:
    """The words of a CSS `content`: its strings and attributes; counters, quotes and pictures are left out."""
    words = []
    for token in tinycss2.parse_component_value_list(value, skip_comments=True):
        if token.type == "string":
            words.append(token.value)
        elif token.type == "function" and token.lower_name == "attr":
            words.append(attributes.get(tinycss2.serialize(token.arguments).strip().lower()) or "")
        elif token.type == "literal" and token.value == "/":
            break
    return "".join(words)

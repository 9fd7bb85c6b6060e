"""Values known from another place of the packet, found again wherever they stand, in whichever way they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from assemble.redact.needles import Needles
from assemble.redact.sensitive import Sensitive, Strength
from assemble.redact.view import View, bare, folded, letters
from config.redaction import Entity

KNOWN = "known"
"""Names as detector that a value was found in another place."""
MIN_REVERSED = 9
"""A value with fewer letters and digits is not looked for backward: another one may be its mirror image."""
MIN_KNOWN = 5
"""A value with fewer is not looked for elsewhere: it would be found in other words."""


@lru_cache(maxsize=8192)
def form_of(value: str) -> str:
    """The letters and digits of a value, as they are compared."""
    return letters(folded(value).text)


class Known:
    """Known values, made ready to be looked for in many texts; not those whose form is among `references`."""

    def __init__(self, values: Collection[Sensitive], references: Collection[str]) -> None:
        self.values = values
        self._by_form: dict[str, list[Sensitive]] = {}
        self._backward: dict[str, list[Sensitive]] = {}
        for value in values:
            form = form_of(value.plain)
            if is_distinct(value) and form not in references:
                self._by_form.setdefault(form, []).append(value)
                if len(form) >= MIN_REVERSED:
                    self._backward.setdefault(form[::-1], []).append(value)
        self._needles = Needles((*self._by_form, *self._backward))

    def found_in(self, text: str, view: View) -> Iterator[Sensitive]:
        """Where they stand in a text; `view` is the text folded."""
        kept: list[int] = []
        for at, form in self._needles.found_in(letters(view.text)):
            kept = kept or [i for i, c in enumerate(view.text) if c.isalnum()]
            start, end = view.span(kept[at], kept[at + len(form) - 1] + 1)
            if _stands_alone(text, start, end):
                for value in self._by_form.get(form, ()):
                    yield _found(value, text, start, end, "")
                for value in self._backward.get(form, ()):
                    yield _found(value, text, start, end, value.plain)


def _found(value: Sensitive, text: str, start: int, end: int, says: str) -> Sensitive:
    detector = value.detector if value.strength is Strength.GUESS else KNOWN
    return Sensitive(value.entity, start, end, text[start:end], detector, value.strength, says)


def is_distinct(value: Sensitive) -> bool:
    """Whether a value is long enough to be told from other words wherever it stands."""
    form = bare(value.plain)
    if value.entity is Entity.FILE:
        return False
    if value.strength is Strength.LABEL and value.entity is Entity.PASSWORD:
        return len(form) >= MIN_KNOWN + 1 and any(c.isdigit() for c in form) and any(c.isalpha() for c in form)
    if value.entity is Entity.PERSON:
        return len(form) >= 2 if not form.isascii() and len(form) <= 4 else " " in value.plain.strip() and len(form) > 5
    return len(form) >= MIN_KNOWN


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a span is no piece of a longer run of Latin letters or digits (Chinese text has no blanks)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())

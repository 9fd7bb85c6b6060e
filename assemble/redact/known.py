"""Values known from another place of the packet, found again wherever they stand, in whichever way they are written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

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


def known_in(text: str, view: View, known: Iterable[Sensitive], references: Collection[str]) -> Iterator[Sensitive]:
    """The known values of a text; not those whose form is among `references`. `view` is the text folded."""
    flat = letters(view.text)
    kept: list[int] = []
    for value in known:
        form = form_of(value.plain)
        for wanted in (form, form[::-1]) if len(form) >= MIN_REVERSED else (form,):
            at = flat.find(wanted)
            if at < 0 or not is_distinct(value) or form in references:
                continue
            detector = value.detector if value.strength is Strength.GUESS else KNOWN
            kept = kept or [i for i, c in enumerate(view.text) if c.isalnum()]
            while at >= 0:
                start, end = view.span(kept[at], kept[at + len(wanted) - 1] + 1)
                if _stands_alone(text, start, end):
                    says = value.plain if wanted is not form else ""
                    yield Sensitive(value.entity, start, end, text[start:end], detector, value.strength, says)
                at = flat.find(wanted, at + 1)


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

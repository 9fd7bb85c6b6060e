"""Looks for many strings in one text at once: the time is that of the text, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import AnyStr, Generic

FEW = 40
"""So many strings are sooner looked for one by one."""


class Needles(Generic[AnyStr]):
    """Strings to look for, none of them empty; texts or bytes."""

    def __init__(self, forms: Iterable[AnyStr]) -> None:
        self._forms: tuple[AnyStr, ...] = tuple(dict.fromkeys(forms))
        self._size = min(map(len, self._forms), default=0)
        self._by_head: dict[AnyStr, list[AnyStr]] = {}
        if len(self._forms) > FEW:
            for form in self._forms:
                self._by_head.setdefault(form[: self._size], []).append(form)

    def found_in(self, text: AnyStr) -> Iterator[tuple[int, AnyStr]]:
        """Where each stands, overlapping ones too: offset and string; the order is not told."""
        if not self._by_head:
            yield from (hit for form in self._forms for hit in _each(text, form))
            return
        size, heads = self._size, self._by_head
        for at in range(len(text) - size + 1):
            head = text[at : at + size]
            if head in heads:
                yield from ((at, form) for form in heads[head] if text.startswith(form, at))

    def are_in(self, text: AnyStr) -> bool:
        """Whether any of them stands in a text."""
        return next(self.found_in(text), None) is not None


def _each(text: AnyStr, form: AnyStr) -> Iterator[tuple[int, AnyStr]]:
    at = text.find(form)
    while at >= 0:
        yield at, form
        at = text.find(form, at + 1)

"""What changed between two sets of the seller's texts: paragraphs taken out and put in, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assemble.literal import one_line, paragraphs


class Did(StrEnum):
    """What happened to a paragraph."""

    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that is not in both."""

    did: Did
    place: str
    text: str


Placed = tuple[str, str]


def difference(before: Iterable[Placed], after: Iterable[Placed]) -> tuple[Change, ...]:
    """The paragraphs of `before` that are gone and those of `after` that are new; who signs does not count."""
    old, new = list(_paragraphs(before)), list(_paragraphs(after))
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    changes: list[Change] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            changes += [Change(Did.REMOVED, place, text) for place, text in old[a:b]]
            changes += [Change(Did.ADDED, place, text) for place, text in new[c:d]]
    return tuple(changes)


def _paragraphs(texts: Iterable[Placed]) -> Iterator[Placed]:
    for place, text in texts:
        if place != "signatory":
            yield from ((place, one_line(one)) for one in paragraphs(text))

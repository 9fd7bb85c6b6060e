"""A sensitive value and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from config.redaction import Entity


class Strength(IntEnum):
    """How sure a detector is; the surer one names the value where two overlap."""

    GUESS = 0  # a statistical model says so
    LABEL = 1  # only a label says so
    CONTEXT = 2  # the form fits and words around it say so
    FORM = 3  # a form that nothing else has, or a check digit that is right


@dataclass(frozen=True, slots=True)
class Hit:
    """What a detector reports: a span of the view it was given, half open."""

    start: int
    end: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A sensitive value in a text."""

    entity: Entity
    start: int
    """Offset in the text as given, characters, half open."""
    end: int
    value: str
    """As written; never logged, never in a report."""
    detector: str
    strength: Strength = Strength.FORM
    says: str = ""
    """What it says where it is written in a coding; empty where it stands as it is."""

    @property
    def plain(self) -> str:
        """The value without a coding."""
        return self.says or self.value

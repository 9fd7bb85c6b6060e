"""What a format needs to know to clean a file: the policy for the audience, and what the rest of the packet told."""

from __future__ import annotations

from dataclasses import dataclass, field

from assemble.redact.find import find
from assemble.redact.replace import Redactor
from assemble.redact.sensitive import Sensitive
from config.redaction import Entity


@dataclass(frozen=True, slots=True)
class Place:
    """One value that was removed: what it was and where, never which."""

    entity: Entity
    page: int | None = None
    """1-based; None for files without pages."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file after redaction, with what its proof needs."""

    data: bytes
    places: tuple[Place, ...]
    removed: tuple[Sensitive, ...]
    """The values that must not be found again."""
    kept: str
    """The text that stays, with the marks in it: what may legitimately be found again."""
    dropped: tuple[str, ...] = ()
    """Channels that went as a whole (`comments`, `metadata`), for the report."""


class Withheld(Exception):
    """A file cannot be proven clean and is left out of the archived version; never leaves this folder."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Seeker:
    """Finds what must go."""

    redactor: Redactor
    references: frozenset[str] = frozenset()
    known: tuple[Sensitive, ...] = ()
    _met: dict[tuple[str, str], tuple[Sensitive, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Answers given: a packet says the same things in many places, and each is looked at on cleaning and on proving."""

    def values(self, text: str, context: str = "") -> tuple[Sensitive, ...]:
        """The values of a text that must go; `context` is what a reader sees before it (a key, a heading)."""
        asked = (text, context)
        if asked not in self._met:
            self._met[asked] = self._values(text, f"{context}: " if context else "")
        return self._met[asked]

    def _values(self, text: str, prefix: str) -> tuple[Sensitive, ...]:
        found = find(prefix + text, self.redactor.policy, references=self.references, known=self.known)
        return tuple(_moved(s, text, len(prefix)) for s in found if s.end > len(prefix) and self.redactor.goes(s))

    def clean(self, text: str, values: tuple[Sensitive, ...]) -> str:
        """The text with marks in the place of the values."""
        return self.redactor.applied(text, values)


def _moved(value: Sensitive, text: str, by: int) -> Sensitive:
    start, end = max(0, value.start - by), value.end - by
    return Sensitive(value.entity, start, end, text[start:end], value.detector, value.strength)


@dataclass(slots=True)
class Tally:
    """What a format collects while it cleans a file piece by piece."""

    seeker: Seeker
    places: list[Place] = field(default_factory=list)
    removed: list[Sensitive] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def clean(self, text: str, context: str = "", page: int | None = None) -> str:
        """The cleaned text, counted."""
        values = self.seeker.values(text, context)
        return self.take(text, values, page)

    def take(self, text: str, values: tuple[Sensitive, ...], page: int | None = None) -> str:
        """The text without values found before, counted."""
        cleaned = self.seeker.clean(text, values)
        self.places.extend(Place(v.entity, page) for v in values)
        self.removed.extend(values)
        self.kept.append(cleaned)
        return cleaned

    def done(self, data: bytes, dropped: tuple[str, ...] = ()) -> Cleaned:
        """The file's result."""
        return Cleaned(data, tuple(self.places), tuple(self.removed), "\n".join(self.kept), dropped)

"""What a format needs to know to clean a file: the policy for the audience, and what the rest of the packet told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote_plus

from assemble.redact.find import Detections
from assemble.redact.known import KNOWN
from assemble.redact.replace import Redactor
from assemble.redact.sensitive import Sensitive, Strength
from config.redaction import Entity

NEWLINE = "\n"


@dataclass(frozen=True, slots=True)
class Place:
    """One value that was removed: what it was, where and why, never which."""

    entity: Entity
    strength: Strength
    page: int | None = None
    """1-based; None for files without pages."""
    where: str = ""
    """The place in our words: `line 12`, `sheet 1, B4`; empty where the page says it."""
    shape: str = ""
    """The value with a dot for each letter and digit, but for what its mark shows too."""
    mark: str = ""
    """What stands in its place."""
    known: bool = False
    """Whether it is here only because it was found in another place."""


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
    detections: Detections
    known: tuple[Sensitive, ...] = ()
    near: bool = False
    """Whether an engine has read a part of the packet: then what nearly is a known value goes as well."""
    _met: dict[tuple[str, str], tuple[Sensitive, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Answers given: a packet says the same things in many places, and each is looked at on cleaning and on proving."""

    def values(self, text: str, context: str = "") -> tuple[Sensitive, ...]:
        """The values of a text that must go; `context` is what a reader sees before it (a key, a heading)."""
        asked = (text, context)
        if asked not in self._met:
            self._met[asked] = self._values(text, f"{context}: " if context else "")
        return self._met[asked]

    def _values(self, text: str, prefix: str) -> tuple[Sensitive, ...]:
        goes = self.redactor.goes
        found = self.detections.find(prefix + text, self.known, goes, close=self.near)
        return tuple(_moved(s, text, len(prefix)) for s in found if s.end > len(prefix) and goes(s))

    def in_target(self, target: str) -> bool:
        """Whether the target of a link tells a value, as it is written or with its escapes read (RFC 3986)."""
        return bool(self.values(target) or self.values(unquote_plus(target)))

    def may_go(self, guess: Sensitive) -> bool:
        """Whether a guess is no id that a label anywhere in the packet calls a reference."""
        return not self.detections.is_reference(guess.value)

    def clean(self, text: str, values: tuple[Sensitive, ...]) -> str:
        """The text with marks in the place of the values."""
        return self.redactor.applied(text, values)

    def place(self, value: Sensitive, where: str = "", page: int | None = None) -> Place:
        """What may be told of a value that goes."""
        redactor = self.redactor
        mark, shape, known = redactor.mark(value), redactor.shape(value), value.detector == KNOWN
        return Place(value.entity, value.strength, page, where, shape, mark, known)


def line_in(text: str, thing: str = "line") -> Callable[[Sensitive], str]:
    """Where values stand in a text: `line 12`."""
    return lambda value: f"{thing} {text.count(NEWLINE, 0, value.start) + 1}"


def _moved(value: Sensitive, text: str, by: int) -> Sensitive:
    start, end = max(0, value.start - by), value.end - by
    return replace(value, start=start, end=end, value=text[start:end])


@dataclass(slots=True)
class Tally:
    """What a format collects while it cleans a file piece by piece."""

    seeker: Seeker
    places: list[Place] = field(default_factory=list)
    removed: list[Sensitive] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def clean(self, text: str, context: str = "", where: str = "") -> str:
        """The cleaned text, counted; `where` it stands, in our words, which must tell nothing."""
        return self.take(text, self.seeker.values(text, context), lambda _: where)

    def take(self, text: str, values: tuple[Sensitive, ...], where: Callable[[Sensitive], str]) -> str:
        """The text without values found before, counted."""
        cleaned = self.seeker.clean(text, values)
        self.places.extend(self.seeker.place(v, where(v)) for v in values)
        self.removed.extend(values)
        self.kept.append(cleaned)
        return cleaned

    def done(self, data: bytes, dropped: tuple[str, ...] = ()) -> Cleaned:
        """The file's result."""
        return Cleaned(data, tuple(self.places), tuple(self.removed), "\n".join(self.kept), dropped)

"""Cues: wordings of notices as data, in a small notation that cannot backtrack without bound.

A cue is a phrase in lower case. `*` stands for the rest of a word (at most 14 letters), `~` for up to 60 characters of
the same sentence, `(a|b|)` for a choice (an empty one makes it optional), `#` for a number, `{}` for the place that is
asked about (a date or a period), `?` makes the sign or choice before it optional. ` & ` joins phrases that must all
stand in the same sentence, in any order. Everything else stands for itself.

    >>> Cue("used * sold as new").search("used items sold as new").group()
    'used items sold as new'
    >>> Cue("order defect rate*").search("reorder defect rate") is None
    True
    >>> Cue("photo* & (other|another) seller*").search("another seller took these photos").group()
    'photos'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

AND = " & "
PLACE = "\x00"
"""What stands for `{}` in a text that a cue is searched in."""
LETTER = r"0-9a-zß-öø-ÿœа-яё"
_GAP = r"[^\n\u3002]{0,60}?"
_SPECIAL = {
    "{}": PLACE,
    "*": r"\w{0,14}",
    "~": _GAP,
    " ~ ": rf"(?![{LETTER}]){_GAP}(?<![{LETTER}])",
    " ~": rf"(?![{LETTER}]){_GAP}",
    "~ ": rf"{_GAP}(?<![{LETTER}])",
    "#": r"\d{1,9}(?:[.,]\d{1,3})?",
    "(": "(?:",
    "|": "|",
    ")": ")",
    "?": "?",
}
_WIDTHS = {"*": 14, "~": 60, "#": 13, "{}": 1, "?": 0, "(": 0, "|": 0, ")": 0}
"""The most characters that a sign stands for; all others stand for themselves."""
TOKEN = re.compile(r"\{\}| ?~ ?|.", re.DOTALL)
_OPTIONAL = re.compile(r"[^)]\?")
_PLAIN = re.compile(r"[^()|?]*[^()|?*~ ][^()|?]*")
"""Most cues: no choices, and something that must be there."""
_LONE = re.compile(r"(?:^|[(|*~#?]|~ )\?")
_LITERALS = re.compile(r"[^*~#{}()|?]+")
_GROUP = re.compile(r"\([^()]*\)")
_CHOICE = re.compile(r"\(([^()]*)\)(?!\?)")
WIDE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_EDGE = re.compile(f"[{LETTER}]")


class Phrase:
    """One pattern with literal needles, of which each match holds one, and the most characters that it can match.

    It is compiled when a needle is met first: a message needs a few of the thousands that are loaded. Only the
    surroundings of needles are searched, because a pattern that may begin anywhere is tried at each character.
    """

    __slots__ = ("needles", "pattern", "text", "width")

    text: str
    needles: tuple[str, ...]
    pattern: re.Pattern[str]
    """The phrase as a regular expression."""
    width: int
    """The most characters that the phrase can be long."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __getattr__(self, name: str) -> Any:
        """What is made of the text when it is first asked for: of thousands of phrases a message needs some."""
        if name == "needles":
            self.needles = _needles(self.text)
        elif name == "pattern":
            self.pattern = re.compile(_expression(self.text))
        elif name == "width":
            self.width = sum(_WIDTHS.get(sign.strip(), len(sign)) for sign in TOKEN.findall(self.text))
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def may_stand_in(self, lowered: str) -> bool:
        """Whether a needle stands in a text in lower case."""
        for needle in self.needles:  # noqa: SIM110 - half the time of any(), and it is asked thousands of times a mail
            if needle in lowered:
                return True
        return False

    def finditer(self, lowered: str) -> Iterator[re.Match[str]]:
        """Every place of the phrase, in order, as `re.Pattern.finditer` over the whole text gives them."""
        if len(lowered) <= 3 * self.width or not self.needles[0]:
            return self.pattern.finditer(lowered) if self.may_stand_in(lowered) else iter(())
        found = _places(self.needles, lowered)
        return self._near(lowered, found) if found else iter(())

    def _near(self, lowered: str, found: list[int]) -> Iterator[re.Match[str]]:
        reach = self.width + 1  # one more, so that what follows a match is seen
        start, end = max(0, found[0] - reach), found[0] + reach
        for at in found[1:]:
            if at - reach > end:
                yield from self.pattern.finditer(lowered, start, end)
                start = at - reach
            end = at + reach
        yield from self.pattern.finditer(lowered, start, end)


def _places(needles: tuple[str, ...], lowered: str) -> list[int]:
    """Where the needles stand in a text, in order."""
    found: list[int] = []
    for needle in needles:
        at = lowered.find(needle)
        while at >= 0:
            found.append(at)
            at = lowered.find(needle, at + 1)
    if len(needles) > 1:
        found.sort()
    return found


class Cue:
    """One wording: phrases that must all stand in a sentence."""

    __slots__ = ("phrases", "text")

    text: str
    phrases: tuple[Phrase, ...]

    def __init__(self, text: str) -> None:
        self.text = text

    def __getattr__(self, name: str) -> Any:
        """The phrases, taken apart when they are first asked for."""
        if name != "phrases":
            raise AttributeError(name)
        self.phrases = tuple(map(Phrase, self.text.split(AND)))
        return self.phrases

    def may_stand_in(self, lowered: str) -> bool:
        """Whether the literal parts stand in a text in lower case; cheap, and most of thousands do not."""
        return all(phrase.may_stand_in(lowered) for phrase in self.phrases)

    def finditer(self, lowered: str) -> Iterator[re.Match[str]]:
        """Every place of the wording in a text in lower case; of joined phrases the places of the first."""
        if len(self.phrases) == 1:
            return self.phrases[0].finditer(lowered)
        return _beside(self.phrases[0], self.phrases[1:], lowered) if self.may_stand_in(lowered) else iter(())

    def search(self, lowered: str) -> re.Match[str] | None:
        """The first place of the wording in a text in lower case."""
        return next(self.finditer(lowered), None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cue) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Cue({self.text!r})"

    def __reduce__(self) -> tuple[type[Cue], tuple[str]]:
        """Travel to a worker process as its text."""
        return (Cue, (self.text,))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A string in a rule file becomes a cue; a wrong one is an error with its place."""
        return core_schema.no_info_plain_validator_function(_parse)


def _beside(first: Phrase, others: tuple[Phrase, ...], lowered: str) -> Iterator[re.Match[str]]:
    """The places of one phrase in lines that hold all others too; each line is looked at once."""
    end, fits = -1, False
    for match in first.finditer(lowered):
        if match.start() > end:
            start = lowered.rfind("\n", 0, match.start()) + 1
            end = lowered.find("\n", match.end())
            end = len(lowered) if end < 0 else end
            fits = all(
                other.may_stand_in(lowered[start:end]) and other.pattern.search(lowered, start, end) for other in others
            )
        if fits:
            yield match


def _needles(text: str) -> tuple[str, ...]:
    """Literals of which each match holds at least one: a fixed piece, or the choices of a bracket; long ones first.

    >>> _needles("(fake|false) (tracking|shipment)* no"), _needles("a(b|)c ~ order defect"), _needles("(a|)b?")
    (('tracking', 'shipment'), ('order defect',), ('',))
    """
    sure = [text]
    while sure[-1] != (shorter := _GROUP.sub("*", _OPTIONAL.sub("*", sure[-1]))):
        sure.append(shorter)
    choices: list[tuple[str, ...]] = [(_longest(sure[-1]),)]
    for match in _CHOICE.finditer(text):
        if not _inside(text, match.start()):
            choices.append(tuple(_longest(_OPTIONAL.sub("*", one)) for one in match[1].split("|")))
    return max(choices, key=lambda needles: (min(map(len, needles)), -len(needles)))


def _inside(text: str, at: int) -> bool:
    """Whether a place lies in a bracket."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _longest(text: str) -> str:
    return max((part.strip() for part in _LITERALS.findall(text)), key=len, default="")


def _parse(value: object) -> Cue:
    if isinstance(value, Cue):
        return value
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a cue is a phrase")
    if value != value.lower():
        raise ValueError("a cue is written in lower case")
    outside = _GROUP.sub("", value)
    if outside.count("~") > 3 or value.count("~") > 6 or value.count("{}") > 1 or len(value) > 400:
        raise ValueError("a cue has at most three gaps, one place and 400 characters")
    if "&" not in value and "?" not in value and _PLAIN.fullmatch(outside):
        return Cue(value)  # most cues: brackets that close, and outside of them something that must be there
    if any("&" in part or _may_be_nothing(part) for part in value.split(AND)):
        raise ValueError("a cue must not match nothing, and `&` stands between two phrases")
    return Cue(value)


def _may_be_nothing(text: str) -> bool:
    """Whether a cue matches the empty text; told from its signs, because compiling thousands of patterns takes seconds.

    Raises:
        ValueError: brackets do not close, a choice stands outside of brackets, or a `?` has nothing before it.
    """
    if _PLAIN.fullmatch(text):
        return False
    if lone := _LONE.search(text):
        raise ValueError(f"nothing that could be left out stands before the ? of {text[: lone.end()]!r}")
    signs: list[str] = TOKEN.findall(text)
    groups = [[True]]  # the open brackets; of each, whether its choices can be nothing
    for sign, after in zip(signs, [*signs[1:], ""], strict=True):
        if sign == "(":
            groups.append([True])
        elif sign == "|" and len(groups) > 1:
            groups[-1].append(True)
        elif sign == "|" or (sign == ")" and len(groups) == 1):
            raise ValueError(f"no bracket is open before {sign}")
        elif sign != "?":
            empty = any(groups.pop()) if sign == ")" else sign.strip() in ("*", "~")
            groups[-1][-1] &= empty or after == "?"
    if len(groups) > 1:
        raise ValueError("a bracket is not closed")
    return groups[0][0]


def _expression(text: str) -> str:
    wide = WIDE.search(text) is not None  # words of Chinese and Japanese have no edges
    body = "".join(_GAP if wide and "~" in t else _SPECIAL.get(t) or re.escape(t) for t in TOKEN.findall(text))
    start = f"(?<![{LETTER}])" if _EDGE.match(text.lstrip("(")[:1] or " ") else ""
    end = f"(?![{LETTER}])" if _EDGE.match(text.rstrip(")?")[-1:] or " ") else ""
    return start + body + end

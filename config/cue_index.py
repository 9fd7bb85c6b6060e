"""Which of thousands of cues can stand in a text: told from the words that each must find there, all asked at once.

A word of a cue is known whole or by its beginning, wherever its edges are sure: a match of `photo* ~ (sent|given) by`
holds a word that begins with `phot`, the word `by`, and one of `sent` and `given`. Chinese and Japanese have no words;
there it is each pair of neighbouring signs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from config.cues import AND, LETTER, WIDE, Cue

EDGE, UNSURE = "\x02", "\x01"
"""What stands in a flat cue for a sign that is no letter for sure, and for any or none."""
HEADS = (6, 4, 2)
"""Lengths of the beginnings by which words are known, longest first."""
_WORD = re.compile(f"[{LETTER}]+")
_RUN = re.compile(f"[{LETTER}]+(?: [{LETTER}]+)*")
_SIGNS = re.compile(f"{WIDE.pattern}+")
_SIGN = re.compile(r"\{\}| ?~ ?|[^ ~(){}|?*#]+(?!\?)|.", re.DOTALL)
"""A sign of the notation, or literal characters up to one that may be left out."""
_PLAIN = re.compile(r"[^()|?*~#{}]+")


def tokens_of(lowered: str) -> frozenset[str]:
    """The words of a text in lower case, their beginnings and neighbours; of Chinese and Japanese signs and pairs.

    >>> sorted(tokens_of("the photos"))
    ['ph*', 'phot*', 'photos', 'photos*', 'th*', 'the', 'the photos']
    """
    runs = [run.split(" ") for run in _RUN.findall(lowered)]
    words = {word for run in runs for word in run}
    found = words.union(*({f"{word[:size]}*" for word in words if len(word) >= size} for size in HEADS))
    found.update(f"{word} {after}" for run in runs for word, after in pairwise(run))
    if WIDE.search(lowered):
        found.update(lowered, (lowered[at : at + 2] for at in range(len(lowered) - 1)))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Choice:
    """A bracket of a cue."""

    alternatives: tuple[Nodes, ...]


Nodes = list["str | Choice"]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a text must hold so that a cue can stand in it, as tokens."""

    all: frozenset[str]
    any: tuple[frozenset[str], ...]
    """Of each at least one."""

    def met(self, tokens: frozenset[str]) -> bool:
        """Whether a text of these tokens holds it."""
        if not self.all <= tokens:
            return False
        for one in self.any:  # noqa: SIM110 - half the time of any(), and it is asked a hundred times a mail
            if one.isdisjoint(tokens):
                return False
        return True


def needs_of(text: str) -> Needs:
    """What the cue of this text needs.

    >>> needs = needs_of("photo* (sent|given) by them")
    >>> sorted(needs.all), [sorted(one) for one in needs.any]
    (['by', 'by them', 'phot*'], [['given', 'sent']])
    """
    every: set[str] = set()
    some: list[frozenset[str]] = []
    for phrase in text.split(AND):
        if _PLAIN.fullmatch(phrase):
            every.update(_keys(f" {phrase} "))
            continue
        wide = WIDE.search(phrase) is not None
        nodes = _sequence(iter(_SIGN.findall(phrase)), wide=wide)[0]
        left = _WORD.match(phrase.lstrip("(")[:1]) is not None
        right = _WORD.match(phrase.rstrip(")?")[-1:]) is not None
        sure, choices = _needed(nodes, left=left, right=right)
        every.update(sure)
        some.extend(choices)
    return Needs(frozenset(every), tuple(some))


def _sequence(signs: Iterator[str], *, wide: bool) -> tuple[Nodes, str]:
    """The nodes up to the sign that ends them, and that sign; empty at the end of the cue."""
    nodes: Nodes = []
    for sign in signs:
        if sign in ("|", ")"):
            return nodes, sign
        if sign == "(":
            alternatives, end = [], "|"
            while end == "|":
                one, end = _sequence(signs, wide=wide)
                alternatives.append(one)
            nodes.append(Choice(tuple(alternatives)))
        elif sign == "?":
            last = nodes.pop()
            nodes.append(Choice((*last.alternatives, [])) if isinstance(last, Choice) else UNSURE)
        elif "~" in sign:
            nodes.append(UNSURE if wide else {"~": UNSURE, " ~": EDGE + UNSURE, "~ ": UNSURE + EDGE}.get(sign, EDGE))
        else:
            nodes.append(UNSURE if sign in ("*", "#", "{}") else sign)
    return nodes, ""


def _needed(nodes: Nodes, *, left: bool, right: bool) -> tuple[list[str], list[frozenset[str]]]:
    """The tokens that a sequence needs, and sets of which it needs one each; `left`, `right`: its edges are sure."""
    flat = [EDGE if left else UNSURE]
    places: list[tuple[int, Choice]] = []
    for node in nodes:
        if isinstance(node, str):
            flat.append(node)
        else:
            places.append((len(flat), node))
            flat.extend(_edges(node, flat[-1][-1:]))
    flat.append(EDGE if right else UNSURE)
    choices: list[frozenset[str]] = []
    for place, choice in places:
        before, after = _sure(flat[place - 1][-1]), _sure(flat[place + 2][:1])
        best = [_best(one, left=before, right=after) for one in choice.alternatives]
        if all(best):
            choices.append(frozenset(best))
    return list(_keys("".join(flat))), choices


def _best(nodes: Nodes, *, left: bool, right: bool) -> str:
    """The longest token that an alternative needs; empty when it needs none."""
    word = nodes[0] if len(nodes) == 1 else None
    if isinstance(word, str) and word.isascii() and word.isalpha():  # most are one word
        return "" if not left else word if right else _head(word)
    return max(_needed(nodes, left=left, right=right)[0], key=len, default="")


def _head(word: str) -> str:
    """The beginning that a word is known by; empty for a short one."""
    size = next((size for size in HEADS if len(word) >= size), 0)
    return f"{word[:size]}*" if size else ""


def _edges(choice: Choice, before: str) -> tuple[str, str]:
    """What the neighbours of a bracket see of it: an edge, where all its alternatives have one there."""
    first = [_first(one) for one in choice.alternatives]
    last = [_last(one, before) for one in choice.alternatives]
    return EDGE if all(map(_sure, first)) else UNSURE, EDGE if all(map(_sure, last)) else UNSURE


def _first(nodes: Nodes) -> str:
    return nodes[0][:1] if nodes and isinstance(nodes[0], str) else UNSURE


def _last(nodes: Nodes, before: str) -> str:
    if not nodes:
        return before
    return nodes[-1][-1:] if isinstance(nodes[-1], str) else UNSURE


def _sure(sign: str) -> bool:
    """Whether a word ends or begins beside a sign."""
    return sign != UNSURE and not _WORD.match(sign)


def _keys(flat: str) -> Iterator[str]:
    """The tokens of a flat sequence."""
    whole, end = "", 0
    for match in _WORD.finditer(flat):
        word = match[0]
        if flat[match.start() - 1] == UNSURE:
            continue
        if flat[match.end()] != UNSURE:
            yield f"{whole} {word}" if whole and flat[end : match.start()] == " " else word
            whole, end = word, match.end()
        elif head := _head(word):
            yield head
    for match in _SIGNS.finditer(flat) if not flat.isascii() else ():
        run = match[0]
        yield from (run[at : at + 2] for at in range(len(run) - 1)) if len(run) > 1 else run


class CueIndex:
    """Groups of cues, asked together which can stand in a text."""

    __slots__ = ("_always", "_by_token", "_cues", "_needs", "_tokens")

    def __init__(self, groups: Iterable[tuple[int, Iterable[Cue]]]) -> None:
        self._cues = tuple((group, cue) for group, cues in groups for cue in cues)
        self._needs = tuple(needs_of(cue.text) for _, cue in self._cues)
        self._always: list[int] = []
        self._by_token: dict[str, list[int]] = {}
        common = Counter(token for needs in self._needs for token in needs.all)
        for number, needs in enumerate(self._needs):
            rarest = min(sorted(needs.all), key=common.__getitem__, default=None)
            for token in min(needs.any, key=len, default=()) if rarest is None else (rarest,):
                self._by_token.setdefault(token, []).append(number)
            if not needs.all and not needs.any:
                self._always.append(number)
        self._tokens = frozenset(self._by_token)

    def present(self, tokens: frozenset[str]) -> dict[int, list[Cue]]:
        """By group those that can stand in a text of these tokens, in order."""
        asked = {number for token in self._tokens & tokens for number in self._by_token[token]}
        needs = self._needs
        found: dict[int, list[Cue]] = {}
        for number in sorted([*(number for number in asked if needs[number].met(tokens)), *self._always]):
            group, cue = self._cues[number]
            found.setdefault(group, []).append(cue)
        return found

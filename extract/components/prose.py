"""References that running text names: `case 12345678901`, `the patent EP 2 998 431 B1`, `orders 7KD3M8 and 7KD4P1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.cue_index import CueIndex
from config.cue_rules import LabelRules
from config.cues import Cue
from config.kept import kept
from extract.folding import Folded
from extract.reading import Mark, Reading

FORMS = {
    "case": re.compile(r"\d{6,15}|[A-Z]{1,4}-?\d{4,12}"),
    "complaint": re.compile(r"\d{5,15}|[A-Z]{1,4}-?\d{4,12}"),
    "order": re.compile(r"\d{3}-\d{7}-\d{7}|(?=[0-9A-Z-]*\d)[0-9A-Z][0-9A-Z-]{4,23}"),
    "trademark": re.compile(r"(?:[A-Z]{1,4}\s?)?\d[\d,./ ]{3,16}\d"),
    "patent": re.compile(r"(?:[A-Z]{2,4}\s?)?(?:D\s?)?\d[\d,./ ]{4,16}\d(?:\.\d)?(?:\s?[A-Z]\d?(?!\w))?"),
    "design": re.compile(r"(?:[A-Z]{2,4}\s?)?(?:D\s?|DM/\s?)?\d[\d,./ -]{4,22}\d(?:\s?S(?!\w))?"),
    "court": re.compile(r"[0-9A-Za-z][0-9A-Za-z:./ -]{3,30}\d[0-9A-Za-z-]{0,8}"),
}
"""How the numbers of each kind are written."""
_DESIGN = re.compile(r"(?:US\s?)?D\s?\d|(?:DM/?|EU\s?)?\d{6,12}-0\d{3}(?!\d)")
_NUMBER = r"(?:n[°ºr]?\.?\s?|no\.?\s?|nr\.?\s?|num\w{2,5}\s|núm\w{2,5}\s|第\s?|[№#:]\s?|id:?\s?){0,2}"
_WORDS = r"(?:[^\W\d]{2,20}\s){0,3}?"
_ALSO = re.compile(r"\s?(?:,|;|、|und|and|et|e|y|и|和|&)\s?#?(?P<id>\d{8,13})(?!\d)", re.IGNORECASE)
_CODE = r"(?=[0-9A-Z]{0,11}\d)(?=[0-9A-Z]{0,11}[A-Z])[0-9A-Z]{6,12}(?![0-9A-Za-z-])"
_CODES = rf"(?:{_CODE}(?:\s?(?:,|、|и|and|和|und|et|e|y)\s?)?){{1,20}}"
DIGITS = 6
"""A right's number has at least as many."""


def is_design(number: str) -> bool:
    """Whether a number is a design's: a US design patent, or a European registration with the place of the design.

    >>> is_design("US D993,962 S"), is_design("008812345-0003"), is_design("US 10,948,217 B2")
    (True, True, False)
    """
    return _DESIGN.match(number) is not None


def named_in(reading: Reading) -> Iterator[Mark]:
    """Every number that stands behind the word for what it is."""
    index = _noun_index(reading.rules.cues.labels)
    for number, nouns in sorted(index.present(reading.tokens).items()):
        kind = tuple(reading.rules.cues.labels.nouns)[number]
        if kind == "order":
            yield from _orders(reading, nouns)
        elif kind in ("case", "complaint"):
            yield from _numbers(reading, nouns, kind)
        else:
            yield from _rights(reading, nouns, kind)


@kept
def _noun_index(rules: LabelRules) -> CueIndex:
    """The nouns, by the number of their kind."""
    return CueIndex(enumerate(rules.nouns.values()))


def _behind(nouns: list[Cue], tail: str, folded: Folded) -> Iterator[re.Match[str]]:
    """Each of some nouns with what stands behind it, in order; of several at a place the first that fits counts."""
    found: dict[int, list[Cue]] = {}
    for noun in nouns:
        for match in noun.finditer(folded.lower):
            found.setdefault(match.start(), []).append(noun)
    done = 0
    for start in sorted(found):
        here = found[start] if start >= done else []
        tries = (_with(noun, tail).match(folded.text, start) for noun in here)
        if named := next(filter(None, tries), None):
            yield named
            done = named.end()


@lru_cache(maxsize=1024)
def _with(noun: Cue, tail: str) -> re.Pattern[str]:
    return re.compile(f"(?:{noun.phrases[0].pattern.pattern}){tail}", re.IGNORECASE)


_ID = rf'\s?{_WORDS}(?:{_NUMBER}[("]?(?P<id>\d{{8,13}})|[№#]\s?(?P<short>\d{{5,13}}))(?!\d)'
_IDS = rf"\s?{_NUMBER}(?-i:(?P<ids>{_CODES}))"


def _numbers(reading: Reading, nouns: list[Cue], kind: str) -> Iterator[Mark]:
    """Eight digits and more, or fewer behind a sign for numbers, and those that a list adds."""
    text = reading.folded.text
    for match in _behind(nouns, _ID, reading.folded):
        group = "id" if match["id"] else "short"
        yield reading.mark(f"reference.{kind}", match[group], *match.span(group), f"references: {kind} in text")
        at = match.end()
        while more := _ALSO.match(text, at):
            yield reading.mark(f"reference.{kind}", more["id"], *more.span("id"), f"references: {kind} in text")
            at = more.end()


def _rights(reading: Reading, nouns: list[Cue], kind: str) -> Iterator[Mark]:
    for match in _behind(nouns, rf"\s?{_NUMBER}(?P<id>{FORMS[kind].pattern})", reading.folded):
        number = match["id"].rstrip(" ,.")
        if sum(c.isdigit() for c in number) >= DIGITS:
            start = match.start("id")
            found = "design" if kind == "patent" and is_design(number) else kind
            rule = f"references: {kind} in text"
            yield reading.mark(f"reference.{found}", number, start, start + len(number), rule)


def _orders(reading: Reading, nouns: list[Cue]) -> Iterator[Mark]:
    """Joom's order numbers: letters and digits, several behind one word."""
    for match in _behind(nouns, _IDS, reading.folded):
        for one in re.finditer(r"[0-9A-Z]{6,12}", match["ids"]):
            start = match.start("ids") + one.start()
            if not one[0].startswith("B0"):
                yield reading.mark("reference.order", one[0], start, start + len(one[0]), "references: order in text")

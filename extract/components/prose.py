"""References that running text names: `case 12345678901`, `the patent EP 2 998 431 B1`, `orders 7KD3M8 and 7KD4P1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from config.cue_rules import LabelRules
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
    for kind, nouns in reading.rules.cues.labels.nouns.items():
        if not any(noun.may_stand_in(reading.folded.lower) for noun in nouns):
            continue
        if kind == "order":
            yield from _orders(reading)
        elif kind in ("case", "complaint"):
            yield from _numbers(reading, kind)
        else:
            yield from _rights(reading, kind)


def _noun(rules: LabelRules, kind: str) -> str:
    return "|".join(cue.phrases[0].pattern.pattern for cue in rules.nouns[kind])


@lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _numbers(reading: Reading, kind: str) -> Iterator[Mark]:
    """Eight digits and more, or fewer behind a sign for numbers, and those that a list adds."""
    text = reading.folded.text
    noun = rf"(?:{_noun(reading.rules.cues.labels, kind)})\s?{_WORDS}"
    pattern = _compiled(rf'{noun}(?:{_NUMBER}[("]?(?P<id>\d{{8,13}})|[№#]\s?(?P<short>\d{{5,13}}))(?!\d)')
    for match in pattern.finditer(text):
        group = "id" if match["id"] else "short"
        yield reading.mark(f"reference.{kind}", match[group], *match.span(group), f"references: {kind} in text")
        at = match.end()
        while more := _ALSO.match(text, at):
            yield reading.mark(f"reference.{kind}", more["id"], *more.span("id"), f"references: {kind} in text")
            at = more.end()


def _rights(reading: Reading, kind: str) -> Iterator[Mark]:
    noun = rf"(?:{_noun(reading.rules.cues.labels, kind)})\s?"
    pattern = _compiled(rf"{noun}{_NUMBER}(?P<id>{FORMS[kind].pattern})")
    for match in pattern.finditer(reading.folded.text):
        number = match["id"].rstrip(" ,.")
        if sum(c.isdigit() for c in number) >= DIGITS:
            start = match.start("id")
            found = "design" if kind == "patent" and is_design(number) else kind
            rule = f"references: {kind} in text"
            yield reading.mark(f"reference.{found}", number, start, start + len(number), rule)


def _orders(reading: Reading) -> Iterator[Mark]:
    """Joom's order numbers: letters and digits, several behind one word."""
    noun = _noun(reading.rules.cues.labels, "order")
    pattern = _compiled(rf"(?:{noun})\s?{_NUMBER}(?-i:(?P<ids>{_CODES}))")
    for match in pattern.finditer(reading.folded.text):
        for one in re.finditer(r"[0-9A-Z]{6,12}", match["ids"]):
            start = match.start("ids") + one.start()
            if not one[0].startswith("B0"):
                yield reading.mark("reference.order", one[0], start, start + len(one[0]), "references: order in text")

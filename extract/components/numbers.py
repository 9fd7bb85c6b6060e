"""Numbers as notices write them: shares in percent, and amounts with their currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from config.cue_rules import FigureRules
from config.kept import kept

_NUMBER = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)"
_SHARE = re.compile(
    r"(?<![0-9a-z.,/])(?P<n>\d{1,3}(?:[.,]\d{1,3})?)\s?"
    r"(?:%|percent(?![a-z])|per cent|prozent|pour cent|por ciento|per cento|процент|パーセント|个百分点)"
)
_POINTS = re.compile(r"(?<![0-9a-z.,/:#-])(?P<n>\d{1,4})(?![0-9a-z%/:]|[.,-]\d|\s?%)")
_DECIMALS = re.compile(r"[.,](\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a folded text, half open, with its unit."""

    value: str
    """Digits with a point before decimals and no other sign."""
    start: int
    end: int
    unit: str | None
    """ISO 4217 of an amount; `%`; empty for points; None for a sign that could be several currencies."""


def plain_number(written: str) -> str:
    """A written number as digits and a decimal point: a sign before one or two last digits is decimal.

    >>> plain_number("4.120,50"), plain_number("4,120"), plain_number("1 200"), plain_number("2,5")
    ('4120.50', '4120', '1200', '2.5')
    """
    decimals = _DECIMALS.search(written)
    whole = re.sub(r"\D", "", written[: decimals.start()] if decimals else written).lstrip("0") or "0"
    return f"{whole}.{decimals[1]}" if decimals else whole


def shares_in(lower: str, start: int, end: int) -> Iterator[Number]:
    """Every percentage between two places of a folded text in lower case."""
    for match in _SHARE.finditer(lower, start, end):
        yield Number(match["n"].replace(",", "."), *match.span(), "%")


def points_in(lower: str, start: int, end: int) -> Iterator[Number]:
    """Every whole number without a unit between two places of a folded text in lower case."""
    for match in _POINTS.finditer(lower, start, end):
        yield Number(match["n"], *match.span(), "")


def amounts_in(lower: str, start: int, end: int, rules: FigureRules, marketplace: str | None) -> Iterator[Number]:
    """Every amount of money between two places of a folded text in lower case."""
    units = _units(rules)
    for match in units.pattern.finditer(lower, start, end):
        written = match["before"] or match["behind"]
        value = plain_number(match["n"])
        if match["many"]:
            value = f"{float(value) * 10_000:.0f}"
        yield Number(value, *match.span(), units.currency(written, marketplace))


@dataclass(frozen=True, slots=True)
class _Units:
    """Words and signs of currencies."""

    pattern: re.Pattern[str]
    words: Mapping[str, str]
    shared: Mapping[str, Mapping[str, str | None]]

    def currency(self, written: str, marketplace: str | None) -> str | None:
        """The code of a currency as written; None for a sign of several where the marketplace does not decide."""
        by_country = self.shared.get(written)
        if by_country is None:
            return self.words[written]
        return by_country.get(marketplace or "", by_country.get("other"))


@kept
def _units(rules: FigureRules) -> _Units:
    words = {word: code for code, written in rules.currencies.items() for word in written}
    choice = "|".join(map(_bounded, sorted({*words, *rules.shared}, key=len, reverse=True)))
    number = rf"(?P<n>{_NUMBER})(?P<many>万)?"
    pattern = rf"(?<![0-9.,])(?:(?P<before>{choice})\s?)?{number}(?(before)|\s?(?P<behind>{choice}))"
    return _Units(re.compile(pattern), words, rules.shared)


def _bounded(word: str) -> str:
    first = r"(?<![a-zа-яё])" if word[0].isalpha() and word[0] < "\u3000" else ""
    last = r"(?![a-zа-яё])" if word[-1].isalpha() and word[-1] < "\u3000" else ""
    return f"{first}{re.escape(word)}{last}"

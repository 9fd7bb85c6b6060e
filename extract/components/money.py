"""Money that a notice says is held, or taken as a penalty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config.words import MoneyRole, Scope
from extract.components.clauses import firm, real_condition, says, span_in
from extract.components.metrics import FoundMetric
from extract.components.numbers import Number, amounts_in, shares_in
from extract.facts import Money
from extract.reading import Reading, Sentence

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FoundMoney:
    """An amount with its place, offsets in the folded text."""

    money: Money
    start: int
    end: int


def money_in(reading: Reading, marketplace: str | None, metrics: tuple[FoundMetric, ...]) -> tuple[FoundMoney, ...]:
    """Every amount or share that is held or taken, in order."""
    measured = {found.sentence for found in metrics}
    found: dict[Money, FoundMoney] = {}
    for at, sentence in enumerate(reading.sentences):
        if sentence.question or not _DIGIT.search(sentence.lower):
            continue
        if firm(reading, reading.rules.cues.replies.restored, sentence):
            continue  # what was taken is told as known
        for one in _in_sentence(reading, sentence, marketplace, measured=at in measured):
            found.setdefault(one.money, one)
    return tuple(found.values())


def _in_sentence(
    reading: Reading, sentence: Sentence, marketplace: str | None, *, measured: bool
) -> Iterator[FoundMoney]:
    roles = dict(_roles(reading, sentence))
    if not roles:
        return
    lower, figures = reading.folded.lower, reading.rules.cues.figures
    numbers = list(amounts_in(lower, sentence.start, sentence.end, figures, marketplace))
    if not measured and MoneyRole.HELD in roles.values() and not numbers:
        numbers = list(shares_in(lower, sentence.start, sentence.end))
    for number in numbers:
        role = roles[min(roles, key=lambda at: abs(at - (number.start - sentence.start)))]
        yield FoundMoney(_money(reading, role, number), number.start, number.end)


def _money(reading: Reading, role: MoneyRole, number: Number) -> Money:
    begin, end = reading.folded.span(number.start, number.end)
    text = " ".join(reading.source[begin:end].split())
    if number.unit == "%":
        return Money(role, None, None, number.value, text)
    return Money(role, number.value, number.unit, None, text)


def _roles(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, MoneyRole]]:
    """What a sentence says is done with money and where; nothing where that hangs on a condition before it."""
    rules, figures = reading.rules.cues.status, reading.rules.cues.figures
    condition = real_condition(reading, sentence)
    places = [(span_in(place, sentence), MoneyRole.PENALTY) for place in reading.within(rules.fined, sentence)]
    if says(reading, rules.objects[Scope.FUNDS], sentence) or says(reading, figures.sums, sentence):
        places += [(span_in(place, sentence), MoneyRole.HELD) for place in reading.within(figures.held, sentence)]
    for (start, _), role in places:
        if condition is None or condition[0] > start:
            yield start, role

"""The figures of performance notices: what was measured, the target it is held against, and over how long."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from config.cue_rules import Wordings
from config.cues import PLACE
from config.words import MetricName, Role, Violation
from extract.components.clauses import says
from extract.components.numbers import Number, points_in, shares_in
from extract.components.status import QUIET
from extract.facts import Metric
from extract.measures import PeriodMention
from extract.reading import Reading, Sentence

REACH = 2
"""Sentences after one that names a figure in which `the target is 4 %` still speaks of it."""
AROUND = 90
"""Characters to each side of a number that tell whether it is a target."""
MOST_POINTS = 1000
"""The account health rating ends here."""


@dataclass(frozen=True, slots=True)
class FoundMetric:
    """A figure with the place of its number, offsets in the folded text."""

    metric: Metric
    start: int
    end: int
    sentence: int
    """Which one of the reading, 0-based."""


def metrics_in(
    reading: Reading, periods: Iterable[PeriodMention], violations: Collection[Violation]
) -> tuple[FoundMetric, ...]:
    """Every figure that a notice states, in order; one that is told only by its missed target has no value."""
    windows = [period for period in periods if period.role is Role.METRIC]
    rules = reading.rules.cues.figures.metrics
    about = [name for name, metric in rules.items() if set(metric.violations) & set(violations)]
    wordings = _wordings(reading)
    found: list[FoundMetric] = []
    last: tuple[int, MetricName] | None = None
    for at, sentence in enumerate(reading.sentences):
        names = () if sentence.question else _names(reading, sentence, wordings, about)
        numbers = list(_numbers(reading, sentence, {name for name, _ in names}))
        targets = [number for number in numbers if _is_target(reading, sentence, number, numbers)]
        if numbers and not names and last and at - last[0] <= REACH:
            goes_on = targets or says(reading, reading.rules.cues.figures.generic, sentence)
            names = ((last[1], sentence.start),) if goes_on else ()
        if numbers and not names and len(about) == 1 and (targets or _tells_window(reading, sentence, windows)):
            names = ((about[0], sentence.start),)
        if len(numbers) - len(targets) <= 1:
            names = names[:1]
        for name in dict.fromkeys(name for name, _ in names):
            own = [number for number in numbers if _nearest(names, number) == name]
            found = _with(reading, found, name, at, own, targets, windows)
        last = (at, names[-1][0]) if names else last
    return _settled(found)


def _tells_window(reading: Reading, sentence: Sentence, windows: list[PeriodMention]) -> bool:
    """Whether a sentence tells over how long something was measured."""
    return any(sentence.start <= window.start < sentence.end for window in windows)


def _wordings(reading: Reading) -> list[tuple[MetricName, Wordings]]:
    """What names the figures and can stand in the message: asked once and not sentence by sentence."""
    rules = reading.rules.cues
    named = (
        (name, words)
        for name, metric in rules.figures.metrics.items()
        for words in (metric.say, *(rules.violations[code].say for code in metric.violations))
    )
    return [(name, words) for name, words in named if reading.cues(words)]


def _names(
    reading: Reading, sentence: Sentence, wordings: list[tuple[MetricName, Wordings]], about: list[MetricName]
) -> tuple[tuple[MetricName, int], ...]:
    """The figures that a sentence names, with where, in order; those that the notice is about, if it names one."""
    found = [(place.start, name) for name, words in wordings for place in reading.within(words, sentence)]
    if any(name in about for _, name in found):
        found = [(at, name) for at, name in found if name in about]
    first = {name: min(at for at, other in found if other == name) for _, name in found}
    return tuple(sorted(first.items(), key=lambda pair: pair[1]))


def _numbers(reading: Reading, sentence: Sentence, names: set[MetricName]) -> Iterator[Number]:
    lower = reading.folded.lower
    yield from shares_in(lower, sentence.start, sentence.end)
    if any(reading.rules.cues.figures.metrics[name].points for name in names):
        points = points_in(lower, sentence.start, sentence.end)
        yield from (number for number in points if int(number.value) <= MOST_POINTS)


def _nearest(names: tuple[tuple[MetricName, int], ...], number: Number) -> MetricName:
    """The figure that a number belongs to: the last one named before it, or else the first."""
    before = [name for name, at in names if at <= number.start]
    return before[-1] if before else names[0][0]


def _with(
    reading: Reading,
    found: list[FoundMetric],
    name: MetricName,
    at: int,
    numbers: list[Number],
    targets: list[Number],
    windows: list[PeriodMention],
) -> list[FoundMetric]:
    """The figures found so far and those of one more sentence."""
    sentence = reading.sentences[at]
    rule = reading.rules.cues.figures.metrics[name]
    numbers = [number for number in numbers if (number.unit == "") == rule.points]
    targets = [number for number in targets if number in numbers]
    values = [] if sentence.section in QUIET else [number for number in numbers if number not in targets]
    unit = "points" if rule.points else "percent"
    for value in values:
        target = _closest(value, targets)
        metric = Metric(name, value.value, target.value if target else None, rule.bound, unit, None)
        window = _window(reading, at, value, windows)
        found = [*found, FoundMetric(replace(metric, window=window), value.start, value.end, at)]
    if values or not targets:
        return found
    target = targets[0]
    lacking = next((f for f in reversed(found) if f.metric.name == name and at - f.sentence <= REACH), None)
    if lacking is not None and lacking.metric.target is None:
        filled = replace(lacking, metric=replace(lacking.metric, target=target.value))
        return [filled if one is lacking else one for one in found]
    if sentence.section in QUIET or not says(reading, reading.rules.cues.figures.broken, sentence):
        return found
    metric = Metric(name, None, target.value, rule.bound, unit, _window(reading, at, target, windows))
    return [*found, FoundMetric(metric, target.start, target.end, at)]


def _is_target(reading: Reading, sentence: Sentence, number: Number, numbers: list[Number]) -> bool:
    """Whether what stands around a number, up to the next ones, says that it is what is asked for."""
    lower = reading.folded.lower
    left = max([sentence.start, number.start - AROUND, *(n.end for n in numbers if n.end <= number.start)])
    right = min([sentence.end, number.end + AROUND, *(n.start for n in numbers if n.start >= number.end)])
    around = f"{lower[left : number.start]}{PLACE}{lower[number.end : right]}"
    return any(cue.search(around) for cue in reading.cues(reading.rules.cues.figures.target))


def _closest(value: Number, targets: list[Number]) -> Number | None:
    """The target that stands nearest to a value."""
    return min(targets, key=lambda target: abs(target.start - value.start), default=None)


def _window(reading: Reading, at: int, number: Number, windows: list[PeriodMention]) -> str | None:
    """Over how long a number was measured: told in its sentence, else in the next one, else in the one before."""
    for near in (at, at + 1, at - 1):
        if 0 <= near < len(reading.sentences):
            sentence = reading.sentences[near]
            inside = [window for window in windows if sentence.start <= window.start < sentence.end]
            if inside:
                return min(inside, key=lambda window: abs(window.start - number.start)).period
    return None


def _settled(found: list[FoundMetric]) -> tuple[FoundMetric, ...]:
    """Each figure once with its target; a target alone says nothing where the figure is told too."""
    told = {one.metric.name for one in found if one.metric.value is not None}
    targets = {one.metric.name: one.metric.target for one in found if one.metric.target is not None}
    kept: dict[Metric, FoundMetric] = {}
    for one in found:
        metric = one.metric
        if metric.value is None and metric.name in told:
            continue
        metric = replace(metric, target=metric.target or targets.get(metric.name))
        kept.setdefault(metric, replace(one, metric=metric))
    return tuple(kept.values())

"""Which rules a notice says were broken: labels such as `Infringement type:` first, then wordings by weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from config.cue_index import CueIndex, tokens_of
from config.cue_rules import LANGUAGES, ViolationRules
from config.cues import AND
from config.kept import kept
from config.rules import PlatformRules
from config.words import Violation
from extract.components.hints import hints_in
from extract.components.labels import Label
from extract.components.links import FoundLink
from extract.components.names import inside
from extract.reading import BULLET, Mark, Reading, Sentence

WEIGHTS = {"subject": 1.6, "status": 1.2, "why": 1.4, "how": 0.35, "send": 0.2, "dispute": 0.3, "consequence": 0.2,
           "review": 0.2, "deadline": 0.3, "funds": 0.2, "help": 0.1}  # fmt: skip
OTHER = 0.8
TOLD = frozenset({"status", "why", "other"})
ASKED = 0.6
"""What a wording weighs in a request or a list: a data sheet that is wanted is no hazard."""
FOLLOWING = 0.35
"""What a repeated wording adds: saying it again is weaker than saying it another way."""
JOINED = 0.6
"""What words that only stand in the same sentence weigh beside an exact wording."""
SHARE = 0.6
"""A further violation needs this share of the strongest one's weight."""
ENOUGH = 0.55
SURE = 1.15
"""From this weight on, wordings need no hints."""
EXPLAINS = 0.3
"""A violation that explains others away needs this share of the strongest one's weight."""
HINTED = 0.7
"""What hints alone must weigh."""
LAST_RESORT = (Violation.ACCOUNT_SECTION_3,)


@dataclass(frozen=True, slots=True)
class Said:
    """A violation with the weight of its wordings and the place of the strongest."""

    code: Violation
    weight: float
    mark: Mark | None
    """None where a desk or a policy alone tells."""
    labelled: bool
    hinted: bool = False
    """Whether words that prove nothing alone were needed."""


def label_violations(value: str, rules: Mapping[Violation, ViolationRules]) -> tuple[Violation, ...]:
    """The violations that the value of a type label names, in the order of its words."""
    lower = value.lower()
    named = sorted(_named(lower, rules))
    codes = [code for *_, code in named] if named else _worded(lower, rules)
    return tuple(dict.fromkeys(_explained(codes, rules)))[: 3 if named else 1]


def _named(lower: str, rules: Mapping[Violation, ViolationRules]) -> Iterator[tuple[int, int, Violation]]:
    """(place, length below nothing, code) of each code that has a label of its own in the value."""
    codes = tuple(rules)
    for number, cues in _label_index(rules).present(tokens_of(lower)).items():
        match = next((match for cue in cues if (match := cue.search(lower))), None)
        if match:
            yield match.start(), -len(match[0]), codes[number]


@kept
def _label_index(rules: Mapping[Violation, ViolationRules]) -> CueIndex:
    """What labels call the violations, by the number of their code."""
    return CueIndex((number, rule.label) for number, rule in enumerate(rules.values()))


def _worded(lower: str, rules: Mapping[Violation, ViolationRules]) -> list[Violation]:
    """The codes whose wordings, in whatever language, stand in the value, in their order."""
    found: list[tuple[int, Violation]] = []
    codes = tuple(rules)
    for number, cues in _say_index(rules).present(tokens_of(lower)).items():
        starts = [match.start() for cue in cues if (match := cue.search(lower))]
        if starts and codes[number] not in LAST_RESORT:
            found.append((min(starts), codes[number]))
    return [code for _, code in sorted(found)]


@kept
def _say_index(rules: Mapping[Violation, ViolationRules]) -> CueIndex:
    """How violations are said in all languages, by the number of their code."""
    return CueIndex((number, rule.say.of(LANGUAGES)) for number, rule in enumerate(rules.values()))


def _explained(codes: list[Violation], rules: Mapping[Violation, ViolationRules]) -> list[Violation]:
    away = {other for code in codes for other in rules[code].over}
    return [code for code in codes if code not in away]


def violations_in(
    reading: Reading,
    labels: tuple[Label, ...],
    names: tuple[tuple[int, int], ...],
    links: tuple[FoundLink, ...],
    platform: PlatformRules | None,
) -> tuple[Said, ...]:
    """The violations of a notice, the strongest first; those of other platforms are renamed.

    `names` are the places of names of products and owners, whose words tell nothing."""
    rules = reading.rules.cues.violations
    said = [s for code, rule in rules.items() if (s := _said(reading, code, rule, names))]
    instead = platform.instead if platform else {}
    said = _renamed(said, instead)
    named = _labelled(labels, rules)
    unsure = max((s.weight for s in said if s.code not in LAST_RESORT), default=0.0) < SURE
    if unsure and not named:
        said = _hinted(said, hints_in(reading, links, platform, WEIGHTS, OTHER), instead)
    exact = [s for s in said if s.code not in LAST_RESORT]
    if named:
        return tuple(named)
    least = max(ENOUGH, EXPLAINS * max((s.weight for s in exact), default=0.0))
    away = {other for s in exact for other in rules[s.code].over if s.weight >= least and not s.hinted}
    left = sorted((s for s in exact if s.code not in away), key=lambda s: -s.weight)
    if left and unsure and left[0].weight >= ENOUGH:
        return (left[0],)
    if left and left[0].weight >= ENOUGH:
        return tuple(s for s in left if s.weight >= max(1.1, SHARE * left[0].weight) or s is left[0])
    rest = sorted((s for s in said if s.code in LAST_RESORT and s.weight >= ENOUGH), key=lambda s: -s.weight)
    return tuple(rest[:1])


def _renamed(said: list[Said], instead: Mapping[Violation, Violation]) -> list[Said]:
    best: dict[Violation, Said] = {}
    for one in said:
        code = instead.get(one.code, one.code)
        if code not in best or one.weight > best[code].weight:
            best[code] = replace(one, code=code, mark=one.mark and replace(one.mark, value=code))
    return list(best.values())


def _hinted(
    said: list[Said], hints: Mapping[Violation, tuple[float, Mark | None]], instead: Mapping[Violation, Violation]
) -> list[Said]:
    """What was said with what points the same way; hints alone need more."""
    known = {one.code: one for one in said}
    for code, (weight, mark) in hints.items():
        code = instead.get(code, code)
        if one := known.get(code):
            known[code] = replace(one, weight=one.weight + weight)
        elif weight >= HINTED:
            known[code] = Said(code, weight, mark, False, hinted=True)
    return list(known.values())


def _labelled(labels: tuple[Label, ...], rules: Mapping[Violation, ViolationRules]) -> list[Said]:
    found: dict[Violation, Said] = {}
    for label in labels:
        if label.key != "type" or label.value.isdigit():
            continue
        for code in label_violations(label.value, rules):
            mark = Mark("violation", code, label.start, label.end, f"violations: {label.name}")
            found.setdefault(code, Said(code, 5.0, mark, True))
    return list(found.values())


def _said(reading: Reading, code: Violation, rule: ViolationRules, names: tuple[tuple[int, int], ...]) -> Said | None:
    places = [place for place in reading.places(rule.say) if not inside(names, place.start)]
    if not places:
        return None
    lower = reading.folded.lower
    ignored = [m.span() for cue in rule.ignore for m in cue.finditer(lower)]
    by_sentence: dict[int, list[float]] = {}
    seen: set[str] = set()
    best, strongest = 0.0, None
    for place in places:
        if any(a < place.end and place.start < b for a, b in ignored):
            continue
        sentence = reading.sentence(place.start)
        here = (
            _weight(reading, sentence)
            * (FOLLOWING if place.cue in seen else 1.0)
            * (JOINED if AND in place.cue else 1.0)
        )
        seen.add(place.cue)
        by_sentence.setdefault(sentence.start if sentence else -1, []).append(here)
        if here > best:
            best, strongest = here, place
    if strongest is None:
        return None
    weight = sum(max(all_) + FOLLOWING * (sum(all_) - max(all_)) for all_ in by_sentence.values())
    rule_ = f"violations: {strongest.cue}"
    return Said(code, weight, reading.mark("violation", code, strongest.start, strongest.end, rule_), False)


def _asks(reading: Reading, sentence: Sentence) -> bool:
    return bool(reading.within(reading.rules.cues.requests.asks, sentence))


def _weight(reading: Reading, sentence: Sentence | None) -> float:
    if sentence is None:
        return OTHER
    weight = WEIGHTS.get(sentence.section, OTHER)
    if sentence.section in TOLD and (BULLET.match(sentence.lower) or _asks(reading, sentence)):
        weight *= ASKED
    return weight * 0.5 if sentence.question else weight

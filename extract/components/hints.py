"""What points to a violation without saying it: words that count together, the linked policy, the desk that writes.

Used only where no wording is sure, so that a notice in words nobody foresaw is still about something.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.rules import PlatformRules
from config.words import Violation
from extract.components.links import FoundLink
from extract.reading import Mark, Reading

WORD = 0.3
"""What one word counts in a sentence that says what happened."""
MOST = 5
"""Words of one violation that count."""
FEWEST = 3
POLICY = 0.7
SHARED_POLICY = 0.25
"""A policy that is linked for several violations."""
DESK = 0.7


def hints_in(
    reading: Reading, links: tuple[FoundLink, ...], rules: PlatformRules | None, weights: dict[str, float], other: float
) -> dict[Violation, tuple[float, Mark | None]]:
    """How strongly a notice points to each violation, and the place of the first word; `weights` by section."""
    outside = dict(_outside(reading, links, rules)) if rules else {}
    found: dict[Violation, tuple[float, Mark | None]] = {}
    for code, wordings in reading.rules.cues.hints.items():
        best: dict[str, tuple[float, int, int]] = {}
        for place in reading.places(wordings):
            sentence = reading.sentence(place.start)
            weight = weights.get(sentence.section, other) if sentence else other
            best[place.cue] = max(best.get(place.cue, (0.0, 0, 0)), (weight, -place.start, place.end))
        strongest = sorted(best.values(), reverse=True)[:MOST]
        words = WORD * sum(weight for weight, _, _ in strongest) if len(strongest) >= FEWEST else 0.0
        if total := words + outside.get(code, 0.0):
            mark = _mark(reading, code, strongest[0]) if strongest else None
            found[code] = (total, mark)
    for code, total in outside.items():
        found.setdefault(code, (total, None))
    return found


def _mark(reading: Reading, code: Violation, strongest: tuple[float, int, int]) -> Mark:
    return reading.mark("violation", code, -strongest[1], strongest[2], "violations: hints")


def _outside(reading: Reading, links: tuple[FoundLink, ...], rules: PlatformRules) -> Iterator[tuple[Violation, float]]:
    """What the linked policies and the sender's desk point to."""
    counts: dict[Violation, float] = {}
    for slug in dict.fromkeys(found.link.policy for found in links if found.link.policy):
        codes = rules.policy_violations.get(slug, ())
        for code in codes:
            counts[code] = max(counts.get(code, 0.0), POLICY if len(codes) == 1 else SHARED_POLICY)
    sender = reading.message.sender
    desk = rules.desks.get(sender.address.partition("@")[0].lower()) if sender else None
    named = sender.name.lower() if sender else ""
    desks = {code for code, cues in rules.desk_names.items() if any(cue.search(named) for cue in cues)}
    for code in desks | ({desk} if desk else set()):
        counts[code] = counts.get(code, 0.0) + DESK
    yield from counts.items()

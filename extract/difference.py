"""Where two readings of the same notice differ: fact by fact, in the public form of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.facts import Facts
from extract.facts_json import facts_to_json

NOT_FACTS = {"source", "item", "findings"}
"""Where the notice comes from, and the places of the facts: not what it says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that the two readings do not share."""

    fact: str
    """Its name in docs/facts.schema.json."""
    now: object
    """As JSON has it."""
    then: object


def differences(now: Facts, then: Facts) -> tuple[Difference, ...]:
    """The facts that differ, in the order of the schema."""
    return tuple(_differences(now, then))


def _differences(now: Facts, then: Facts) -> Iterator[Difference]:
    after = facts_to_json(then)
    for fact, value in facts_to_json(now).items():
        if fact not in NOT_FACTS and value != after[fact]:
            yield Difference(fact, value, after[fact])

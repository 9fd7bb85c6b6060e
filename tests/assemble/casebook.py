"""A catalog of cases in memory, for the tests of joining: what the face does with the real one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from assemble.case import Case, case_id
from assemble.forest import Arranged, arrive
from assemble.joining import join_keys
from extract.facts import Facts

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
Partition = frozenset[frozenset[str]]


@dataclass
class Casebook:
    """Cases by id."""

    cases: dict[str, Case] = field(default_factory=dict)

    def take(self, facts: Facts) -> Case:
        """A notice comes; the case it stands in then."""
        keys = set(join_keys(facts))
        found = [case for case in self.living() if any(keys & set(join_keys(joined.facts)) for joined in case.notices)]
        return self.keep(arrive(found, facts, NOW, self.new_id)).holding(facts.item)

    def take_all(self, notices: Iterable[Facts]) -> Casebook:
        """Notices come one after the other."""
        for one in notices:
            self.take(one)
        return self

    def keep(self, arranged: Arranged) -> Arranged:
        """Cases change."""
        self.cases |= {case.id: case for case in arranged.cases}
        return arranged

    def living(self) -> list[Case]:
        """The cases that are no signposts."""
        return [case for case in self.cases.values() if not case.merged_into]

    def new_id(self, facts: Facts) -> str:
        """An id that no case has."""
        return next(id for digits in range(8, 13) if (id := case_id(facts, digits)) not in self.cases)

    def partition(self) -> Partition:
        """Which notices stand together."""
        return frozenset(frozenset(joined.facts.source for joined in case.notices) for case in self.living())

    def of(self, facts: Facts) -> Case:
        """The case in which a notice stands."""
        return next(case for case in self.living() if case.has(facts.item))

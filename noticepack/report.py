"""The run report: every item that came in, counted under one outcome. It refuses to end when the sums differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from config.errors import AccountingError
from ingest.item import RawItem
from noticepack.outcome import Archived, Duplicate, Outcome, Quarantined, Unrelated

OUTCOMES = (Archived.name, Duplicate.name, Unrelated.name, Quarantined.name)
SHOWN = 200
"""Quarantined items a report names; `noticepack items --state quarantined` lists them all."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A quarantined item, as the report names it."""

    source: str
    item: str
    """Digest."""
    code: str
    reason: str


@dataclass(slots=True)
class RunReport:
    """Counts of one run."""

    seen: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    held_back: list[HeldBack] = field(default_factory=list)
    interrupted: int = 0
    unfinished: int = 0
    """Items that earlier runs received, and that neither they nor this one finished."""

    def see(self) -> None:
        """One item came in."""
        self.seen += 1

    def settle(self, item: RawItem, outcome: Outcome) -> None:
        """One item ended."""
        self.counts[outcome.name] += 1
        if isinstance(outcome, Quarantined) and len(self.held_back) < SHOWN:
            self.held_back.append(HeldBack(item.source, item.digest, outcome.code, outcome.reason))

    def interrupt(self) -> None:
        """One item is left to the next run: what read it was ended together with this run."""
        self.interrupted += 1

    def close(self) -> None:
        """Check the sums. Raises: AccountingError."""
        settled = sum(self.counts[name] for name in OUTCOMES) + self.interrupted
        if settled != self.seen:
            raise AccountingError(f"{self.seen} items came in, {settled} are accounted for")

    @property
    def exit_code(self) -> int:
        """0 when all went well, 1 when items of earlier runs are unfinished, 3 when something waits for a person."""
        if self.unfinished:
            return 1
        return 3 if self.counts[Quarantined.name] else 0

    def to_json(self) -> dict[str, object]:
        """The counts and what is held back, for `--json`."""
        return {
            "seen": self.seen,
            **{name: self.counts[name] for name in OUTCOMES},
            "unfinished": self.unfinished,
            "held_back": [
                {"source": h.source, "item": h.item, "code": h.code, "reason": h.reason} for h in self.held_back
            ],
        }

"""Bad inputs: what a mailbox or an attacker can hand to a run, and what may become of each."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Junk:
    """One bad input."""

    data: bytes
    purpose: str
    outcomes: tuple[str, ...]
    """What it may end as: archived, unrelated, quarantined; none where it holds no item at all."""
    word: str = ""
    """What the reason must hold, lower case; empty where any will do."""


BAD: dict[str, Junk] = {
    "empty.eml": Junk(b"", "a file without a byte", ("quarantined", "none"), "empty"),
}


def expected_outcomes() -> str:
    """bad/expected.json."""
    table = {name: {"outcomes": list(junk.outcomes), "word": junk.word} for name, junk in sorted(BAD.items())}
    return json.dumps(table, indent=1) + "\n"

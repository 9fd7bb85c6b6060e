"""Short notices in eight languages are what they say: their kind, the rules that were broken, ASINs and deadline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from config.words import Basis
from tests.extract.scoring import read, scored

NOTICES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "short.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(len(NOTICES)))
def test_a_short_notice_is_understood(number: int) -> None:
    """A few sentences without headings or labels are enough."""
    entry = NOTICES[number]
    notice = scored({**entry, "name": f"short-{number}", "facts": {"kind": entry["kind"]}}, entry["language"])

    facts = read(notice)

    deadline = facts.deadline if facts.deadline and facts.deadline.basis is not Basis.RULE else None
    assert {
        "kind": facts.kind,
        "violations": set(facts.violations),
        "asins": set(facts.asins),
        "deadline": str(deadline.at.date()) if deadline else None,
    } == {
        "kind": entry["kind"],
        "violations": set(entry.get("violations", ())),
        "asins": set(entry.get("asins", ())),
        "deadline": str(entry["deadline"]) if "deadline" in entry else None,
    }

"""What notices say, as tables for people."""

from __future__ import annotations

from collections.abc import Iterable

from extract.facts import Facts
from noticepack.outcome import Quarantined
from noticepack.reading import Reading
from noticepack.screen import harmless, print_table, say


def print_readings(readings: Iterable[Reading]) -> bool:
    """What each item says, a block each; True when one could not be read."""
    failed = False
    for reading in readings:
        if isinstance(reading.result, Quarantined):
            failed = True
            say(harmless(f"{reading.item.source}: cannot be read: {reading.result.code}: {reading.result.reason}"))
            continue
        print_table(harmless(reading.item.source), ("fact", "value"), list(fact_lines(reading.result.facts)))
    return failed


def fact_lines(facts: Facts) -> Iterable[tuple[str, str]]:
    """The facts of a notice as label and value; what it does not state is left out."""
    deadline = facts.deadline
    lines = {
        "kind": facts.kind,
        "platform": f"{facts.platform} {facts.marketplace or ''}".strip(),
        "scope": facts.scope,
        "violations": ", ".join(facts.violations),
        "issued": f"{facts.issued:%Y-%m-%d %H:%M %z}" if facts.issued else None,
        "deadline": f"{deadline.at:%Y-%m-%d %H:%M %z} ({deadline.basis}: {deadline.text})" if deadline else None,
        "figures": "; ".join(metric.in_words().replace("_", " ") for metric in facts.metrics),
        "money": "; ".join(f"{money.role} {money.in_words()}" for money in facts.money),
        "ASINs": ", ".join(facts.asins),
        "no valid ASINs": ", ".join(dict.fromkeys(f.value for f in facts.findings if f.kind.startswith("asin."))),
        "complaints": ", ".join(facts.references.complaint),
        "case numbers": ", ".join(facts.references.case),
        "rights owners": ", ".join(facts.rights_owner_emails),
        "policies": ", ".join(link.policy or link.url for link in facts.policy_links),
        "asks for": "; ".join(facts.requested),
        "file types": ", ".join(facts.accepted_files),
        "ways offered": ", ".join(facts.paths),
        "authenticity": f"{facts.authenticity.verdict}: {'; '.join(facts.authenticity.reasons)}",
    }
    return ((label, str(value)) for label, value in lines.items() if value)

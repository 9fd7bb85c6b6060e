"""The tables and JSON lines of the commands: reports, cases, items, readings."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from noticepack.report import OUTCOMES, RunReport
from noticepack.rows import Summary
from noticepack.screen import print_table, say, time_left
from storage.catalog_rows import CaseRow

OPEN = ("open", "refused")
"""States of a case in which the seller has to answer."""

ASIN = re.compile(r"[0-9A-Z]{10}")

SHORT = 19
"""Characters of a digest that lists show: `sha256:` and twelve digits."""


def print_report(report: RunReport) -> None:
    """The counts of a run, and what waits for a person."""
    counted = ", ".join(f"{report.counts[name]} {name}" for name in OUTCOMES)
    say(f"{report.seen} items: {counted}")
    if report.unfinished:
        say(f"{report.unfinished} items of earlier runs are received and not finished, and no source gave them again:")
        say("  `noticepack retry` reads them from the vault, on a machine with the vault's identity")
    if report.held_back:
        rows = [(held.source, (held.code, *held.reason.split("; "))) for held in report.held_back]
        print_table("Waiting for a person", ("where it came from", "why"), rows)


def print_cases(rows: Iterable[CaseRow], now: datetime) -> None:
    """Cases with their deadlines, and how much is missing."""
    columns = ("case", "platform", "violation", "state", "deadline", "notices", "missing")
    print_table("", columns, [_case_cells(row, now) for row in rows])


def _case_cells(row: CaseRow, now: datetime) -> tuple[str, ...]:
    where = f"{row.platform} {row.marketplace or ''}".strip()
    missing = f"{row.lacks} points" if row.lacks else "nothing"
    violations = ", ".join(row.violations) or "not named"
    return (row.id, where, violations, row.state, deadline_words(row, now), str(Summary.of(row).notices), missing)


def deadline_words(row: CaseRow, now: datetime) -> str:
    """The deadline with the time left; says when it is our working target and not the notice's."""
    if row.deadline_at is None:
        return "none stated"
    ours = " (our target)" if row.deadline_basis == "rule" else ""
    when = f"{row.deadline_at:%Y-%m-%d %H:%M} UTC{ours}"
    return f"{when}, {time_left(row.deadline_at, now)}" if row.state in OPEN else when


def missing_words(row: CaseRow) -> str:
    """Where the packet is not ready, in few words: `missing: root cause, 3 requests, signatory`."""
    spots = Counter(spot for lack in json.loads(row.lacks_json) if _counts(lack) for spot in _spots(lack))
    words = ", ".join(f"{count} {spot}s" if count > 1 else spot for spot, count in spots.items())
    return f"missing: {words}" if words else "ready" if row.lacks == 0 else "ready, with remarks"


def _counts(lack: Mapping[str, str]) -> bool:
    """Whether a lack keeps the packet from being ready; the deadline stands beside it."""
    return lack["severity"] == "error" and lack["place"] != "deadline"


def _spots(lack: Mapping[str, str]) -> list[str]:
    """A lack's place without its number and violation; each ASIN of a list counts."""
    first, *more = lack["place"].split(", ")
    if ASIN.fullmatch(first):
        return ["ASIN"] * (1 + len(more))
    return [re.sub(r" (?:\d+|“.*)$", "", first).replace("_", " ")]


def case_json(row: CaseRow) -> dict[str, object]:
    """A case in a list, for programs."""
    return {
        "case": row.id,
        "platform": row.platform,
        "marketplace": row.marketplace,
        "account": row.account,
        "state": row.state,
        "violations": list(row.violations),
        "deadline": {"at": row.deadline_at.isoformat(), "basis": row.deadline_basis} if row.deadline_at else None,
        "opened": row.opened.isoformat(),
        "version": row.version,
        "notices": Summary.of(row).notices,
        "asins": list(Summary.of(row).asins),
        "lacks": json.loads(row.lacks_json),
    }

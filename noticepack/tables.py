"""The tables and JSON lines of the commands: reports, cases, items, readings."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo

from assemble.standing import TO_ANSWER
from noticepack.due import deadline_lines, what, where
from noticepack.report import OUTCOMES, RunReport
from noticepack.rows import Summary
from noticepack.screen import Cell, counted, print_table, say
from storage.catalog_rows import CaseRow

ASIN = re.compile(r"[0-9A-Z]{10}")


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


def print_cases(rows: Iterable[CaseRow], now: datetime, zone: tzinfo) -> None:
    """Cases with their deadlines and what is missing; those to answer first."""
    cells = [_case_cells(row, now, zone) for row in sorted(rows, key=lambda row: row.state not in TO_ANSWER)]
    if not cells:
        say("no cases")
        return
    print_table("", ("case", "due", "what, and what is missing"), cells, whole=("case", "due"), lines=True)


def _case_cells(row: CaseRow, now: datetime, zone: tzinfo) -> tuple[Cell, ...]:
    notices = counted(Summary.of(row).notices, "notice")
    rest = missing_words(row) if row.state in TO_ANSWER else ""
    lines = (f"{what(row)}, {row.state}, {notices}", *([rest] if rest else []))
    return ((row.id, where(row)), deadline_lines(row, now, zone), lines)


def missing_words(row: CaseRow) -> str:
    """Where the packet is not ready, in few words: `missing: root cause, 3 requests, signatory`."""
    places = dict.fromkeys(lack["place"] for lack in json.loads(row.lacks_json) if _counts(lack))
    spots = Counter(spot for place in places for spot in _spots(place))
    words = ", ".join(f"{count} {spot}s" if count > 1 else spot for spot, count in spots.items())
    return f"missing: {words}" if words else "ready" if row.lacks == 0 else "ready, with remarks"


def _counts(lack: Mapping[str, str]) -> bool:
    """Whether a lack keeps the packet from being ready; the deadline stands beside it."""
    return lack["severity"] == "error" and lack["place"] != "deadline"


def _spots(place: str) -> list[str]:
    """The place of a lack without its number and violation; each ASIN of a list counts."""
    first, *more = place.split(", ")
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
        "person": Summary.of(row).person or None,
        "notices": Summary.of(row).notices,
        "asins": list(Summary.of(row).asins),
        "lacks": json.loads(row.lacks_json),
    }

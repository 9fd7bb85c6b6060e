"""One case, whole: for people as a page of text, for programs as JSON."""

from __future__ import annotations

import json
from datetime import datetime

from noticepack.fact_table import fact_lines
from noticepack.rows import case_of
from noticepack.screen import harmless, print_table, say
from noticepack.tables import case_json, deadline_words
from storage.catalog_rows import CaseRow


def print_case(row: CaseRow, now: datetime) -> None:
    """The case's state, deadline, notices, facts of the newest notice, and what is missing with what to do."""
    say(f"{row.id}: {row.platform} {row.marketplace or ''}".rstrip() + f", {row.state}, archive version {row.version}")
    say(f"deadline: {deadline_words(row, now)}")
    case = case_of(row)
    print_table(
        "Notices",
        ("issued", "kind", "subject", "in this case because"),
        [
            (f"{n.facts.issued:%Y-%m-%d}" if n.facts.issued else "no date", n.facts.kind, n.facts.subject, n.reason)
            for n in case.notices
        ],
    )
    print_table("What the newest notice says", ("fact", "value"), list(fact_lines(case.notices[-1].facts)))
    lacks = json.loads(row.lacks_json)
    rows = [(lack["severity"], lack["code"], lack["message"], lack["remedy"]) for lack in lacks]
    print_table("What is missing", ("weight", "code", "what", "what to do"), rows)
    say(harmless(f"take the packet away: noticepack packet {row.id}"))


def whole_case_json(row: CaseRow) -> dict[str, object]:
    """The list entry and all notices with their facts."""
    return {**case_json(row), "case_file": json.loads(row.case_json)}

"""`archive search`: from what a person types to a search, recorded before anything is shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assemble.standing import CaseState
from config.errors import UsageError
from config.words import Platform, Violation
from noticepack.screen import Cell, counted, harmless, print_json, print_table, say
from noticepack.trail import Trail
from storage.database import Database
from storage.search import Found, Hit, search
from storage.search_query import SearchQuery, parse_query

MOST_HITS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as it was typed."""

    text: str = ""
    asins: Sequence[str] = ()
    policies: Sequence[str] = ()
    platforms: Sequence[str] = ()
    marketplaces: Sequence[str] = ()
    violations: Sequence[str] = ()
    states: Sequence[str] = ()
    since: str | None = None
    until: str | None = None
    limit: int = 20

    def query(self) -> SearchQuery:
        """The search. Raises: UsageError (a value that no case can have, and what it may be)."""
        if not 1 <= self.limit <= MOST_HITS:
            raise UsageError(f"--limit {self.limit}", advice=f"Give a number from 1 to {MOST_HITS}.")
        families = {one.partition(".")[0] for one in Violation}
        facts = (
            ("asin", _like(r"[A-Za-z0-9]{10}", "--asin", self.asins, "ten letters and digits")),
            ("policy", _like(r"[\w.-]{1,80}", "--policy", self.policies, "its name, or the number of a help page")),
            ("platform", _one_of(Platform, "--platform", self.platforms)),
            ("marketplace", _like(r"[A-Za-z]{2}", "--marketplace", self.marketplaces, "two letters, like DE")),
            ("violation", _one_of([*Violation, *sorted(families)], "--violation", self.violations)),
            ("state", _one_of(CaseState, "--state", self.states)),
        )
        return SearchQuery(
            parse_query(self.text),
            tuple((kind, values) for kind, values in facts if values),
            _day("--since", self.since),
            _day("--until", self.until),
        )


def find(database: Database, trail: Trail, asked: Asked) -> Found:
    """What is found, recorded first: who looked for what; of the words only their digest, they may be a secret.

    Raises: UsageError, NotPermitted, StorageError.
    """
    query = asked.query()
    details: dict[str, object] = {kind: " ".join(values) for kind, values in query.facts}
    details |= {name: day for name, day in (("since", query.since), ("until", query.until)) if day}
    if asked.text.strip():
        details["words"] = f"sha256:{hashlib.sha256(asked.text.strip().encode()).hexdigest()}"
    database.prepare()
    with trail.retrieval("archive.search", "", **details):
        return search(database, query, asked.limit)


def print_found(found: Found, *, as_json: bool) -> None:
    """The hits for people or for programs."""
    if as_json:
        for hit in found.hits:
            print_json(_json(hit))
        return
    if found.hits:
        print_table("", ("case", "matter", "text"), [_cells(hit) for hit in found.hits], whole=("case",), lines=True)
    total = f"more than {found.total} cases match" if found.more else f"{counted(found.total, 'case')} found"
    newest = "; the newest of them were looked at" if found.more else ""
    say(f"{total}{newest}; {len(found.hits)} shown" if found.total else "no case found")


def _json(hit: Hit) -> dict[str, object]:
    row = hit.row
    return {
        "case": row.case_id,
        "platform": row.platform,
        "marketplace": row.marketplace,
        "state": row.state,
        "violations": list(row.violations),
        "asins": list(row.asins),
        "policies": list(row.policies),
        "issued": list(row.issued),
        "snippet": hit.snippet.text,
        "marks": [list(mark) for mark in hit.snippet.marks],
    }


def _cells(hit: Hit) -> tuple[Cell, ...]:
    row = hit.row
    where = f"{row.platform} {row.marketplace or ''}".strip()
    asins = " ".join(row.asins[:2]) + (f" and {len(row.asins) - 2} more" if len(row.asins) > 2 else "")
    matter = (f"{where}, {row.state}", *row.violations, *((asins,) if asins else ()))
    return (row.case_id, *row.issued[-2:]), matter, _marked(hit)


def _marked(hit: Hit) -> str:
    """The snippet with its words between angle quotes, which redaction and notices rarely use."""
    text, end = "", 0
    for start, stop in hit.snippet.marks:
        if start >= end:
            text += f"{hit.snippet.text[end:start]}»{hit.snippet.text[start:stop]}«"
            end = stop
    return harmless(text + hit.snippet.text[end:])


def _one_of(allowed: Iterable[StrEnum | str], option: str, values: Sequence[str]) -> tuple[str, ...]:
    known = [str(one) for one in allowed]
    for value in values:
        if value.lower() not in known:
            raise UsageError(f"{option} {value[:80]!r}: no case has it", advice=f"One of {', '.join(known)}.")
    return tuple(value.lower() for value in values)


def _like(pattern: str, option: str, values: Sequence[str], what: str) -> tuple[str, ...]:
    for value in values:
        if not re.fullmatch(pattern, value):
            raise UsageError(f"{option} {value[:80]!r}: no case has it", advice=f"Give {what}.")
    return tuple(values)


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"{option} {text[:80]!r}: not a day", advice="Give a day like 2026-03-12.") from error

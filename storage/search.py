"""Searching what is archived: over redacted text and facts only, ranked, with the piece of text that matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storage.catalog_rows import SearchRow
from storage.database import Database
from storage.search_index import CANDIDATES, matches, rows_of
from storage.search_query import SearchQuery
from storage.search_rank import Snippet, pattern_of, ranked, snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """One case that was found."""

    row: SearchRow
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best of the newest."""

    hits: tuple[Hit, ...]
    total: int
    """How many cases match; when `more`, as many as were looked at."""
    more: bool
    """Whether there may be older ones that were not looked at."""


def search(database: Database, query: SearchQuery, limit: int) -> Found:
    """At most `limit` cases that match, the best first; without words the newest first.

    Raises: UsageError (the range of days is empty), StorageError.
    """
    words = [pattern_of(phrase) for phrase in query.phrases]
    most = max(limit, CANDIDATES)
    with database.reading() as connection:
        numbers = matches(connection, query, most + 1)
        more = len(numbers) > most
        looked_at = numbers[:most]
        rows = rows_of(connection, looked_at if words else looked_at[:limit])
    return Found(_hits(rows, words, limit), len(looked_at), more)


def _hits(rows: Sequence[SearchRow], words: Sequence[re.Pattern[str]], limit: int) -> tuple[Hit, ...]:
    order = ranked([row.text for row in rows], words) if words else range(len(rows))
    return tuple(Hit(rows[place], snippet(rows[place].text, words)) for place in list(order)[:limit])

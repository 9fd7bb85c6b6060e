"""The search index in the catalog's database: written with the case it is about, asked by its own means.

One row of `search_cases` a case holds what results show, all of it redacted; `search_index` holds its terms: an FTS5
table in SQLite, a tsvector with a GIN index in PostgreSQL. A case that changes gets a new, higher number, so that the
newest matches are found first and without looking at all of them: of more than `CANDIDATES` matches only the newest
are ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select, text

from storage.catalog_rows import SearchRow
from storage.catalog_schema import search_cases
from storage.search_query import SearchQuery, postgres_match, sqlite_match
from storage.search_terms import MOST_TERMS, day_facts, fact, terms

CANDIDATES = 500

_MATCH = {
    "sqlite": "SELECT rowid FROM search_index WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :most",
    "postgresql": "SELECT number FROM search_index WHERE terms @@ CAST(:match AS tsquery) "
    "ORDER BY number DESC LIMIT :most",
}
_INSERT = {
    "sqlite": "INSERT INTO search_index (rowid, terms) VALUES (:number, :terms)",
    "postgresql": "INSERT INTO search_index (number, terms) VALUES (:number, CAST(:terms AS tsvector))",
}
_DELETE = {
    "sqlite": "DELETE FROM search_index WHERE rowid = :number",
    "postgresql": "DELETE FROM search_index WHERE number = :number",
}


def save_search(connection: Connection, row: SearchRow) -> None:
    """Write what a case is found by and shown with, new or again."""
    forget_search(connection, row.case_id)
    number = (connection.execute(select(func.max(search_cases.c.number))).scalar() or 0) + 1
    connection.execute(insert(search_cases).values(search_values(row, number)))
    written = search_terms_of(row)
    stored = " ".join(written) if connection.dialect.name == "sqlite" else to_tsvector(written)
    connection.execute(text(_INSERT[connection.dialect.name]), {"number": number, "terms": stored})


def forget_search(connection: Connection, case_id: str) -> None:
    """Remove a case from what is found."""
    here = search_cases.c.case_id == case_id
    number = connection.execute(select(search_cases.c.number).where(here)).scalar()
    if number is not None:
        connection.execute(delete(search_cases).where(here))
        connection.execute(text(_DELETE[connection.dialect.name]), {"number": number})


def matches(connection: Connection, query: SearchQuery, most: int) -> list[int]:
    """The numbers of the newest matches, newest first. Raises: UsageError (the range of days is empty)."""
    if query.everything:
        newest = select(search_cases.c.number).order_by(search_cases.c.number.desc()).limit(most)
        return list(connection.execute(newest).scalars())
    kind = connection.dialect.name
    match = sqlite_match(query) if kind == "sqlite" else postgres_match(query)
    return list(connection.execute(text(_MATCH[kind]), {"match": match, "most": most}).scalars())


def rows_of(connection: Connection, numbers: Sequence[int]) -> list[SearchRow]:
    """The rows with these numbers, in their order."""
    found = connection.execute(select(search_cases).where(search_cases.c.number.in_(numbers)))
    by_number = {row.number: row for row in found}
    names = SearchRow.__dataclass_fields__
    lists = ("violations", "asins", "policies", "issued")
    return [
        SearchRow(
            **{name: getattr(row, name) for name in names} | {key: tuple(getattr(row, key).split()) for key in lists}
        )
        for row in (by_number[number] for number in numbers)
    ]


def search_values(row: SearchRow, number: int) -> dict[str, object]:
    """A row of `search_cases`."""
    values = {name: getattr(row, name) for name in SearchRow.__dataclass_fields__}
    return {key: " ".join(value) if isinstance(value, tuple) else value for key, value in values.items()} | {
        "number": number
    }


def search_terms_of(row: SearchRow) -> list[str]:
    """All terms of a case: its facts, its id, the words of its text."""
    return [*fact_terms(row), *terms(row.case_id), *terms(row.text)][:MOST_TERMS]


def fact_terms(row: SearchRow) -> list[str]:
    """The terms of the facts of a case, each once; of a violation its family too, of a day its month and year."""
    found = [fact("platform", row.platform), fact("state", row.state)]
    found += [fact("marketplace", row.marketplace)] if row.marketplace else []
    found += [fact("asin", asin) for asin in row.asins]
    found += [fact("policy", policy) for policy in row.policies]
    for violation in row.violations:
        found += [fact("violation", violation), fact("violation", violation.partition(".")[0])]
    found += [term for day in row.days() for term in day_facts(day)]
    return list(dict.fromkeys(found))


def to_tsvector(found: Sequence[str]) -> str:
    """Terms as the text of a tsvector: each with the places where it stands, at most as many as PostgreSQL keeps."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, term in enumerate(found, 1):
        if len(places[term]) < 255:
            places[term].append(place)
    return " ".join(f"'{term}':{','.join(map(str, at))}" for term, at in places.items())

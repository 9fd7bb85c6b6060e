"""What is searched for, as a value, and as the full-text expressions of both databases; pure.

What a person types never reaches a database as an expression: only terms do, which hold letters, digits and `:._-`,
each in quotes.

>>> query = parse_query('trade* "brand owner" 商标')
>>> sqlite_match(SearchQuery(query, facts=(("asin", ("B0CXYZ1234",)),)))
'("asin:b0cxyz1234") AND ("trade" *) AND ("brand owner") AND ("商标")'
>>> postgres_match(SearchQuery(query))
"('trade':*) & ('brand' <-> 'owner') & ('商标')"
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from config.errors import UsageError
from storage.search_terms import Phrase, fact, phrase_of, range_facts

LONGEST_QUERY, MOST_PHRASES = 1000, 32
SHORTEST_BEGINNING = 2  # letters before a `*`
_PIECE = re.compile(r'"([^"]*)"?|(\S+)')


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """Cases that hold all phrases, and of each kind of fact one of the values."""

    phrases: tuple[Phrase, ...] = ()
    facts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Kind (`asin`, `policy`, `platform`, `marketplace`, `violation`, `state`) and values, any of which will do."""
    since: date | None = None
    """A notice of the case is of this day or a later one."""
    until: date | None = None
    """And the same notice is of this day or an earlier one."""

    @property
    def everything(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.phrases or self.facts or self.since or self.until)

    def groups(self) -> list[list[Phrase]]:
        """Groups of phrases: of each group one must be there."""
        found = [[Phrase((fact(kind, value),)) for value in values] for kind, values in self.facts if values]
        if self.since or self.until:
            found.append([Phrase((term,)) for term in range_facts(self.since, self.until)])
        return found + [[phrase] for phrase in self.phrases]


def parse_query(text: str) -> tuple[Phrase, ...]:
    """What a person typed: words, `"words beside each other"`, and beginnings of words (`trade*`).

    Raises: UsageError (too long, too many words, nothing in it that can be searched for, too short a beginning).
    """
    if len(text) > LONGEST_QUERY:
        raise UsageError(f"a search of {len(text)} characters", advice=f"Use {LONGEST_QUERY} at most.")
    found = []
    for quoted, word in _PIECE.findall(text):
        begins = word.endswith("*")
        phrase = phrase_of(quoted or word, begins=begins)
        if phrase and begins and phrase.terms[-1].isascii() and len(phrase.terms[-1]) < SHORTEST_BEGINNING:
            raise UsageError(f"{word!r}: too short a beginning", advice="Give two letters at least before the *.")
        if phrase and phrase not in found:
            found.append(phrase)
    if text.strip() and not found:
        raise UsageError("nothing to search for: no letter and no digit", advice='Give words, or "words in a row".')
    if len(found) > MOST_PHRASES:
        raise UsageError(f"a search for {len(found)} words", advice=f"Use {MOST_PHRASES} at most.")
    return tuple(found)


def sqlite_match(query: SearchQuery) -> str:
    """The expression for FTS5. Raises: UsageError (the range of days is empty)."""
    return _expression(query, " AND ", " OR ", _in_sqlite)


def postgres_match(query: SearchQuery) -> str:
    """The expression for a tsquery. Raises: UsageError (the range of days is empty)."""
    return _expression(query, " & ", " | ", _in_postgres)


def _expression(query: SearchQuery, both: str, either: str, write: Callable[[Phrase], str]) -> str:
    groups = query.groups()
    if not all(groups):
        raise UsageError("no day lies in the range", advice="Give --since a day that is not after --until.")
    return both.join(f"({either.join(map(write, group))})" for group in groups)


def _in_sqlite(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.terms)}"{" *" if phrase.begins else ""}'


def _in_postgres(phrase: Phrase) -> str:
    return " <-> ".join(f"'{term}'" for term in phrase.terms) + (":*" if phrase.begins else "")

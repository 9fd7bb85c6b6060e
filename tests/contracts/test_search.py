"""The contract of searching, on SQLite and on a real PostgreSQL: the same cases in the same order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from config.errors import UsageError
from storage.catalog import Catalog
from storage.catalog_rows import CaseChange, SearchRow
from storage.search import Found, search
from storage.search_index import search_terms_of
from storage.search_query import SearchQuery, parse_query
from storage.search_terms import Phrase
from tests.contracts.conftest import Place
from tests.storage.rows import case, open_database


def row(case_id: str, text: str, **more: object) -> SearchRow:
    """A case to be found."""
    given = {
        "case_id": case_id, "platform": "amazon", "marketplace": "US", "state": "open", "violations": ("ip.patent",),
        "asins": (), "policies": (), "issued": ("2026-03-12",), "text": text,
    }  # fmt: skip
    return SearchRow(**given | more)  # type: ignore[arg-type]


ROWS = (
    row("AMZ-1", "Trademark: the Brand Owner complained. Case ID 123-4567", asins=("B0AAAAAAA1",),
        issued=("2025-12-31",)),
    row("AMZ-2", "The owner of the brand sells trade marks", asins=("B0AAAAAAA2", "B0AAAAAAA1"), state="closed"),
    row("AMZ-DE-3", "Ihr Verkäuferkonto wurde gesperrt; Straße, ÜBERPRÜFUNG", marketplace="DE",
        policies=("anti-counterfeiting", "201166010"), issued=("2026-01-01", "2026-02-28")),
    row("AMZ-JP-4", "商標権の侵害。ＡＳＩＮ：ﾌﾞﾗﾝﾄﾞ", marketplace="JP", issued=()),
    row("AMZ-US-5", "权利人称该商品侵犯了其商标权", violations=("product.inauthentic", "ip.trademark")),
    row("JOOM-6", "Ваш магазин заблокирован: её трек-номера; 商", platform="joom", marketplace=None,
        violations=("fulfilment.false_tracking",), issued=("2026-03-01",)),
)  # fmt: skip

TYPED = [
    ("trademark", ["AMZ-1"]), ("TRADEMARK!", ["AMZ-1"]), ("trade", ["AMZ-2"]), ("trade*", ["AMZ-1", "AMZ-2"]),
    ("brand owner", ["AMZ-1", "AMZ-2"]), ('"brand owner"', ["AMZ-1"]),
    ('"owner brand"', []), ('"Brand, Owner', ["AMZ-1"]),
    ("123-4567", ["AMZ-1"]), ("4567", ["AMZ-1"]), ("123", ["AMZ-1"]), ("12", []), ("12*", ["AMZ-1"]),
    ("verkauferkonto", ["AMZ-DE-3"]), ("Verkäuferkonto", ["AMZ-DE-3"]), ("strasse", ["AMZ-DE-3"]),
    ("uberprufung", ["AMZ-DE-3"]),
    ("商標", ["AMZ-JP-4"]), ("商标", ["AMZ-US-5"]), ("标商", []), ("权利人", ["AMZ-US-5"]), ("权人", []),
    ("商", ["AMZ-JP-4", "AMZ-US-5", "JOOM-6"]), ("权", ["AMZ-US-5"]),
    ("侵犯了其商标权", ["AMZ-US-5"]), ("侵犯商标", []),
    ("ブランド", ["AMZ-JP-4"]), ("asin", ["AMZ-JP-4"]), ("заблокирован", ["JOOM-6"]), ("ее трек", ["JOOM-6"]),
    ("amz-1", ["AMZ-1"]), ("amz de 3", ["AMZ-DE-3"]), ("AMZ-DE-3", ["AMZ-DE-3"]), ("zzz", []), ("trademark zzz", []),
    ("asin:b0aaaaaaa1", []), ("platform:joom", []), ("state:open", []),
]  # fmt: skip
"""What is typed, and which cases it finds."""


@pytest.fixture
def filled(place: Place, catalog: Catalog) -> Place:
    """A catalog with some cases to be found."""
    catalog.save_cases([CaseChange(case(one.case_id), search=one) for one in ROWS])
    return place


def find(place: Place, query: SearchQuery, limit: int = 20) -> Found:
    """What a search finds in the catalog."""
    database = open_database(place)
    try:
        return search(database, query, limit)
    finally:
        database.close()


def ids(found: Found) -> list[str]:
    """The cases found, by their ids."""
    return sorted(hit.row.case_id for hit in found.hits)


def test_what_is_typed_finds(filled: Place) -> None:
    """Words, words in a row, beginnings, any part of Chinese and Japanese; and what only looks like it is not found."""
    database = open_database(filled)
    wrong = {
        typed: found for typed, expected in TYPED
        if (found := ids(search(database, SearchQuery(parse_query(typed)), 20))) != sorted(expected)
    }  # fmt: skip
    database.close()
    assert wrong == {}


FACTS = [
    ({"asin": "B0AAAAAAA1"}, ["AMZ-1", "AMZ-2"]), ({"asin": "b0aaaaaaa2"}, ["AMZ-2"]), ({"asin": "B0AAAAAAA"}, []),
    ({"platform": "joom"}, ["JOOM-6"]), ({"marketplace": "de"}, ["AMZ-DE-3"]), ({"state": "closed"}, ["AMZ-2"]),
    ({"policy": "201166010"}, ["AMZ-DE-3"]), ({"policy": "Anti-Counterfeiting"}, ["AMZ-DE-3"]),
    ({"policy": "anti"}, []),
    ({"violation": "ip.trademark"}, ["AMZ-US-5"]), ({"violation": "fulfilment"}, ["JOOM-6"]),
    ({"violation": "ip", "marketplace": "JP"}, ["AMZ-JP-4"]), ({"violation": "ip", "state": "closed", "asin": "X"}, []),
    ({"since": "2026-03-01", "until": "2026-03-01"}, ["JOOM-6"]), ({"until": "2025-12-31"}, ["AMZ-1"]),
    ({"since": "2026-01-02", "until": "2026-02-27"}, []),
    ({"since": "2026-02-28", "until": "2026-03-01"}, ["AMZ-DE-3", "JOOM-6"]),
    ({"since": "2025-12-31", "until": "2026-01-01"}, ["AMZ-1", "AMZ-DE-3"]), ({"since": "2026-03-13"}, []),
    ({"since": "0001-01-01", "platform": "joom"}, ["JOOM-6"]),
]  # fmt: skip


def query_of(wanted: dict[str, str], text: str = "") -> SearchQuery:
    """A search for facts and days."""
    facts = tuple((kind, (value,)) for kind, value in wanted.items() if kind not in ("since", "until"))
    days = (date.fromisoformat(wanted[kind]) if kind in wanted else None for kind in ("since", "until"))
    return SearchQuery(parse_query(text), facts, *days)


def test_facts_and_days_find(filled: Place) -> None:
    """Every fact by its own value, a violation by its family too, and a notice by its very day."""
    database = open_database(filled)
    wrong = [
        (wanted, found) for wanted, expected in FACTS
        if (found := ids(search(database, query_of(wanted), 20))) != sorted(expected)
    ]  # fmt: skip
    database.close()
    assert wrong == []
    assert ids(
        find(filled, replace(query_of({}), facts=(("state", ("closed",)), ("platform", ("joom", "amazon")))))
    ) == ["AMZ-2"]
    with pytest.raises(UsageError, match="no day"):
        find(filled, query_of({"since": "2026-02-01", "until": "2026-01-01"}))


def naive(query: SearchQuery) -> list[str]:
    """The cases that hold every phrase, looked through one by one."""
    return sorted(
        one.case_id for one in ROWS
        if all(any(_holds(search_terms_of(one), phrase) for phrase in group) for group in query.groups())
    )  # fmt: skip


def _holds(terms: Sequence[str], phrase: Phrase) -> bool:
    size = len(phrase.terms)
    for at in range(len(terms) - size + 1):
        here = tuple(terms[at : at + size])
        if here == phrase.terms or (
            phrase.begins and here[:-1] == phrase.terms[:-1] and here[-1].startswith(phrase.terms[-1])
        ):
            return True
    return False


PIECES = [
    *"\"'*()&|!:<>-\\;%_ {}^+~\x00\x1b\u202e\ud800", "AND", "OR", "NOT", "NEAR", "' OR 1=1 --", "<->", "owner", "brand",
    "商", "标权", "123", "é", "\U0001f4a3",
]  # fmt: skip


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=30))
@example('owner" OR terms : "b')
@example("owner*) & !brand:*")
@example("'brand' <-> 'owner'")
def test_whatever_is_typed_is_only_looked_for(filled: Place, typed: str) -> None:
    """No character is an operator of a database: what is found is what a look at every case finds."""
    try:
        query = SearchQuery(parse_query(typed))
    except UsageError:
        return
    assert ids(find(filled, query)) == naive(query)


def test_a_case_that_changes_is_found_by_what_it_is_now(filled: Place, catalog: Catalog) -> None:
    """Its old words and facts find it no more, and it counts as the newest; forgotten, nothing finds it."""
    catalog.save_cases([CaseChange(case("AMZ-1"), search=row("AMZ-1", "Reinstated", state="reinstated"))])
    assert ids(find(filled, SearchQuery(parse_query("trademark")))) == []
    assert ids(find(filled, query_of({"state": "reinstated"}, "reinst*"))) == ["AMZ-1"]
    assert [hit.row.case_id for hit in find(filled, SearchQuery(), 2).hits] == ["AMZ-1", "JOOM-6"]
    catalog.forget("AMZ-1")
    catalog.forget("AMZ-1")
    assert find(filled, SearchQuery()).total == len(ROWS) - 1
    assert find(filled, query_of({"state": "reinstated"})).hits == ()


def test_the_best_come_first(place: Place, catalog: Catalog) -> None:
    """More often, in the subject, in a shorter text; equals newest first. The piece of text shows the word."""
    texts = {
        "ONCE-OLD": "z " * 200 + "copyright", "ONCE-NEW": "z " * 200 + "copyright",
        "SUBJECT": "Copyright " + "z " * 200, "OFTEN": "z " * 170 + "copyright " * 20, "NEVER": "z " * 200,
    }  # fmt: skip
    catalog.save_cases([CaseChange(case(name), search=row(name, text)) for name, text in texts.items()])
    found = find(place, SearchQuery(parse_query("copyright")))
    assert [hit.row.case_id for hit in found.hits] == ["OFTEN", "SUBJECT", "ONCE-NEW", "ONCE-OLD"]
    assert (found.total, found.more) == (4, False)
    for hit in found.hits:
        start, end = hit.snippet.marks[0]
        assert hit.snippet.text[start:end].lower() == "copyright"
    assert [hit.row.case_id for hit in find(place, SearchQuery(parse_query("copyright")), 1).hits] == ["OFTEN"]


def test_of_very_many_the_newest_are_looked_at(filled: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that most cases match ends early, and says that there are more."""
    monkeypatch.setattr("storage.search.CANDIDATES", 2)
    found = find(filled, query_of({"violation": "ip"}), 1)
    assert ([hit.row.case_id for hit in found.hits], found.total, found.more) == (["AMZ-US-5"], 2, True)


@pytest.mark.parametrize(
    ("typed", "what"),
    [("x" * 1001, "characters"), (" ".join(f"w{n}" for n in range(33)), "words"), ("!?", "nothing"), ("a*", "short")],
)  # fmt: skip
def test_a_search_that_is_none_is_refused(typed: str, what: str) -> None:
    """Too long, too many words, none, or a beginning that most words have."""
    with pytest.raises(UsageError, match=what):
        parse_query(typed)


def test_a_row_comes_back_as_it_was_saved(filled: Place) -> None:
    """What search shows is what was written."""
    assert sorted((hit.row for hit in find(filled, SearchQuery()).hits), key=lambda one: ROWS.index(one)) == list(ROWS)


def test_a_text_as_long_as_may_be_is_kept(place: Place, catalog: Catalog) -> None:
    """Tens of thousands of words, each often, with ends that no database may cut."""
    text = " ".join(f"w{n % 9000}" for n in range(20_000)) + " " + "x" * 5000 + "商" * 3000
    catalog.save_cases([CaseChange(case("LONG"), search=row("LONG", text))])
    assert ids(find(place, SearchQuery(parse_query("w8999 w0")))) == ["LONG"]

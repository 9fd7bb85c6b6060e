"""How long searches take over many catalogued cases, on SQLite and on PostgreSQL side by side.

    python bench/search.py [--cases 10000 100000] [--rounds 30] [--on sqlite postgresql] [--folder DIR]

Cases are generated: a name that few others share, then one of 20,000 texts of words drawn with a natural skew (Zipf)
from an invented vocabulary, one in seven with Chinese; facts drawn with the skew of practice. Rows are written straight
into the tables. Each kind of search
is made `rounds` times with other words and values; a time is one call of `storage.search.search` with its 20 snippets.
PostgreSQL is a server of its own on loopback with its usual settings (128 MB of shared buffers).
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.words import Violation
from storage.catalog_rows import SearchRow
from storage.catalog_schema import search_cases
from storage.database import Database
from storage.postgres import PostgresDatabase
from storage.search import search
from storage.search_index import fact_terms, search_values, to_tsvector
from storage.search_query import SearchQuery, parse_query
from storage.search_terms import terms
from storage.sqlite import SqliteDatabase
from tests.services.postgres import Postgres, find_postgres, postgres_server

FIRST, DAYS = date(2021, 1, 1), 2000
COMMON = [
    "your",
    "listing",
    "was",
    "removed",
    "because",
    "we",
    "received",
    "complaint",
    "about",
    "item",
    "rights",
    "owner",
]
TEXTS = 20_000
POLICIES = [
    "intellectual-property",
    "anti-counterfeiting",
    "condition",
    "safety",
    "restricted",
    "reviews",
    "dropshipping",
]
MARKETPLACES = ["US", "US", "US", "DE", "GB", "FR", "JP", "IT", "ES", "CA"]
CHINESE = "商标侵权投诉删除商品账户停用申诉材料发票供应商真实性政策链接亚马逊平台卖家通知日期品牌权利人专利版权质量安全"
BATCH = 5000


class Words:
    """Words with the skew of natural text, and rare names."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        letters = "abdefgiklmnoprstuv"
        made = {"".join(self.chance.choices(letters, k=self.chance.randint(3, 10))) for _ in range(40_000)}
        self.all = COMMON + sorted(made)
        self.chance.shuffle(self.all[len(COMMON) :])
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.all))))
        self.violations = list(Violation)
        self.texts: list[tuple[str, list[str]]] = []
        self.skew = list(accumulate(1 / (rank + 1) for rank in range(len(self.violations))))

    def some(self, count: int) -> list[str]:
        """Words of a text."""
        return self.chance.choices(self.all, cum_weights=self.weights, k=count)

    def brand(self) -> str:
        """A name that a few cases in a hundred thousand share."""
        return f"brand{self.chance.randrange(30_000):05}"

    def violation(self) -> Violation:
        """A violation, some often, most seldom."""
        return self.chance.choices(self.violations, cum_weights=self.skew)[0]


def asin(number: int) -> str:
    """The one ASIN of the case with this number that no other has."""
    return f"B0{number:08}"


def text(words: Words) -> tuple[str, list[str]]:
    """One of the texts, with its terms."""
    chance = words.chance
    if len(words.texts) == TEXTS:
        return chance.choice(words.texts)
    made = " ".join(words.some(chance.randint(60, 200)))
    made += " " + "".join(chance.choices(CHINESE, k=150)) if len(words.texts) % 7 == 0 else ""
    words.texts.append((made, terms(made)))
    return words.texts[-1]


def case(words: Words, number: int) -> tuple[SearchRow, list[str]]:
    """One case, with its terms."""
    chance = words.chance
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    platform = "amazon" if chance.random() < 0.8 else "joom"
    brand, (said, said_terms) = words.brand(), text(words)
    row = SearchRow(
        case_id=f"AMZ-{number:08}",
        platform=platform,
        marketplace=chance.choice(MARKETPLACES) if platform == "amazon" else None,
        state=chance.choices(["open", "answered", "refused", "reinstated", "closed"], weights=[5, 10, 10, 25, 50])[0],
        violations=(str(words.violation()),),
        asins=(asin(number), f"B1{chance.randrange(200_000):08}"),
        policies=tuple(chance.sample(POLICIES, 2)),
        issued=tuple(sorted({day.isoformat(), (day + timedelta(days=chance.randrange(20))).isoformat()})),
        text=f"{brand} {said}",
    )
    return row, [*fact_terms(row), *terms(row.case_id), brand, *said_terms]


def batches(size: int) -> Iterator[list[tuple[int, SearchRow, list[str]]]]:
    """All cases with their numbers and terms, some at a time."""
    words = Words(1)
    rows = ((number, *case(words, number)) for number in range(1, size + 1))
    while some := list(islice(rows, BATCH)):
        yield some


def fill_sqlite(path: Path, size: int) -> SqliteDatabase:
    """A file with so many cases."""
    database = SqliteDatabase(path)
    database.prepare()
    with database.writing() as connection:
        for some in batches(size):
            connection.execute(search_cases.insert(), [search_values(row, number) for number, row, _ in some])
            connection.exec_driver_sql(
                "INSERT INTO search_index (rowid, terms) VALUES (?, ?)",
                [(number, " ".join(found)) for number, _, found in some],
            )
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO search_index (search_index) VALUES ('optimize')")
    return database


def fill_postgres(server: Postgres, name: str, size: int) -> PostgresDatabase:
    """A database with so many cases; its index is made after, as for any large load."""
    server.run(f"CREATE DATABASE {name}")
    database = PostgresDatabase(server.url(name), server.password)
    database.upgrade()
    columns = [column.name for column in search_cases.columns]
    with database.writing() as connection:
        connection.exec_driver_sql("DROP INDEX search_index_terms")
        cursor = connection.connection.cursor()
        for some in batches(size):
            with cursor.copy(f"COPY search_cases ({', '.join(columns)}) FROM STDIN") as copy:
                for number, row, _ in some:
                    values = search_values(row, number)
                    copy.write_row([values[column] for column in columns])
            with cursor.copy("COPY search_index (number, terms) FROM STDIN") as copy:
                for number, _, found in some:
                    copy.write_row((number, to_tsvector(found)))
        connection.exec_driver_sql("SET LOCAL maintenance_work_mem = '512MB'")
        connection.exec_driver_sql(
            "CREATE INDEX search_index_terms ON search_index USING gin (terms) WITH (fastupdate = off)"
        )
    server.run("VACUUM ANALYZE", name)
    return database


def kinds(size: int) -> dict[str, Callable[[Words], SearchQuery]]:
    """Typical searches."""

    def facts(**given: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((kind, (value,)) for kind, value in given.items())

    def month(words: Words) -> tuple[date, date]:
        first = FIRST + timedelta(days=words.chance.randrange(DAYS - 40))
        return first, first + timedelta(days=30)

    def ranged(words: Words, text: str = "", **given: str) -> SearchQuery:
        since, until = month(words)
        return SearchQuery(parse_query(text), facts(**given), since, until)

    def middling(words: Words) -> str:
        return words.all[words.chance.randrange(200, 2000)]

    return {
        "the newest": lambda w: SearchQuery(),
        "an ASIN": lambda w: SearchQuery(facts=facts(asin=asin(w.chance.randrange(1, size)))),
        "a rare name": lambda w: SearchQuery(parse_query(w.brand())),
        "a word of 1 in 300": lambda w: SearchQuery(parse_query(middling(w))),
        "a word of most": lambda w: SearchQuery(parse_query(w.chance.choice(COMMON))),
        "two words": lambda w: SearchQuery(parse_query(f"{middling(w)} {w.chance.choice(COMMON)}")),
        "words in a row": lambda w: SearchQuery(parse_query(f'"{w.chance.choice(COMMON)} {w.chance.choice(COMMON)}"')),
        "a beginning": lambda w: SearchQuery(parse_query(f"{w.brand()[:8]}*")),
        "Chinese, 2 characters": lambda w: SearchQuery(parse_query(CHINESE[(at := w.chance.randrange(40)) : at + 2])),
        "Chinese, 3 characters": lambda w: SearchQuery(parse_query(CHINESE[(at := w.chance.randrange(40)) : at + 3])),
        "violation, marketplace, state": lambda w: SearchQuery(
            facts=facts(violation=str(w.violation()), marketplace="DE", state="open")
        ),
        "policy in a month": lambda w: ranged(w, policy=w.chance.choice(POLICIES)),
        "a word, platform, a month": lambda w: ranged(w, w.chance.choice(COMMON), platform="joom"),
        "a rare word, state": lambda w: SearchQuery(parse_query(middling(w)), facts(state="refused")),
    }  # fmt: skip


def measure(database: Database, size: int, rounds: int) -> dict[str, tuple[float, float, float]]:
    """Median, 95th percentile and mean number of matches of each kind of search; times in milliseconds."""
    found = {}
    for kind, make in kinds(size).items():
        words = Words(2)
        times, totals = [], []
        for _ in range(rounds):
            query = make(words)
            begin = time.perf_counter()
            totals.append(search(database, query, 20).total)
            times.append((time.perf_counter() - begin) * 1000)
        found[kind] = (statistics.median(times), sorted(times)[int(0.95 * (rounds - 1))], statistics.mean(totals))
    return found


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--on", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        folder.chmod(0o755)
        for size in given.cases:
            for kind in given.on:
                print(f"\n{size} cases in {kind}", flush=True)
                begin = time.perf_counter()
                if kind == "sqlite":
                    path = folder / f"{size}.sqlite"
                    report(fill_sqlite(path, size), size, given.rounds, begin)
                    path.unlink()
                    continue
                programs = find_postgres()
                assert programs, "apt-get install postgresql"
                with postgres_server(programs, folder / f"p{size}", shared_buffers="128MB") as server:
                    report(fill_postgres(server, f"cases{size}", size), size, given.rounds, begin)


def report(database: Database, size: int, rounds: int, begin: float) -> None:
    """The times of one database."""
    print(f"filled in {time.perf_counter() - begin:.0f} s")
    print(f"{'search':32}{'p50 ms':>9}{'p95 ms':>9}{'matches (500 at most)':>24}", flush=True)
    for kind, (middle, high, matches) in measure(database, size, rounds).items():
        print(f"{kind:32}{middle:9.1f}{high:9.1f}{matches:24.0f}", flush=True)
    database.close()


if __name__ == "__main__":
    main()

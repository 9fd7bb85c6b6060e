"""The catalog accounts for every item and keeps cases with the outcomes that made them."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from config.errors import Damaged, NotStored, StorageError, Unavailable, UsageError
from storage import catalog_schema
from storage.catalog import Catalog
from storage.catalog_rows import (
    CaseChange,
    CaseRow,
    Counts,
    ItemRow,
    ItemState,
    KeyRow,
    Outcome,
    PacketRow,
    SightingRow,
)

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The catalog's file, not made yet."""
    return tmp_path / "new" / "catalog.sqlite"


@pytest.fixture
def catalog(path: Path) -> Iterator[Catalog]:
    """An empty catalog."""
    with Catalog(path) as opened:
        yield opened


def item(number: int, **more: object) -> ItemRow:
    """An item of its own digest, received a minute after the one before."""
    given = {"source": f"inbox/{number}.eml", "container": None, "size": 10 + number}
    given |= {"digest": f"sha256:{number:064x}", "received": NOW + timedelta(minutes=number)}
    return ItemRow(**given | more)  # type: ignore[arg-type]


def case(case_id: str, **more: object) -> CaseRow:
    """A case with values that a test does not care about."""
    given = {
        "id": case_id, "platform": "amazon", "marketplace": "US", "account": None, "state": "open",
        "violations": ("ip.patent", "funds.reserve"), "deadline_at": NOW + timedelta(days=3),
        "deadline_basis": "relative",
        "opened": NOW, "updated": NOW, "version": "v1", "case_json": '{"id": "ü"}', "lacks": 2,
    }  # fmt: skip
    return CaseRow(**given | more)  # type: ignore[arg-type]


def change(row: CaseRow, *keys: tuple[int, str]) -> CaseChange:
    """A case with what its items state: number of the item and value."""
    return CaseChange(row, tuple(KeyRow(value, item(number).digest) for number, value in keys))


def receive(catalog: Catalog, row: ItemRow, **hints: Any) -> ItemRow:
    """The item, received where its row says."""
    return catalog.record_received(SightingRow(row.digest, row.source, row.container, row.received, **hints), row.size)


def archived(row: ItemRow, case_id: str, version: str = "v1") -> Outcome:
    """The item stands in the case."""
    return Outcome(row.digest, ItemState.ARCHIVED, "opened", case_id=case_id, version=version)


def test_an_item_is_new_once(catalog: Catalog) -> None:
    """The same bytes in another place are a second sighting of one item; the same place again is nothing new."""
    elsewhere = item(1, source="other.mbox#3", container="sha256:zip", received=NOW + timedelta(days=1))
    assert {receive(catalog, one) for one in (item(1), elsewhere, item(1), elsewhere)} == {item(1)}
    assert catalog.known(item(1).digest) == item(1)
    assert [one.source for one in catalog.sightings(item(1).digest)] == ["inbox/1.eml", "other.mbox#3"]
    assert catalog.known("sha256:none") is None
    assert catalog.counts() == Counts(1, 0, 0, 0, 0, sightings=2, cases=0)


def test_hints_are_kept_with_each_sighting(catalog: Catalog) -> None:
    """UID, UIDVALIDITY and Message-ID stand with the place they were read in, and are nobody's identity."""
    moved = item(1, source="imaps://a@b.example/INBOX;UIDVALIDITY=9/;UID=4")
    receive(catalog, item(1), message_id="<1@a.example>")
    receive(catalog, moved, uid=4, uidvalidity=4294967295, message_id="<1@a.example>")
    receive(catalog, item(2), message_id="<1@a.example>")
    first, second = catalog.sightings(item(1).digest)
    assert (first.uid, first.uidvalidity, first.message_id) == (None, None, "<1@a.example>")
    assert (second.uid, second.uidvalidity, second.source) == (4, 4294967295, moved.source)
    assert dict(catalog.seen_items()) == {item(1): (first, second), item(2): catalog.sightings(item(2).digest)}
    assert list(catalog.seen_items(ItemState.ARCHIVED)) == []


def test_an_item_is_found_by_the_beginning_of_its_digest(catalog: Catalog) -> None:
    """As long as it is the only one; what is no beginning of a digest never reaches the database."""
    one, other = item(1, digest=f"sha256:{'ab' * 32}"), item(2, digest=f"sha256:{'ab' * 31}cd")
    for row in (one, other):
        receive(catalog, row)
    assert catalog.find_item(other.digest) == catalog.find_item(other.digest.removeprefix("sha256:").upper()) == other
    with pytest.raises(UsageError, match="more than one"):
        catalog.find_item("sha256:ababab")
    with pytest.raises(NotStored):
        catalog.find_item("cdcdcdcd")
    for wrong in ("", "ab", "%%%%%%", "______", "sha256:", "x" * 64):
        with pytest.raises(UsageError):
            catalog.find_item(wrong)


def test_a_release_is_kept_with_who_and_why(catalog: Catalog) -> None:
    """The decision of a person stays with the item, also when the item gets its outcome later."""
    receive(catalog, item(1))
    catalog.release(item(1).digest, by="ann", why="she called them", at=NOW)
    catalog.finish(Outcome(item(1).digest, ItemState.UNRELATED, "x"))
    row = catalog.known(item(1).digest)
    assert row is not None
    assert (row.released_by, row.released_why, row.released_at) == ("ann", "she called them", NOW)
    with pytest.raises(NotStored):
        catalog.release(item(2).digest, by="ann", why="", at=NOW)


def test_one_program_at_a_time_changes_cases(path: Path) -> None:
    """Of several that count a case up by reading and writing it, none undoes what another wrote."""
    with Catalog(path) as catalog:
        catalog.save_cases([change(case("A", lacks=0))])

    def count_up() -> None:
        with Catalog(path) as mine:
            for _ in range(20):
                with mine.turn():
                    mine.save_cases([change(replace(mine.case("A"), lacks=mine.case("A").lacks + 1))])

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    with Catalog(path) as catalog:
        assert catalog.case("A").lacks == 80


def test_a_turn_ends_with_what_fails_in_it(catalog: Catalog) -> None:
    """An error inside a turn comes out as it is, and the next turn can begin."""
    with pytest.raises(ValueError, match="mine"), catalog.turn():
        raise ValueError("mine")
    with catalog.turn():
        pass


def test_unfinished_items_wait_in_their_order(catalog: Catalog) -> None:
    """What has no outcome is found again after a restart, oldest first."""
    for number in (3, 1, 2):
        receive(catalog, item(number))
    catalog.finish(Outcome(item(2).digest, ItemState.UNRELATED, "a newsletter"))
    assert catalog.unfinished() == (item(1), item(3))


def test_seeing_a_finished_item_again_does_not_unfinish_it(catalog: Catalog) -> None:
    """A second run over the same source changes no outcome."""
    receive(catalog, item(1))
    catalog.finish(Outcome(item(1).digest, ItemState.QUARANTINED, "empty", code="NP-Q-EMPTY"))
    assert receive(catalog, item(1)).state is ItemState.QUARANTINED
    assert catalog.counts() == Counts(0, 0, 0, 0, 1, sightings=1, cases=0)
    assert catalog.counts().items == 1


def test_a_case_and_its_outcomes_are_one(catalog: Catalog) -> None:
    """A case, its join keys and the outcome of the item come together, or not at all."""
    receive(catalog, item(1))
    catalog.save_cases([change(case("A"), (1, "amazon:c1"))], [archived(item(1), "A")])
    known = catalog.known(item(1).digest)
    assert known is not None
    assert (known.state, known.case_id, known.version, known.reason) == (ItemState.ARCHIVED, "A", "v1", "opened")
    assert catalog.case_items("A") == (known,)
    with pytest.raises(NotStored):
        catalog.save_cases([change(case("B"), (1, "amazon:c2"))], [archived(item(2), "B")])
    with pytest.raises(NotStored):
        catalog.case("B")
    assert catalog.find_cases(["amazon:c2"]) == ()
    assert [one.id for one in catalog.find_cases(["amazon:c1"])] == ["A"]


def test_a_case_comes_back_as_it_was_saved(catalog: Catalog) -> None:
    """Every field survives, also when the case is saved again; times come back as UTC."""
    catalog.save_cases([change(case("A"))])
    berlin = timezone(timedelta(hours=1))
    newer = case("A", state="answered", deadline_at=None, deadline_basis=None, version="v2", violations=(), lacks=0,
                 updated=(NOW + timedelta(days=1)).astimezone(berlin), summary_json='{"a": 1}')  # fmt: skip
    catalog.save_cases([change(newer)])
    found = catalog.case("A")
    assert found == newer
    assert found.updated.tzinfo is UTC
    assert catalog.counts().cases == 1


def test_cases_come_by_deadline(catalog: Catalog) -> None:
    """The most urgent first, those without a deadline last; a state chooses among them."""
    catalog.save_cases([change(case("LATER"))])
    catalog.save_cases([change(case("NONE", deadline_at=None))])
    catalog.save_cases([change(case("SOON", deadline_at=NOW))])
    catalog.save_cases([change(case("DONE", deadline_at=NOW, state="reinstated"))])
    assert [one.id for one in catalog.cases()] == ["DONE", "SOON", "LATER", "NONE"]
    assert [one.id for one in catalog.cases("open")] == ["SOON", "LATER", "NONE"]


def test_what_items_state_finds_their_cases(catalog: Catalog) -> None:
    """Every case with an item that states one of the values is found, each once; keys follow items that move."""
    for number in (1, 2, 3):
        receive(catalog, item(number))
    catalog.save_cases([change(case("A"), (1, "t1"), (1, "p1"), (2, "p1"), (2, "p1"))])
    catalog.save_cases([change(case("B"), (3, "p1"), (3, "c1"))])
    assert [one.id for one in catalog.find_cases(["p1", "c1"])] == ["A", "B"]
    assert [one.id for one in catalog.find_cases(["t1", "t9"])] == ["A"]
    assert catalog.find_cases(["t9"]) == catalog.find_cases([]) == ()
    catalog.save_cases([change(case("A", state="merged")), change(case("B"), (1, "t1"), (1, "p1"), (2, "p1"))])
    assert [one.id for one in catalog.find_cases(["p1", "t1"])] == ["B"]
    assert catalog.counts().cases == 1


def test_an_item_may_state_thousands_of_things(catalog: Catalog) -> None:
    """A notice with very many ASINs is found by each of them; databases bound what one statement may hold."""
    receive(catalog, item(1))
    values = [f"p{number}" for number in range(2500)]
    catalog.save_cases([change(case("A"), *((1, value) for value in values))])
    assert [one.id for one in catalog.find_cases(values)] == ["A"]
    assert [one.id for one in catalog.find_cases(values[-1:])] == ["A"]


def test_packets_come_in_their_order(catalog: Catalog) -> None:
    """A case's packets are kept with what they hold, oldest first; writing one again changes it."""
    rows = [PacketRow("A", f"v{n}", f"sha256:{n:064x}", NOW + timedelta(hours=n), n > 1, '{"a": 1}') for n in (1, 2)]
    for row in (rows[1], rows[0], rows[1]):
        catalog.save_cases([CaseChange(case("A"), packet=row)])
    assert catalog.packets("A") == tuple(rows)
    assert catalog.packets("B") == ()


def test_the_cases_of_a_seller(catalog: Catalog) -> None:
    """All cases of one account on one platform are found, in every marketplace and state."""
    for id, values in {"A": {}, "B": {"marketplace": "DE"}, "C": {"platform": "joom"}, "D": {"account": "x@y"}}.items():
        catalog.save_cases([change(case(id, **{"account": "ops@seller.example", **values}))])
    assert [one.id for one in catalog.cases_of("amazon", "ops@seller.example")] == ["A", "B"]


def test_a_catalog_of_another_schema_is_refused(path: Path) -> None:
    """An older or newer catalog is left alone, and the person is told what to do."""
    Catalog(path).close()
    for version, words in ((1, "run the sources again"), (99, "a newer one")):
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE schema_version SET version = ?", (version,))
        connection.close()
        with pytest.raises(StorageError, match=f"has schema {version}") as caught:
            Catalog(path)
        assert words in caught.value.advice


@pytest.mark.parametrize(
    "fields",
    [
        {"state": ItemState.RECEIVED},
        {"state": ItemState.QUARANTINED},
        {"state": ItemState.ARCHIVED},
        {"state": ItemState.ARCHIVED, "case_id": "A"},
    ],
    ids=str,
)
def test_half_an_outcome_is_none(fields: dict[str, str]) -> None:
    """An outcome carries what belongs to it."""
    with pytest.raises(StorageError):
        Outcome("sha256:x", reason="", **fields)  # type: ignore[arg-type]


def test_an_outcome_of_nothing_is_refused(catalog: Catalog) -> None:
    """An item that was never received has no outcome, and a case that does not exist holds no item."""
    with pytest.raises(NotStored):
        catalog.finish(Outcome(item(1).digest, ItemState.UNRELATED, ""))
    receive(catalog, item(1))
    with pytest.raises(StorageError):
        catalog.finish(archived(item(1), "no such case"))
    assert catalog.unfinished() == (item(1),)


def test_a_time_without_a_zone_is_refused(catalog: Catalog) -> None:
    """Nobody can tell what such a time means."""
    with pytest.raises(StorageError):
        receive(catalog, item(1, received=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert catalog.counts().items == 0


def test_many_rows_are_read_in_pieces(catalog: Catalog) -> None:
    """Lists longer than one piece are whole and in order, also while others write."""
    for number in range(1100):
        receive(catalog, item(number))
    rows = catalog.items(ItemState.RECEIVED)
    first = next(rows)
    receive(catalog, item(5000))
    assert [first, *rows] == [item(number) for number in range(1100)]
    assert len(list(catalog.items())) == 1101


def test_several_writers_wait_for_each_other(path: Path) -> None:
    """Processes that write at once lose nothing; here threads with a catalog each."""
    failed: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            with Catalog(path) as mine:
                for number in range(40):
                    receive(mine, item(number))
                    mine.save_cases([change(case(f"C{writer}"), (number, f"k{number}"))])
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    with Catalog(path) as catalog:
        assert catalog.counts() == Counts(40, 0, 0, 0, 0, sightings=40, cases=4)


def test_a_locked_catalog_is_unavailable(catalog: Catalog, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the file locked is named, after a wait and not for ever."""
    monkeypatch.setattr(catalog_schema, "BUSY_MILLISECONDS", 50)
    catalog.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Unavailable):
        receive(catalog, item(1))
    other.execute("ROLLBACK")
    other.close()
    assert receive(catalog, item(1)) == item(1)


def test_the_file_is_private_and_durable(catalog: Catalog, path: Path) -> None:
    """Only the owner may read it and its log; commits are flushed, foreign keys hold."""
    receive(catalog, item(1))
    assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    with catalog._engine.connect() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in
                 ("journal_mode", "synchronous", "foreign_keys")]  # fmt: skip
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize("content", [b"no database at all " * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_catalog(path: Path, content: bytes) -> None:
    """A damaged file is named as such and left as it is."""
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Damaged):
        Catalog(path)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A path through a file is our error."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError):
        Catalog(tmp_path / "file" / "catalog.sqlite")

"""The contract of the catalog, on SQLite and on a real PostgreSQL: every item accounted for, every case kept."""

from __future__ import annotations

import multiprocessing
import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from config.errors import NotStored, StorageError, UsageError
from storage.catalog import Catalog
from storage.catalog_rows import CaseChange, Counts, ItemState, Outcome, PacketRow
from tests.contracts.conftest import Place
from tests.storage.rows import NOW, archived, case, change, item, receive, write_and_count


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


def test_programs_that_write_at_once_lose_nothing(place: Place, catalog: Catalog) -> None:
    """Of several that receive the same items and count one case up by reading and writing it, none undoes another's."""
    catalog.save_cases([change(case("SHARED", lacks=0))])
    context = multiprocessing.get_context("spawn")
    programs = [context.Process(target=write_and_count, args=(place, writer, 5)) for writer in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(120)
    assert [program.exitcode for program in programs] == [0, 0, 0]
    assert catalog.case("SHARED").lacks == 15
    assert catalog.counts() == Counts(5, 0, 0, 0, 0, sightings=5, cases=4)


def test_threads_that_take_turns_wait(place: Place, catalog: Catalog) -> None:
    """A turn is one program's, or one thread's with a catalog of its own, at a time."""
    catalog.save_cases([change(case("SHARED", lacks=0))])
    threads = [threading.Thread(target=write_and_count, args=(place, writer, 5)) for writer in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert catalog.case("SHARED").lacks == 15


def test_what_a_database_cannot_keep_is_replaced(catalog: Catalog) -> None:
    """A notice that states a NUL or half a character stops nothing, and is found by what it states."""
    odd = "amazon:c\x001\ud800"
    receive(catalog, item(1, source="in\x00box/\ud83d.eml"), message_id="<\x00@a.example>")
    catalog.save_cases([change(case("A", account="\x00"), (1, odd))])
    catalog.finish(Outcome(item(1).digest, ItemState.UNRELATED, "said \x00"))
    assert [one.id for one in catalog.find_cases([odd])] == ["A"]
    assert next(catalog.items()).reason == "said \ufffd"


def test_names_are_sorted_by_their_bytes(catalog: Catalog) -> None:
    """Whatever language a database is set to, lists are in the same order."""
    for id in ("b", "B", "a-", "a0", "é", "Z"):
        catalog.save_cases([change(case(id, deadline_at=None))])
    assert [one.id for one in catalog.cases()] == ["B", "Z", "a-", "a0", "b", "é"]


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


def test_many_rows_are_read_in_pieces(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists longer than one piece are whole and in order, also while others write."""
    monkeypatch.setattr("storage.catalog.PAGE", 50)
    for number in range(110):
        receive(catalog, item(number))
    rows = catalog.items(ItemState.RECEIVED)
    first = next(rows)
    receive(catalog, item(5000))
    assert [first, *rows] == [item(number) for number in range(110)]
    assert len(list(catalog.items())) == 111

"""The catalog in PostgreSQL: refusals and losses become our errors, and the right to write is never shared."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from config.errors import StorageError, Unavailable
from storage import postgres as module
from storage.catalog import Catalog
from storage.postgres import PostgresDatabase
from tests.storage.rows import case, change, item, receive

if TYPE_CHECKING:
    from tests.services.postgres import Postgres

pytestmark = pytest.mark.service


@pytest.fixture
def place(postgres: Postgres) -> tuple[str, str]:
    """Address and password of a database with an empty catalog."""
    return postgres.empty_catalog()


@pytest.fixture
def catalog(place: tuple[str, str]) -> Iterator[Catalog]:
    """An empty catalog."""
    with Catalog(PostgresDatabase(*place)) as opened:
        yield opened


def test_a_refusal_is_told_apart_from_a_server_that_is_away(postgres: Postgres, place: tuple[str, str]) -> None:
    """A wrong password or name does not get better by trying again; a closed port may. No password is ever shown."""
    url, password = place
    for wrong, given in (
        ((url, "not it"), StorageError),
        ((url.replace("/catalog", "/none"), password), StorageError),
        ((re.sub(r":\d+/", ":1/", url), password), Unavailable),
    ):
        with pytest.raises(given) as caught:
            Catalog(PostgresDatabase(*wrong))
        assert type(caught.value) is given
        assert wrong[1] not in caught.value.message
        assert "\n" not in caught.value.message


def test_a_server_that_comes_back_is_used_again(postgres: Postgres, catalog: Catalog) -> None:
    """While it is away nothing is written and the error says so; after that the same catalog goes on."""
    receive(catalog, item(1))
    postgres.stop()
    try:
        with pytest.raises(Unavailable):
            receive(catalog, item(2))
    finally:
        postgres.start()
    receive(catalog, item(3))
    assert catalog.unfinished() == (item(1), item(3))


def test_who_lost_the_turn_writes_nothing(postgres: Postgres, place: tuple[str, str], catalog: Catalog) -> None:
    """A turn ends with the connection that holds it: what its holder would write after that is refused."""
    with catalog.turn():
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'", "catalog")
        with Catalog(PostgresDatabase(*place)) as other, other.turn():
            other.save_cases([change(case("A"))])
        with pytest.raises(Unavailable):
            catalog.save_cases([change(case("B"))])
    with catalog.turn():
        catalog.save_cases([change(case("C"))])
    assert [row.id for row in catalog.cases()] == ["A", "C"]


def test_a_writer_waits_and_not_for_ever(
    place: tuple[str, str], catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that keeps the catalog locked is named as the cause; readers go on meanwhile."""
    monkeypatch.setattr(module, "LOCK_SECONDS", 1)
    database = PostgresDatabase(*place)
    with database.writing():
        with pytest.raises(Unavailable, match="locked"):
            receive(catalog, item(1))
        assert catalog.unfinished() == ()
    database.close()
    assert receive(catalog, item(1)) == item(1)


def test_a_role_without_rights_is_told_so(postgres: Postgres, place: tuple[str, str], catalog: Catalog) -> None:
    """Who may only read can read, and is told what it may not."""
    receive(catalog, item(1))
    postgres.run("CREATE ROLE reader LOGIN PASSWORD 'only reads'")
    postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", "catalog")
    with Catalog(PostgresDatabase(place[0].replace("noticepack@", "reader@"), "only reads")) as reader:
        assert reader.unfinished() == (item(1),)
        with pytest.raises(StorageError, match="permission denied"):
            receive(reader, item(2))


def test_a_name_is_locked_for_one_program_at_a_time(place: tuple[str, str]) -> None:
    """Stores without conditional writes take their locks here: one name waits for itself and for no other."""
    first, second = PostgresDatabase(*place), PostgresDatabase(*place)
    seen: list[str] = []

    def enter() -> None:
        with second.exclusive("archive/a"):
            seen.append("second")

    waiting = threading.Thread(target=enter)
    with first.exclusive("archive/a"), second.exclusive("archive/b"):
        waiting.start()
        with first.writing() as connection:
            waits = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            wait_until(lambda: connection.execute(waits).scalar() == 1)
        seen.append("first")
    waiting.join(30)
    assert seen == ["first", "second"]
    for database in (first, second):
        database.close()


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for it, and not for ever."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)

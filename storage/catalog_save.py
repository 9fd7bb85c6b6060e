"""How rows are written into the catalog's tables, inside a transaction that the catalog has opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from config.errors import NotStored
from storage.catalog_rows import CaseChange, CaseRow, KeyRow, Outcome, PacketRow, PrintRow
from storage.catalog_schema import cases, fingerprints, items, join_keys, packets, repeats
from storage.search_index import save_search

AT_ONCE = 500  # values compared with in one statement; databases bound how many may be bound


def save_case(connection: Connection, case: CaseRow) -> None:
    """Write a case, new or again."""
    values = plain(case) | {"violations": f" {' '.join(case.violations)} "}
    if not connection.execute(update(cases).where(cases.c.id == case.id).values(values)).rowcount:
        connection.execute(insert(cases).values(values))


def save_change(connection: Connection, change: CaseChange) -> None:
    """Write what the items of a case state, and its packet. What they stated stays; it follows the items."""
    by_item: dict[str, list[KeyRow]] = {}
    for key in dict.fromkeys(change.keys):
        by_item.setdefault(key.item, []).append(key)
    for some in pieces(list(by_item)):
        there = join_keys.c.item.in_(some)
        elsewhere = there & (join_keys.c.case_id != change.row.id)
        connection.execute(update(join_keys).where(elsewhere).values(case_id=change.row.id))
        held = {(row.value, row.item) for row in connection.execute(select(join_keys).where(there))}
        new = [key for item in some for key in by_item[item] if (key.value, item) not in held]
        if new:
            rows = [{"value": key.value, "item": key.item, "case_id": change.row.id} for key in new]
            connection.execute(insert(join_keys), rows)
    if change.packet:
        _save_packet(connection, change.packet)
    if change.search:
        save_search(connection, change.search)


def _save_packet(connection: Connection, packet: PacketRow) -> None:
    here = (packets.c.case_id == packet.case_id) & (packets.c.version == packet.version)
    if not connection.execute(update(packets).where(here).values(plain(packet))).rowcount:
        connection.execute(insert(packets).values(plain(packet)))


def finish(connection: Connection, outcome: Outcome) -> None:
    """Write what became of an item. Raises: NotStored (it was never received)."""
    values = plain(outcome) | {"state": outcome.state.value}
    if not connection.execute(update(items).where(items.c.digest == outcome.digest).values(values)).rowcount:
        raise NotStored(f"{outcome.digest}: no such item was received")


def save_repeat(connection: Connection, item: str, of: str) -> None:
    """Write which item another one repeats. Raises: NotStored (that one was never received)."""
    if connection.execute(select(items.c.digest).where(items.c.digest == of)).first() is None:
        raise NotStored(f"{of}: no such item was received")
    _put(connection, repeats, {"item": item, "of": of})


def save_fingerprint(connection: Connection, row: PrintRow) -> None:
    """Write what a notice is recognised by, new or again."""
    _put(connection, fingerprints, plain(row))


def _put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    if not connection.execute(update(table).where(table.c.item == values["item"]).values(values)).rowcount:
        connection.execute(insert(table).values(values))


def pieces(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in runs that fit one statement."""
    return (values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE))


def found_cases(connection: Connection, values: Iterable[str]) -> set[str]:
    """The cases whose items state one of the values."""
    query = select(join_keys.c.case_id).distinct()
    return {
        case_id
        for some in pieces(list(dict.fromkeys(values)))
        for case_id in connection.execute(query.where(join_keys.c.value.in_(some))).scalars()
    }


def plain(row: Any) -> dict[str, Any]:
    """The fields of a row as a table's columns."""
    return {name: getattr(row, name) for name in type(row).__dataclass_fields__}

"""Items as people and programs see them: state, reason, and every place where they were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from noticepack.screen import print_table
from storage.catalog import Catalog
from storage.catalog_rows import ItemRow, ItemState, SightingRow

LONGEST_WHY = 200
"""Characters of the reason that lists show; the item alone is shown with all of it."""
SHORT = 19
"""Characters of a digest that lists show: `sha256:` and twelve digits."""


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item and every place where it was seen, the first one first."""

    row: ItemRow
    sightings: tuple[SightingRow, ...]
    repeats: str | None = None
    """The item that says the same in other bytes, where this one is a duplicate of it."""


def items_shown(catalog: Catalog, start: str | None, state: str | None) -> Iterator[SeenItem]:
    """The one item whose digest begins so, or else all items (of one state), oldest first.

    Raises:
        NotStored, UsageError: there is no such item, or more than one.
    """
    if start is not None:
        row = catalog.find_item(start)
        yield SeenItem(row, catalog.sightings(row.digest), _repeats(catalog, row))
        return
    for row, sightings in catalog.seen_items(state):
        yield SeenItem(row, sightings, _repeats(catalog, row))


def _repeats(catalog: Catalog, row: ItemRow) -> str | None:
    return catalog.repeat_of(row.digest) if row.state is ItemState.DUPLICATE else None


def print_items(shown: Iterable[SeenItem]) -> None:
    """A line an item: its state, where it came from and why it stands where it does."""
    cells = [(one.row.digest[:SHORT], one.row.state.value, _places(one), _why(one)) for one in shown]
    print_table("", ("item", "state", "where it came from", "why"), cells, whole=("item",))


def _places(one: SeenItem) -> str:
    more = len(one.sightings) - 1
    return f"{one.row.source} (and {more} more)" if more > 0 else one.row.source


def _why(one: SeenItem) -> str:
    row = one.row
    repeats = f"repeats {one.repeats[:SHORT]}:" if one.repeats else ""
    released = f"released by {row.released_by}: {row.released_why}" if row.released_at else ""
    why = " ".join(filter(None, (repeats, row.code, row.reason, row.case_id, released)))
    return shorten(why, LONGEST_WHY, placeholder=" …")


def print_item(one: SeenItem) -> None:
    """All that is known of an item."""
    row = one.row
    facts = {
        "item": row.digest,
        "state": row.state.value,
        "code": row.code,
        "why": row.reason,
        "repeats": one.repeats or "",
        "case": " ".join(filter(None, (row.case_id, row.version))),
        "bytes": f"{row.size:,}",
        "received": f"{row.received:%Y-%m-%d %H:%M:%S} UTC",
        "inside": row.container or "",
        "released": _released(row),
    }
    print_table("", ("", "what is known"), [(label, value) for label, value in facts.items() if value])
    cells = [(f"{s.received:%Y-%m-%d %H:%M} UTC", s.source, s.message_id) for s in one.sightings]
    print_table("Seen", ("when", "where", "Message-ID"), cells)


def _released(row: ItemRow) -> str:
    if row.released_at is None:
        return ""
    return f"{row.released_at:%Y-%m-%d %H:%M} UTC by {row.released_by}: {row.released_why}"


def item_json(one: SeenItem) -> dict[str, object]:
    """An item with its sightings, for programs."""
    row = one.row
    released = {"by": row.released_by, "why": row.released_why}
    return {
        "item": row.digest,
        "source": row.source,
        "container": row.container,
        "received": row.received.isoformat(),
        "size": row.size,
        "state": row.state.value,
        "code": row.code or None,
        "reason": row.reason,
        "duplicate_of": one.repeats,
        "case": row.case_id,
        "version": row.version,
        "released": {"at": row.released_at.isoformat(), **released} if row.released_at else None,
        "sightings": [_sighting_json(sighting) for sighting in one.sightings],
    }


def _sighting_json(sighting: SightingRow) -> dict[str, object]:
    return {
        "source": sighting.source,
        "received": sighting.received.isoformat(),
        "container": sighting.container,
        "uid": sighting.uid,
        "uidvalidity": sighting.uidvalidity,
        "message_id": sighting.message_id or None,
    }

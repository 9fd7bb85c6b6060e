"""A store that lies: old bytes, names that are not there, files cut short. What is wrong is named, never handed out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from config.errors import Damaged, StorageError
from storage.archive import Archive
from storage.archive_check import FaultCode
from storage.vault import Vault, new_identity
from tests.storage.doubles import MemoryStore

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"


@dataclass
class Liar(MemoryStore):
    """Tells of names that are not there, and gives for some keys what it likes."""

    told: list[str] = field(default_factory=list)
    given: dict[str, bytes] = field(default_factory=dict)

    def keys(self, prefix: str = "") -> Iterator[str]:
        """What is there, and what is not."""
        yield from super().keys(prefix)
        yield from (prefix + name for name in self.told)

    def get(self, key: str) -> bytes:
        """What it likes."""
        return self.given.get(key) or super().get(key)


@pytest.fixture
def store() -> Liar:
    """An honest store with two versions of a case, until it lies."""
    found = Liar()
    for number in range(2):
        files = {"a.txt": b"a%d" % number, "b.txt": b"same"}
        Archive(found).add(CASE, files, created=NOW, message="m", user="u")
    return found


def codes(store: Liar) -> set[FaultCode]:
    """What a check finds."""
    return {fault.code for fault in Archive(store).verify(CASE)}


@pytest.mark.parametrize("name", ["v1/content/0123456789abcdef/c.txt", "c.txt", "v1/content/../../../x", "../x"])
def test_names_that_are_not_there_are_named_and_lead_nowhere(store: Liar, name: str) -> None:
    """A listing with foreign names is a fault; a writer never removes by a name that leads elsewhere."""
    outside = {"archive/x": b"x", "x": b"x"}
    store.objects |= outside
    store.told = [name]
    assert codes(store) == {FaultCode.EXTRA}
    try:
        Archive(store).add(CASE, {"n.txt": b"n"}, created=NOW, message="m", user="u")
    except StorageError:
        assert ".." in name
    assert {key: store.objects.get(key) for key in outside} == outside


def test_an_old_root_inventory_is_found(store: Liar) -> None:
    """Given the inventory of the version before, a check says that there is more than it tells."""
    root = f"{Archive(store).path(CASE)}/"
    for name in ("inventory.json", "inventory.json.sha512"):
        store.given[root + name] = store.objects[f"{root}v1/{name}"]
    assert codes(store)


def test_old_or_exchanged_content_is_never_handed_out(store: Liar) -> None:
    """Content of another version, and an original of another name, are damage."""
    first, second = sorted(key for key in store.objects if "/content/" in key and key.endswith("a.txt"))
    store.given[second] = store.objects[first]
    assert codes(store) == {FaultCode.CHANGED}
    with pytest.raises(Damaged):
        Archive(store).get(CASE)
    identity, recipient = new_identity()
    vault = Vault(store, (recipient,))
    one, other = vault.keep(b"one"), vault.keep(b"other")
    keys = [f"vault/{digest[7:9]}/{digest[7:]}.age" for digest in (one, other)]
    store.given[keys[0]] = store.objects[keys[1]]
    with pytest.raises(Damaged):
        vault.get(one, identity)


@pytest.mark.parametrize("folder", ["", "v1/", "v2/"])
def test_a_sidecar_cut_short_anywhere_is_named(store: Liar, folder: str) -> None:
    """However much of a sidecar is left, the check names it, and readers still get what the newest copy proves."""
    key = f"{Archive(store).path(CASE)}/{folder}inventory.json.sha512"
    whole = store.objects[key]
    for length in range(len(whole)):
        store.objects[key] = whole[:length]
        assert codes(store) == {FaultCode.SIDECAR}, length
        assert Archive(store).get(CASE)["a.txt"] == b"a1"

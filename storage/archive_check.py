"""Checks of the archive: every byte of an object against its inventories, and the storage root's own files.

Finds and names faults; changes nothing and stops at none. A fault is a value, not an error: only a store that does not
answer raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from config.errors import Damaged, NotStored
from storage.inventory import Inventory, bytes_to_inventory, sha512, sidecar_bytes
from storage.layout import (
    EXTENSION,
    INVENTORY,
    OBJECT_DECLARATION,
    OBJECT_DECLARATION_BYTES,
    SIDECAR,
    object_id_to_path,
    root_files,
)
from storage.objects import ObjectStore

IN_OBJECT = re.compile(r"(?:[0-9a-f]{3}/){3}[^/]+/")


class FaultCode(StrEnum):
    """What kind of fault it is."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    INVENTORY = "inventory"
    SIDECAR = "sidecar"
    UNPUBLISHED = "unpublished"  # a version that a killed writer left; the next `add` or `repair` ends it


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was archived."""

    code: FaultCode
    key: str
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one object read and found."""

    size: int
    """Bytes of content that were read."""
    faults: tuple[Fault, ...]


def check_object(store: ObjectStore, base: str, root: str) -> Checked:
    """Every fault of the object under `root`, which ends in `/`. Raises: NotStored (nothing is there), Unavailable."""
    paths = {key.removeprefix(root) for key in store.keys(root)}
    if not paths:
        raise NotStored(f"{root.rstrip('/')}: there is no such object in the archive")
    check = _ObjectCheck(store, base, root, paths)
    faults = tuple(check.faults())
    return Checked(check.size, faults)


def check_root(store: ObjectStore, base: str) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
    """The faults of the storage root itself, and the roots of all objects in it, complete or not."""
    wanted = dict(root_files())
    faults = [fault for name, data in wanted.items() for fault in _compare(store, base + name, data)]
    roots: dict[str, None] = {}
    for key in store.keys(base):
        path = key.removeprefix(base)
        found = IN_OBJECT.match(path)
        if found:
            roots[base + found[0]] = None
        elif path not in wanted:
            faults.append(Fault(FaultCode.EXTRA, key, f"nothing but objects and {EXTENSION} belongs here"))
    return tuple(faults), tuple(roots)


def _compare(store: ObjectStore, key: str, wanted: bytes) -> Iterator[Fault]:
    try:
        if store.get(key) != wanted:
            yield Fault(FaultCode.CHANGED, key, "holds other bytes than it must")
    except NotStored:
        yield Fault(FaultCode.MISSING, key, "is not there")
    except Damaged as error:
        yield Fault(FaultCode.CHANGED, key, error.message)


@dataclass(slots=True)
class _ObjectCheck:
    store: ObjectStore
    base: str
    root: str
    paths: set[str]
    size: int = 0
    read: dict[bytes, Inventory] = field(default_factory=dict)
    """Inventories read so far: the newest version's is that of the root."""

    def faults(self) -> Iterator[Fault]:
        yield from _compare(self.store, self.root + OBJECT_DECLARATION, OBJECT_DECLARATION_BYTES)
        inventory, faults = self._inventory("")
        yield from faults
        if inventory is None:
            inventory = self._newest_readable()
        if inventory is None:
            yield Fault(FaultCode.UNPUBLISHED, self.root, "no inventory can be read: nothing here can be checked")
            return
        if self.base + object_id_to_path(inventory.object_id) + "/" != self.root:
            yield Fault(FaultCode.INVENTORY, self.root + INVENTORY, "belongs to an object of another path")
        yield from self._versions(inventory)
        for path, digest in inventory.manifest:
            yield from self._content(path, digest)
        yield from self._extras(inventory)

    def _inventory(self, folder: str) -> tuple[Inventory | None, list[Fault]]:
        """The inventory in a folder (`` or `v1/`) if it can be read, and what is wrong with it and its sidecar."""
        key = f"{self.root}{folder}{INVENTORY}"
        try:
            data = self.store.get(key)
            inventory = self.read.get(data) or bytes_to_inventory(data)
            self.read[data] = inventory
        except NotStored:
            return None, [Fault(FaultCode.MISSING, key, "is not there")]
        except Damaged as error:
            return None, [Fault(FaultCode.INVENTORY, key, error.message)]
        sidecar = f"{self.root}{folder}{SIDECAR}"
        return inventory, [Fault(FaultCode.SIDECAR, one.key, one.detail)
                           for one in _compare(self.store, sidecar, sidecar_bytes(data))]  # fmt: skip

    def _newest_readable(self) -> Inventory | None:
        numbers = [
            int(found[1]) for found in (re.fullmatch(r"v(\d+)/inventory\.json", one) for one in self.paths) if found
        ]
        candidates = (self._inventory(f"v{number}/")[0] for number in sorted(numbers, reverse=True))
        return next((one for one in candidates if one is not None), None)

    def _versions(self, inventory: Inventory) -> Iterator[Fault]:
        for number in range(1, inventory.head + 1):
            found, faults = self._inventory(f"v{number}/")
            yield from faults
            if found is not None and found != inventory.at(number):
                key = f"{self.root}v{number}/{INVENTORY}"
                yield Fault(FaultCode.INVENTORY, key, "tells another history than the newest inventory")

    def _content(self, path: str, digest: str) -> Iterator[Fault]:
        key = self.root + path
        try:
            if path not in self.paths and key not in self.store.keys(key):
                raise NotStored(key)  # what is reached over a link, or given and not listed, is not there for others
            data = self.store.get(key)
            self.size += len(data)
            if sha512(data) != digest:
                yield Fault(FaultCode.CHANGED, key, "its SHA-512 is not the one in the inventory")
        except NotStored:
            yield Fault(FaultCode.MISSING, key, "is not there")
        except Damaged as error:
            yield Fault(FaultCode.CHANGED, key, error.message)

    def _extras(self, inventory: Inventory) -> Iterator[Fault]:
        folders = ["", *(f"v{number}/" for number in range(1, inventory.head + 1))]
        wanted = {OBJECT_DECLARATION, *(path for path, _ in inventory.manifest)}
        wanted |= {folder + name for folder in folders for name in (INVENTORY, SIDECAR)}
        for path in sorted(self.paths - wanted):
            if path.startswith(f"v{inventory.head + 1}/"):
                yield Fault(FaultCode.UNPUBLISHED, self.root + path, "of a version that was begun and not ended")
            else:
                yield Fault(FaultCode.EXTRA, self.root + path, "no inventory names it")

"""Writing into one OCFL object of the archive: decide a version, publish what follows from it, mend what a kill left.

The order of the writes and what a kill between any two of them leaves is told in storage/archive.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from config.errors import AlreadyStored, Conflict, Damaged, NotStored
from storage.inventory import Inventory, bytes_to_inventory, sidecar_bytes
from storage.layout import INVENTORY, OBJECT_DECLARATION, OBJECT_DECLARATION_BYTES, SIDECAR, object_id_to_path
from storage.objects import ObjectStore, digest_of

VERSION_INVENTORY = re.compile(r"v([1-9][0-9]*)/inventory\.json")
VERSION_CONTENT = re.compile(r"v([1-9][0-9]*)/content/.+")
PUBLISH_ATTEMPTS = 20  # each lost one means that another writer got on


def check_place(base: str, root: str, inventory: Inventory) -> None:
    """Raises: Damaged (the inventory found under `root` is that of an object of another path)."""
    if f"{base}{object_id_to_path(inventory.object_id)}/" != root:
        raise Damaged(f"{root}{INVENTORY}: belongs to {inventory.object_id}, which lies elsewhere")


class ObjectWriter:
    """Writes into the object under `root`, in the storage root under `base`; both end in `/`."""

    def __init__(self, store: ObjectStore, base: str, root: str) -> None:
        self._store, self._base, self._root = store, base, root

    def settle(self) -> tuple[Inventory | None, set[str]]:
        """The newest decided inventory, published and swept, and all paths found on the way."""
        paths = self._paths()
        number = max((int(found[1]) for found in map(VERSION_INVENTORY.fullmatch, paths) if found), default=0)
        if not number:
            if INVENTORY in paths:
                raise Damaged(f"{self._root}: has an inventory but none of any version")
            return None, paths
        data = self._store.get(f"{self._root}v{number}/{INVENTORY}")
        inventory = bytes_to_inventory(data)
        if inventory.head != number:
            raise Damaged(f"{self._root}v{number}/{INVENTORY}: is the inventory of another version")
        check_place(self._base, self._root, inventory)
        self._publish(number, data, paths)
        self._sweep(inventory, paths)
        return inventory, paths

    def put_at_once(self, after: Inventory, content: Mapping[str, bytes], paths: set[str]) -> bool:
        """Add the version whole, in one step, where the store can; False, and nothing is done, where it cannot.

        Raises: Conflict (another writer was first).
        """
        data, folder, tags = after.to_bytes(), f"v{after.head}/", dict[str, str]()
        files = {**content, folder + INVENTORY: data, folder + SIDECAR: sidecar_bytes(data), INVENTORY: data,
                 SIDECAR: sidecar_bytes(data), OBJECT_DECLARATION: OBJECT_DECLARATION_BYTES}  # fmt: skip
        if after.head > 1:
            tags = {self._root + name: self._store.head(self._root + name).tag for name in (INVENTORY, SIDECAR)}
        at_keys = {self._root + path: one for path, one in files.items()}
        if not self._store.put_together(self._root.rstrip("/"), at_keys, tags):
            return False
        self._sweep(after, paths)
        return True

    def decide(self, after: Inventory, paths: set[str]) -> None:
        """Make the version whose content is written the newest. Raises: Conflict (another writer was first)."""
        data = after.to_bytes()
        try:
            self._store.put_new(f"{self._root}v{after.head}/{INVENTORY}", data)
        except AlreadyStored as error:
            self.settle()
            raise Conflict(f"{after.object_id}: another writer added v{after.head}") from error
        self._publish(after.head, data, paths)
        self._sweep(after, paths)

    def repair(self) -> None:
        """Settle, and remove content of versions that were begun and not decided."""
        inventory, paths = self.settle()
        for path in sorted(paths):
            content = VERSION_CONTENT.fullmatch(path)
            if content and int(content[1]) > (inventory.head if inventory else 0):
                self._store.delete(self._root + path)

    def _sweep(self, inventory: Inventory, paths: set[str]) -> None:
        """Remove content of decided versions that no inventory names: writers left it that lost or were killed."""
        for path in sorted(paths - {path for path, _ in inventory.manifest}):
            content = VERSION_CONTENT.fullmatch(path)
            if content and int(content[1]) <= inventory.head:
                self._store.delete(self._root + path)

    def _publish(self, number: int, data: bytes, paths: set[str]) -> None:
        """Everything that follows from a decided inventory; safe to do again and by several at once."""
        if f"v{number}/{SIDECAR}" not in paths:
            self._store.put_new(f"{self._root}v{number}/{SIDECAR}", sidecar_bytes(data))
        for _ in range(PUBLISH_ATTEMPTS):
            try:
                self._publish_inventory(number, data)
                self._publish_sidecar()
                break
            except Conflict:
                continue
        else:
            raise Conflict(f"{self._root}: other writers keep adding versions")
        if OBJECT_DECLARATION not in paths:
            self._store.put_new(self._root + OBJECT_DECLARATION, OBJECT_DECLARATION_BYTES)

    def _publish_inventory(self, number: int, data: bytes) -> None:
        key = self._root + INVENTORY
        try:
            there = self._store.head(key)
        except NotStored:
            self._store.replace(key, data, tag=None)
            return
        if there.digest == digest_of(data):
            return
        published = self._store.get(key)  # perhaps newer than its tag: then replacing it is refused
        head = bytes_to_inventory(published).head
        if head < number:
            self._store.replace(key, data, tag=there.tag)
        elif head == number and published != data:
            raise Damaged(f"{key}: differs from the inventory of its newest version")
        elif head > number and f"v{head}/{INVENTORY}" not in self._paths():
            raise Damaged(f"{self._root}v{head}/{INVENTORY}: is not there, though the object has that version")

    def _publish_sidecar(self) -> None:
        """Make the root sidecar that of the root inventory: its tag is read first, so an older one never wins."""
        key, tag, digest = self._root + SIDECAR, None, ""
        try:
            there = self._store.head(key)
            tag, digest = there.tag, there.digest
        except NotStored:
            pass
        wanted = sidecar_bytes(self._store.get(self._root + INVENTORY))
        if digest != digest_of(wanted):
            self._store.replace(key, wanted, tag=tag)

    def _paths(self) -> set[str]:
        return {key.removeprefix(self._root) for key in self._store.keys(self._root)}

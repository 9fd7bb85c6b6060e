"""Originals in the vault as a source: what was received once can be read again, wherever it came from has it or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.item import RawItem
from storage.catalog_rows import ItemRow
from storage.vault import Vault


class KeptSource:
    """The originals of some items, read back with the vault's identity; nothing is told to where they came from."""

    name = "vault"

    def __init__(self, rows: Iterable[ItemRow], vault: Vault, identity: str) -> None:
        self._rows, self._vault, self._identity = rows, vault, identity

    def items(self) -> Iterator[RawItem]:
        """The items as they were received first. Raises: StorageError, UsageError (see `Vault.get`)."""
        for row in self._rows:
            data = self._vault.get(row.digest, self._identity)
            yield RawItem(source=row.source, received=row.received, data=data, container=row.container)

    def durable(self, item: RawItem) -> None:
        """Nothing: it comes from the vault."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Nothing: the source it came from was told when it was received, or tells it again."""

    def close(self) -> None:
        """Nothing: it holds nothing open."""

"""The journal of the catalog: every change, encrypted beside the vault, so that the loss of the catalog loses nothing.

A change is first written into the tables and, in the same transaction, among those that are pending; then what is
pending is kept in the store, before anyone is told that it is done. A kill in between leaves it pending for the next
program. Objects are encrypted like originals (`journal/`): a program that only writes cannot read them back.

Each object holds some changes in their order, numbered, and the name of the catalog they are of; names sort by the time
at which a catalog began. A number that comes twice is the same change.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from config.errors import Damaged
from storage.catalog_changes import Change, json_to_change
from storage.vault import Vault

PREFIX = "journal"


class Journal:
    """The changes of all catalogs that a store ever had."""

    def __init__(self, vault: Vault) -> None:
        """`vault` keeps below `PREFIX`."""
        self.vault = vault

    def keep(self, name: str, changes: Sequence[tuple[int, str]]) -> None:
        """Keep numbered changes of a catalog, durable when this returns. Raises: StorageError."""
        data = {"catalog": name, "changes": [list(one) for one in changes]}
        self.vault.keep(zlib.compress(json.dumps(data, separators=(",", ":")).encode("ascii")))

    def changes(self, identity: str) -> Iterator[Change]:
        """Every change in order, each once. Raises: Damaged, UsageError (the identity does not fit)."""
        order = []
        for digest in self.vault.digests():
            name, found = self._read(digest, identity)
            order.append((name, found[0][0], found[-1][0], digest))
        done = ("", 0)
        for name, _, _, digest in sorted(order):  # read twice, since all of it may be more than memory holds
            for number, text in self._read(digest, identity)[1]:
                if (name, number) > done:
                    done = (name, number)
                    yield json_to_change(text)

    def newest_name(self, identity: str) -> str:
        """The name of the catalog that began last; empty when there was none."""
        return max((self._read(digest, identity)[0] for digest in self.vault.digests()), default="")

    def _read(self, digest: str, identity: str) -> tuple[str, list[tuple[int, str]]]:
        data = Vault.get(self.vault, digest, identity)
        try:
            found = json.loads(zlib.decompress(data))
            return str(found["catalog"]), [(int(number), str(text)) for number, text in found["changes"]]
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise Damaged(f"{PREFIX} {digest}: cannot be read") from error


def new_name(after: str = "") -> str:
    """The name of a catalog that begins now; it sorts behind the name given, whatever the clock says."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{max(now, after[: len(now)])}{'~' if now <= after else ''}-{secrets.token_hex(4)}"

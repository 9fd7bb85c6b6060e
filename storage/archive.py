"""The archive: an OCFL 1.1 storage root on any object store, one object a case, one version a packet revision.

How a version is added, and what a kill leaves behind:

1. Content that no earlier version holds goes to `vN/content/`, durable, under paths that name its digest.
2. `vN/inventory.json` is written under the condition that it is not there: **this one write decides**. Of two writers
   the first wins, the other gets `Conflict` and starts again from the new state. Its content is complete by step 1.
3. What follows from it is published: its sidecar, the root `inventory.json`, the root sidecar, the declaration.

A kill in step 1 leaves content that no inventory names: the object reads as before, and the next version sweeps it. A
kill in step 3 leaves a decided version half published: the next `add` publishes it first. The root inventory and its
sidecar are two objects; a reader that finds them at odds takes the root inventory only if the newest version's own
copy is the same bytes, and calls it damaged otherwise. Swept is only content of versions already decided, which no
writer can still claim; so one writer never removes what another is about to commit.

Spec: https://ocfl.io/1.1/spec/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.errors import AlreadyStored, Conflict, Damaged, NotStored
from storage.archive_check import Fault, check_object, check_root
from storage.inventory import Change, Inventory, bytes_to_inventory, next_inventory, sha512, sidecar_bytes
from storage.layout import (
    CASE_URN,
    INVENTORY,
    OBJECT_DECLARATION,
    OBJECT_DECLARATION_BYTES,
    SIDECAR,
    case_to_object_id,
    object_id_to_path,
    root_files,
)
from storage.objects import ObjectStore, digest_of

VERSION_INVENTORY = re.compile(r"v([1-9][0-9]*)/inventory\.json")
VERSION_CONTENT = re.compile(r"v([1-9][0-9]*)/content/.+")
PUBLISH_ATTEMPTS = 20  # each lost one means that another writer got on


@dataclass(frozen=True, slots=True)
class AddedVersion:
    """What `add` did."""

    version: str
    """`v1`, the version that now holds the files."""
    changed: bool
    """False: that version held them before."""


@dataclass(frozen=True, slots=True)
class ArchivedVersion:
    """One version of a case, as the inventory tells it."""

    version: str
    created: datetime
    """UTC."""
    message: str
    user: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchivedCase:
    """A case in the archive, as its newest version is."""

    case_id: str
    versions: int
    updated: datetime
    """UTC."""
    files: tuple[str, ...]
    path: str
    """Key of its OCFL object."""


class Archive:
    """The OCFL storage root under `prefix` of a store."""

    def __init__(self, store: ObjectStore, prefix: str = "archive") -> None:
        self._store, self._base = store, f"{prefix.strip('/')}/"
        self._begun = False

    def add(
        self,
        case_id: str,
        files: Mapping[str, bytes],
        *,
        created: datetime,
        message: str,
        user: str,
        remove: frozenset[str] = frozenset(),
    ) -> AddedVersion:
        """Add a version that holds what the one before held, less `remove`, and `files`; none if nothing changed.

        Raises:
            Conflict: another writer added a version meanwhile; call again.
            Damaged: the object cannot be continued because what it holds is not what was written.
            StorageError: a name cannot be stored, or the version would hold no file.
        """
        self._begin()
        object_id, root = case_to_object_id(case_id), self._root(case_id)
        before, paths = self._settle(root)
        state = {name: digest for name, digest in (before.state() if before else {}).items() if name not in remove}
        digests = {name: sha512(data) for name, data in files.items()}
        after = next_inventory(object_id, before, Change({**state, **digests}, created, message, user))
        if after is None:
            return AddedVersion(f"v{before.head if before else 0}", changed=False)
        by_digest = {digests[name]: data for name, data in files.items()}
        for path, digest in after.manifest:
            if path.startswith(f"v{after.head}/"):
                self._store.put_new(root + path, by_digest[digest])
        self._decide(root, after, paths)
        return AddedVersion(f"v{after.head}", changed=True)

    def list(self) -> Iterator[ArchivedCase]:
        """All cases, in the order of the store. Raises: Damaged (at a case whose inventory cannot be trusted)."""
        for root in self._roots():
            inventory = self._published(root)
            newest = inventory.versions[-1]
            yield ArchivedCase(
                case_id=inventory.object_id.removeprefix(CASE_URN),
                versions=inventory.head,
                updated=newest.created,
                files=tuple(name for name, _ in newest.state),
                path=root.rstrip("/"),
            )

    def versions(self, case_id: str) -> tuple[ArchivedVersion, ...]:
        """The versions of a case, oldest first. Raises: NotStored, Damaged."""
        inventory = self._published(self._root(case_id))
        return tuple(
            ArchivedVersion(f"v{at}", one.created, one.message, one.user, tuple(name for name, _ in one.state))
            for at, one in enumerate(inventory.versions, start=1)
        )

    def get(self, case_id: str, version: str | None = None) -> Mapping[str, bytes]:
        """The files of a version (the newest unless told), each checked by its digest. Raises: NotStored, Damaged."""
        root = self._root(case_id)
        inventory = self._published(root)
        paths, state = inventory.paths(), _state(inventory, version)
        content = {digest: self._content(root + paths[digest], digest) for digest in set(state.values())}
        return {name: content[digest] for name, digest in state.items()}

    def read(self, case_id: str, name: str, version: str | None = None) -> bytes:
        """One file of a version, checked by its digest. Raises: NotStored, Damaged."""
        root = self._root(case_id)
        inventory = self._published(root)
        state = _state(inventory, version)
        if name not in state:
            raise NotStored(f"{case_id}: this version holds no file {name!r}")
        return self._content(root + inventory.paths()[state[name]], state[name])

    def verify(self, case_id: str) -> tuple[Fault, ...]:
        """Every fault of a case, each byte read; empty when it is sound. Raises: NotStored, Unavailable."""
        return check_object(self._store, self._base, self._root(case_id))

    def verify_all(self) -> Iterator[tuple[str, tuple[Fault, ...]]]:
        """Path and faults of every object, after those of the storage root itself (its path is the prefix)."""
        faults, roots = check_root(self._store, self._base)
        yield self._base.rstrip("/"), faults
        for root in roots:
            yield root.rstrip("/"), check_object(self._store, self._base, root)

    def repair(self, case_id: str) -> None:
        """Publish what was decided and remove what was not; only while no one else writes to the case."""
        root = self._root(case_id)
        inventory, paths = self._settle(root)
        for path in sorted(paths):
            content = VERSION_CONTENT.fullmatch(path)
            if content and int(content[1]) > (inventory.head if inventory else 0):
                self._store.delete(root + path)

    def _root(self, case_id: str) -> str:
        return f"{self._base}{object_id_to_path(case_to_object_id(case_id))}/"

    def _roots(self) -> Iterator[str]:
        end = f"/{OBJECT_DECLARATION}"
        return (key.removesuffix(OBJECT_DECLARATION) for key in self._store.keys(self._base) if key.endswith(end))

    def _paths(self, root: str) -> set[str]:
        return {key.removeprefix(root) for key in self._store.keys(root)}

    def _begin(self) -> None:
        """The files of the storage root; written once, then only looked for."""
        for name, data in () if self._begun else root_files():
            self._store.put_new(self._base + name, data)
        self._begun = True

    def _settle(self, root: str) -> tuple[Inventory | None, set[str]]:
        """The newest decided inventory, published and swept, and all paths found on the way."""
        paths = self._paths(root)
        number = max((int(found[1]) for found in map(VERSION_INVENTORY.fullmatch, paths) if found), default=0)
        if not number:
            if INVENTORY in paths:
                raise Damaged(f"{root}: has an inventory but none of any version")
            return None, paths
        data = self._store.get(f"{root}v{number}/{INVENTORY}")
        inventory = bytes_to_inventory(data)
        if inventory.head != number:
            raise Damaged(f"{root}v{number}/{INVENTORY}: is the inventory of another version")
        self._check_place(root, inventory)
        self._publish(root, number, data, paths)
        self._sweep(root, inventory, paths)
        return inventory, paths

    def _decide(self, root: str, after: Inventory, paths: set[str]) -> None:
        data = after.to_bytes()
        try:
            self._store.put_new(f"{root}v{after.head}/{INVENTORY}", data)
        except AlreadyStored as error:
            self._settle(root)
            raise Conflict(f"{after.object_id}: another writer added v{after.head}") from error
        self._publish(root, after.head, data, paths)
        self._sweep(root, after, paths)

    def _sweep(self, root: str, inventory: Inventory, paths: set[str]) -> None:
        """Remove content of decided versions that no inventory names: writers left it that lost or were killed."""
        for path in sorted(paths - {path for path, _ in inventory.manifest}):
            content = VERSION_CONTENT.fullmatch(path)
            if content and int(content[1]) <= inventory.head:
                self._store.delete(root + path)

    def _publish(self, root: str, number: int, data: bytes, paths: set[str]) -> None:
        """Everything that follows from a decided inventory; safe to do again and by several at once."""
        if f"v{number}/{SIDECAR}" not in paths:
            self._store.put_new(f"{root}v{number}/{SIDECAR}", sidecar_bytes(data))
        for _ in range(PUBLISH_ATTEMPTS):
            try:
                self._publish_inventory(root, number, data)
                self._publish_sidecar(root)
                break
            except Conflict:
                continue
        else:
            raise Conflict(f"{root}: other writers keep adding versions")
        if OBJECT_DECLARATION not in paths:
            self._store.put_new(root + OBJECT_DECLARATION, OBJECT_DECLARATION_BYTES)

    def _publish_inventory(self, root: str, number: int, data: bytes) -> None:
        key = root + INVENTORY
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
        elif head > number and f"v{head}/{INVENTORY}" not in self._paths(root):
            raise Damaged(f"{root}v{head}/{INVENTORY}: is not there, though the object has that version")

    def _publish_sidecar(self, root: str) -> None:
        """Make the root sidecar that of the root inventory: its tag is read first, so an older one never wins."""
        key, tag, digest = root + SIDECAR, None, ""
        try:
            there = self._store.head(key)
            tag, digest = there.tag, there.digest
        except NotStored:
            pass
        wanted = sidecar_bytes(self._store.get(root + INVENTORY))
        if digest != digest_of(wanted):
            self._store.replace(key, wanted, tag=tag)

    def _published(self, root: str) -> Inventory:
        """The root inventory, proven by its sidecar or, between the two writes, by the newest version's copy."""
        data = self._store.get(root + INVENTORY)
        inventory = bytes_to_inventory(data)
        self._check_place(root, inventory)
        try:
            if self._store.get(root + SIDECAR) == sidecar_bytes(data):
                return inventory
        except NotStored:
            pass
        if self._store.get(f"{root}v{inventory.head}/{INVENTORY}") != data:
            raise Damaged(f"{root}{INVENTORY}: neither its sidecar nor its newest version agrees with it")
        return inventory

    def _check_place(self, root: str, inventory: Inventory) -> None:
        if f"{self._base}{object_id_to_path(inventory.object_id)}/" != root:
            raise Damaged(f"{root}{INVENTORY}: belongs to {inventory.object_id}, which lies elsewhere")

    def _content(self, key: str, digest: str) -> bytes:
        data = self._store.get(key)
        if sha512(data) != digest:
            raise Damaged(f"{key}: its SHA-512 is not the one in the inventory")
        return data


def _state(inventory: Inventory, version: str | None) -> dict[str, str]:
    try:
        return inventory.state(None if version is None else int(version.removeprefix("v")))
    except (ValueError, IndexError) as error:
        raise NotStored(
            f"{inventory.object_id}: there is no version {version!r}, the newest is v{inventory.head}"
        ) from error

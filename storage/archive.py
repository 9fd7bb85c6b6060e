"""The archive: an OCFL 1.1 storage root on any object store, one object a case, one version a packet revision.

A store that can change a folder as a whole (a directory on Linux) gets a version in one step: whenever a writer is
killed, the object is the one before or the one after, and valid. Elsewhere a version is added in this order:

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

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from config.errors import Conflict, Damaged, NotStored
from storage.archive_check import Checked, Fault, check_object, check_root
from storage.archive_writer import ObjectWriter, check_place
from storage.inventory import Change, Inventory, bytes_to_inventory, next_inventory, sha512, sidecar_bytes
from storage.layout import (
    CASE_URN,
    INVENTORY,
    OBJECT_DECLARATION,
    SIDECAR,
    case_to_object_id,
    object_id_to_path,
    root_files,
)
from storage.locks import Lock, under
from storage.objects import ObjectStore

LockFor = Callable[[str], Lock | None]
"""Case id -> how long what is added to the case now is to be kept."""


def no_lock(_case_id: str) -> None:
    """Nothing is kept longer than the store's owner likes."""


@dataclass(frozen=True, slots=True)
class AddedVersion:
    """What `add` did."""

    version: str
    """`v1`, the version that now holds the files."""
    changed: bool
    """False: that version held them before."""
    inventory: str
    """SHA-512 of that version's inventory, 128 hex digits."""


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

    def __init__(self, store: ObjectStore, prefix: str = "archive", lock_for: LockFor = no_lock) -> None:
        """`lock_for` tells how long what is added to a case is to be kept, where the store has locks."""
        self._store, self._base = store, f"{prefix.strip('/')}/"
        self._lock_for = lock_for
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
        lock = self._lock_for(case_id)
        store = under(self._store, lock)
        writer = ObjectWriter(store, self._base, root)
        before, paths = writer.settle()
        state = {name: digest for name, digest in (before.state() if before else {}).items() if name not in remove}
        digests = {name: sha512(data) for name, data in files.items()}
        after = next_inventory(object_id, before, Change({**state, **digests}, created, message, user))
        if after is None:
            there = before.to_bytes() if before else b""
            return AddedVersion(f"v{before.head if before else 0}", changed=False, inventory=sha512(there))
        done = AddedVersion(f"v{after.head}", changed=True, inventory=sha512(after.to_bytes()))
        by_digest, folder = {digests[name]: data for name, data in files.items()}, f"v{after.head}/"
        content = {path: by_digest[digest] for path, digest in after.manifest if path.startswith(folder)}
        if writer.put_at_once(after, content, paths):
            return done
        for path, data in content.items():
            self._put_content(store, root + path, data)
        self._keep((root + path for path in sorted(paths)), lock)
        writer.decide(after, paths)
        return done

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
        inventory = self._case(case_id)
        return tuple(
            ArchivedVersion(f"v{at}", one.created, one.message, one.user, tuple(name for name, _ in one.state))
            for at, one in enumerate(inventory.versions, start=1)
        )

    def get(self, case_id: str, version: str | None = None) -> Mapping[str, bytes]:
        """The files of a version (the newest unless told), each checked by its digest. Raises: NotStored, Damaged."""
        root, inventory = self._root(case_id), self._case(case_id)
        paths, state = inventory.paths(), _state(inventory, version)
        content = {digest: self._content(root + paths[digest], digest) for digest in set(state.values())}
        return {name: content[digest] for name, digest in state.items()}

    def read(self, case_id: str, name: str, version: str | None = None) -> bytes:
        """One file of a version, checked by its digest. Raises: NotStored, Damaged."""
        root, inventory = self._root(case_id), self._case(case_id)
        state = _state(inventory, version)
        if name not in state:
            raise NotStored(f"{case_id}: this version holds no file {name!r}")
        return self._content(root + inventory.paths()[state[name]], state[name])

    def verify(self, case_id: str) -> tuple[Fault, ...]:
        """Every fault of a case, each byte read; empty when it is sound. Raises: NotStored, Unavailable."""
        return self.check(self.path(case_id)).faults

    def verify_all(self) -> Iterator[tuple[str, tuple[Fault, ...]]]:
        """Path and faults of every object, after those of the storage root itself (its path is the prefix)."""
        faults, paths = self.survey()
        yield self._base.rstrip("/"), faults
        for path in paths:
            yield path, self.check(path).faults

    def survey(self) -> tuple[tuple[Fault, ...], tuple[str, ...]]:
        """The faults of the storage root itself, and the paths of all objects in it, complete or not."""
        faults, roots = check_root(self._store, self._base)
        return faults, tuple(sorted(root.rstrip("/") for root in roots))

    def check(self, path: str) -> Checked:
        """Every fault of the object at a path, each byte read. Raises: NotStored, Unavailable."""
        return check_object(self._store, self._base, f"{path}/")

    def keys(self, case_id: str) -> tuple[str, ...]:
        """The keys of all objects of a case in the store. Raises: NotStored."""
        found = tuple(self._store.keys(self._root(case_id)))
        if not found:
            raise NotStored(f"there is no case {case_id!r} in the archive")
        return found

    def path(self, case_id: str) -> str:
        """Key of the OCFL object of a case, whether it is there or not."""
        return self._root(case_id).rstrip("/")

    def inventory(self, case_id: str) -> bytes:
        """The root inventory as it lies in the store, proven. Raises: NotStored, Damaged."""
        self._case(case_id)
        return self._store.get(self._root(case_id) + INVENTORY)

    def link(self, case_id: str, name: str, version: str | None, life: timedelta) -> tuple[str, str]:
        """An address for one file of a version, which was read and checked just now, and its SHA-512.

        Raises: NotStored, Damaged, UsageError (the store gives no links).
        """
        self.read(case_id, name, version)
        inventory = self._case(case_id)
        digest = _state(inventory, version)[name]
        key = self._root(case_id) + inventory.paths()[digest]
        return self._store.link(key, life, name.rpartition("/")[2]), digest

    def erase(self, case_id: str) -> int:
        """Remove every version of every object of a case, for good; how many objects. Raises: NotStored, Locked.

        What tells that there is a case goes last; after a kill the same call ends it.
        """
        root, last = self._root(case_id), (SIDECAR, INVENTORY, OBJECT_DECLARATION)
        keys = self.keys(case_id)
        for key in (*(key for key in keys if key.removeprefix(root) not in last), *(root + name for name in last)):
            self._store.erase(key)
        return len(keys)

    def repair(self, case_id: str) -> None:
        """Publish what was decided and remove what was not; only while no one else writes to the case."""
        ObjectWriter(self._store, self._base, self._root(case_id)).repair()

    def _root(self, case_id: str) -> str:
        return f"{self._base}{object_id_to_path(case_to_object_id(case_id))}/"

    def _roots(self) -> Iterator[str]:
        end = f"/{OBJECT_DECLARATION}"
        return (key.removesuffix(OBJECT_DECLARATION) for key in self._store.keys(self._base) if key.endswith(end))

    def _put_content(self, store: ObjectStore, key: str, data: bytes) -> None:
        """Raises: Conflict (swept before it could be read back: the version was decided without it)."""
        try:
            store.put_new(key, data)
        except NotStored as error:
            raise Conflict(f"{key}: another writer added this version meanwhile") from error

    def _keep(self, keys: Iterable[str], lock: Lock | None) -> None:
        """What earlier versions hold is kept as long as the new one, from before that is decided."""
        if lock is not None and self._store.locks is not None:
            for key in keys:
                self._store.locks.keep(key, lock)

    def _begin(self) -> None:
        """The files of the storage root; written once, then only looked for."""
        for name, data in () if self._begun else root_files():
            self._store.put_new(self._base + name, data)
        self._begun = True

    def _published(self, root: str) -> Inventory:
        """The root inventory, proven by its sidecar or, between the two writes, by the newest version's copy."""
        data = self._store.get(root + INVENTORY)
        inventory = bytes_to_inventory(data)
        check_place(self._base, root, inventory)
        newest = f"{root}v{inventory.head}/{INVENTORY}"
        if self._holds(root + SIDECAR, sidecar_bytes(data)) or self._holds(newest, data):
            return inventory
        raise Damaged(f"{root}{INVENTORY}: neither its sidecar nor its newest version agrees with it")

    def _holds(self, key: str, data: bytes) -> bool:
        try:
            return self._store.get(key) == data
        except NotStored:
            return False

    def _case(self, case_id: str) -> Inventory:
        try:
            return self._published(self._root(case_id))
        except NotStored as error:
            raise NotStored(f"there is no case {case_id!r} in the archive") from error

    def _content(self, key: str, digest: str) -> bytes:
        try:
            data = self._store.get(key)
        except NotStored as error:
            raise Damaged(f"{key}: is not there, though the inventory names it") from error
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

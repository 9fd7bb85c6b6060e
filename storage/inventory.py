"""An OCFL 1.1 inventory as a value: what an object holds in which version. No input or output.

Spec: https://ocfl.io/1.1/spec/#inventory. Digests are SHA-512, lower case. Content lies under
`vN/content/<first 16 digits of its digest>/<name>`: two writers who prepare the same version with different bytes
never write to the same path, and equal bytes are kept once in all versions.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, NoReturn

from config.errors import Damaged, StorageError
from storage.layout import to_json
from storage.objects import check_key

TYPE = "https://ocfl.io/1.1/spec/#inventory"
SHA512 = re.compile(r"[0-9a-f]{128}")
PREFIX_DIGITS = 16
USER_URN = "urn:noticepack:user:"


def sha512(data: bytes) -> str:
    """128 lower-case hex digits."""
    return hashlib.sha512(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an object: who made it, when, why, and which names it holds."""

    created: datetime
    """UTC, whole seconds."""
    message: str
    user: str
    state: tuple[tuple[str, str], ...]
    """(name, SHA-512) of each file, by name."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All versions of an object, oldest first, and where their content lies."""

    object_id: str
    manifest: tuple[tuple[str, str], ...]
    """(content path, SHA-512), by path."""
    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        """Raises: Damaged (a rule of the specification is broken)."""
        if not self.object_id or not self.versions:
            _damaged(self.object_id, "has no identifier or no version")
        known = self.paths()
        used: set[str] = set()
        for version in self.versions:
            _check_names(self.object_id, [name for name, _ in version.state])
            used.update(digest for _, digest in version.state)
        if used != set(known):
            _damaged(self.object_id, "names digests without content, or content without a name")
        _check_names(self.object_id, [path for path, _ in self.manifest])
        for path, digest in self.manifest:
            number = _content_version(path)
            if number is None or number > self.head or not SHA512.fullmatch(digest):
                _damaged(self.object_id, f"has a wrong entry in its manifest: {path[:80]!r}")

    @property
    def head(self) -> int:
        """Number of the newest version, from 1."""
        return len(self.versions)

    def paths(self) -> dict[str, str]:
        """Digest to content path."""
        return {digest: path for path, digest in reversed(self.manifest)}

    def state(self, number: int | None = None) -> dict[str, str]:
        """Name to digest in a version, the newest unless told. Raises: IndexError (no such version)."""
        wanted = self.head if number is None else number
        if not 1 <= wanted <= self.head:
            raise IndexError(wanted)
        return dict(self.versions[wanted - 1].state)

    def at(self, number: int) -> Inventory:
        """The inventory as it was when version `number` was the newest."""
        if number == self.head:
            return self
        manifest = tuple(entry for entry in self.manifest if (_content_version(entry[0]) or 0) <= number)
        return replace(self, manifest=manifest, versions=self.versions[:number])

    def to_bytes(self) -> bytes:
        """The JSON document; the same inventory gives the same bytes."""
        manifest: dict[str, list[str]] = {}
        for path, digest in self.manifest:
            manifest.setdefault(digest, []).append(path)
        return to_json(
            {
                "digestAlgorithm": "sha512",
                "head": f"v{self.head}",
                "id": self.object_id,
                "manifest": manifest,
                "type": TYPE,
                "versions": {f"v{at}": _version_to_plain(one) for at, one in enumerate(self.versions, start=1)},
            }
        )


@dataclass(frozen=True, slots=True)
class Change:
    """What one more version says: the whole state it shall have, and why."""

    files: Mapping[str, str]
    """Name to SHA-512."""
    created: datetime
    message: str
    user: str


def next_inventory(object_id: str, before: Inventory | None, change: Change) -> Inventory | None:
    """The inventory with one more version, or None when the state would be the same.

    Raises: StorageError (no files, a name that cannot be stored, or a time without a zone).
    """
    if before is not None and before.state() == dict(change.files):
        return None
    if not change.files or change.created.tzinfo is None:
        raise StorageError(f"{object_id}: a version needs at least one file and a time with a zone")
    number = before.head + 1 if before else 1
    known = before.paths() if before else {}
    added: dict[str, str] = {}
    for name, digest in sorted(change.files.items()):
        if digest not in known and digest not in added:
            added[digest] = check_key(f"v{number}/content/{digest[:PREFIX_DIGITS]}/{name}")
    manifest = (*(before.manifest if before else ()), *((path, digest) for digest, path in added.items()))
    created = change.created.astimezone(UTC).replace(microsecond=0)
    version = Version(created, change.message, change.user, tuple(sorted(change.files.items())))
    try:
        return Inventory(object_id, tuple(sorted(manifest)), (*(before.versions if before else ()), version))
    except Damaged as error:
        raise StorageError(error.message, advice="Give the files other names.") from error


def bytes_to_inventory(data: bytes) -> Inventory:
    """The inventory in a JSON document. Raises: Damaged (not JSON, or not what the specification asks for)."""
    try:
        plain = json.loads(data)
        versions = [_plain_to_version(plain["versions"][f"v{at}"]) for at in range(1, len(plain["versions"]) + 1)]
        manifest = [(path, digest.lower()) for digest, paths in plain["manifest"].items() for path in paths]
        found = Inventory(plain["id"], tuple(sorted(manifest)), tuple(versions))
        if (plain["type"], plain["digestAlgorithm"], plain["head"]) != (TYPE, "sha512", f"v{found.head}"):
            _damaged(found.object_id, "has another type, digest algorithm or head than it should")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"not an OCFL inventory: {type(error).__name__}: {error}"[:300]) from error
    return found


def sidecar_bytes(inventory: bytes) -> bytes:
    """The sidecar of an inventory document: its SHA-512 and its name."""
    return f"{sha512(inventory)} inventory.json\n".encode()


def _version_to_plain(version: Version) -> dict[str, Any]:
    state: dict[str, list[str]] = {}
    for name, digest in version.state:
        state.setdefault(digest, []).append(name)
    return {
        "created": version.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "message": version.message,
        "state": state,
        "user": {"address": USER_URN + re.sub(r"[^A-Za-z0-9._-]+", "-", version.user), "name": version.user},
    }


def _plain_to_version(plain: dict[str, Any]) -> Version:
    state = sorted((name, digest.lower()) for digest, names in plain["state"].items() for name in names)
    created = datetime.fromisoformat(plain["created"])
    if created.tzinfo is None:
        raise ValueError("a time without a zone")
    return Version(created.astimezone(UTC), str(plain["message"]), str(plain["user"]["name"]), tuple(state))


def _content_version(path: str) -> int | None:
    match = re.match(r"v([1-9][0-9]{0,8})/content/[^/]", path)
    return int(match[1]) if match else None


def _check_names(object_id: str, names: list[str]) -> None:
    """Each name once, safe as a path, and none is both a file and a folder of another."""
    taken = set(names)
    for name in names:
        try:
            check_key(name)
        except StorageError as error:
            raise Damaged(f"{object_id}: {error.message}") from error
        if taken.intersection(_folders(name)):
            _damaged(object_id, f"uses a name as file and as folder: {name[:80]!r}")
    if len(taken) != len(names):
        _damaged(object_id, "gives a name twice")


def _folders(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:size]) for size in range(1, len(parts)))


def _damaged(object_id: str, what: str) -> NoReturn:
    raise Damaged(f"{object_id}: the inventory {what}")

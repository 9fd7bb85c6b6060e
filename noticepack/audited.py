"""What is written into the audit log without anyone having to think of it: archive writes, vault reads, settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from config.setting_fields import is_secret, single_fields
from config.settings import Settings
from noticepack.trail import Trail
from storage.archive import AddedVersion, Archive, LockFor
from storage.durable import replace_file
from storage.exclusive import hold_folder
from storage.locks import Lock
from storage.objects import ObjectStore
from storage.vault import Vault

CONFIGURATION = "configuration.json"
NOT_CONFIGURATION = {"home", "now", "operator", "role", "workers"}
"""Settings that say who works where and how fast, and not what is done."""
RULE_FOLDER = Path(__file__).parent.parent / "config"


class AuditedArchive(Archive):
    """An archive whose every added version is in the audit log."""

    def __init__(self, store: ObjectStore, trail: Trail, lock_for: LockFor) -> None:
        super().__init__(store, lock_for=lock_for)
        self._trail = trail

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
        """See `Archive.add`. A version that a killed run had added is recorded when the next run finds it."""
        added = super().add(case_id, files, created=created, message=message, user=user, remove=remove)
        outcome = "added" if added.changed else "found"
        self._trail.record(
            "archive.add", case_id, outcome, version=added.version, files=len(files), inventory=added.inventory,
            message=message,
        )  # fmt: skip
        return added


class AuditedVault(Vault):
    """A vault whose every reading is in the audit log before it happens."""

    def __init__(
        self, store: ObjectStore, recipients: tuple[str, ...], trail: Trail, lock_now: Callable[[], Lock | None]
    ) -> None:
        super().__init__(store, recipients, lock_now=lock_now)
        self._trail = trail

    def get(self, digest: str, identity: str) -> bytes:
        """See `Vault.get`."""
        self._trail.record("vault.read", digest, "begun")
        return super().get(digest, identity)


def record_configuration(settings: Settings, trail: Trail) -> None:
    """Record every setting and rule file that differs from what this machine last worked with.

    Secrets are recorded as set or not; what is longer than a name by its digest.
    """
    now, folder = _configuration(settings), settings.home / "audit"
    with hold_folder(folder):  # of two programs that begin together one records it
        _record_changes(now, folder / CONFIGURATION, trail)


def _record_changes(now: dict[str, str], file: Path, trail: Trail) -> None:
    """Record what differs from the file, and keep what is now in it."""
    before: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    if now == before:
        return
    changed = {key: (before.get(key), now.get(key)) for key in sorted({*now, *before})}
    for key, (old, new) in changed.items():
        if old != new and before:
            trail.record("config.change", key, was=old or "not there", now=new or "not there")
    if not before:
        trail.record("config.begin", store=now["store"], rules=now["rules"], redaction=now["redaction"])
    replace_file(file, json.dumps(now, indent=1).encode() + b"\n")


def _configuration(settings: Settings) -> dict[str, str]:
    found = {}
    for key, field in single_fields(Settings):
        if key in NOT_CONFIGURATION:
            continue
        value: object = settings
        for name in key.split("."):
            value = getattr(value, name)
        found[key] = ("set" if value else "not set") if is_secret(field) else str(value)
    own = settings.rules_dir
    places = [place for folder in (RULE_FOLDER, own) if folder for place in _rule_places(folder)]
    found["rules"] = _digest(*places)
    found["redaction"] = _digest(settings.redaction_file or RULE_FOLDER / "redaction.yaml")
    return found


def _rule_places(folder: Path) -> tuple[Path, ...]:
    return tuple(place for place in (folder / "platforms", folder / "cues", folder) if place.is_dir())


def _digest(*places: Path) -> str:
    """One digest over the rule files at some places."""
    files = [file for place in places for file in (sorted(place.glob("*.yaml")) if place.is_dir() else [place])]
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.name}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return f"sha256:{whole.hexdigest()}"

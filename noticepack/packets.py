"""Packets out of the vault: the operator's copy, complete and unredacted, as files in a folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from config.errors import UsageError
from noticepack.bootstrap import App
from noticepack.bundle import unbundle
from noticepack.keys import vault_identity
from noticepack.rows import Summary
from storage.catalog_rows import CaseRow


@dataclass(frozen=True, slots=True)
class Exported:
    """A packet on disk."""

    folder: Path
    files: tuple[Path, ...]
    lacks: tuple[str, ...]
    """What readiness checks found wanting, for people."""


def export_packet(app: App, case_id: str, folder: Path) -> Exported:
    """The newest packet of a case, written below `folder`.

    Raises:
        NotStored: no such case. UsageError: no vault identity here, or the folder holds other files.
    """
    row = app.catalog.case(case_id)
    check_folder(folder, case_id)
    packet = Summary.of(row).packet
    with app.audit.retrieval("packet", case_id, packet=packet, audience="platform"):
        data = app.vault.get(packet, vault_identity(app.settings))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Exported(folder, unbundle(data, folder), lacks_of(row))


def check_folder(folder: Path, case_id: str) -> None:
    """Raises: UsageError (the folder holds something else than an earlier packet of the case)."""
    if folder.exists() and not _is_packet_of(folder, case_id):
        raise UsageError(
            f"{folder}: there is something else already", advice="Name an empty or a new folder with --out."
        )


def lacks_of(row: CaseRow) -> tuple[str, ...]:
    """What is missing in a case's packet, a sentence each."""
    return tuple(str(lack["message"]) for lack in json.loads(row.lacks_json))


def _is_packet_of(folder: Path, case_id: str) -> bool:
    """Whether the folder is empty or holds an earlier packet of the same case, which may be written over."""
    if not folder.is_dir():
        return False
    manifest = folder / "manifest.json"
    if not manifest.exists():
        return not any(folder.iterdir())
    return case_id in manifest.read_text(encoding="utf-8")

"""`noticepack doctor`: each thing noticepack needs, tried, with what to do where it fails."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from config.errors import NoticepackError, StorageError
from config.places import DirectoryPlace
from config.settings import Settings
from extract.documents.engines import find_ocr
from noticepack.bootstrap import contexts_of, open_app, open_object_store
from noticepack.keys import vault_identity

if TYPE_CHECKING:
    from storage.s3 import S3Store

PROBE = "probe"
LEAST_FREE = 1024**3
"""Bytes that should be free where originals are kept: one GiB."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    state: str
    """`ok`, `note` (works without it, with less) or `fails`."""
    detail: str
    remedy: str = ""


Try = Callable[[Settings], Finding | Iterator[Finding]]


def check_up(settings: Settings) -> Iterator[Finding]:
    """Every check's finding, in the order in which a run needs the things."""
    for name, attempt in CHECKS:
        try:
            found = attempt(settings)
            yield from [found] if isinstance(found, Finding) else found
        except NoticepackError as error:
            yield Finding(name, "fails", error.message, error.advice)


def _home(settings: Settings) -> Finding:
    app = open_app(settings)
    counts = app.catalog.counts()
    return Finding("catalog", "ok", f"{app.catalog.name}: {counts.items} items, {counts.cases} cases")


def _rules(settings: Settings) -> Finding:
    rules = contexts_of(settings).read.rules
    return Finding("rules", "ok", ", ".join(str(platform.platform) for platform in rules.platforms))


def _store(settings: Settings) -> Finding:
    """Write, read back, refuse to overwrite, delete."""
    store = open_object_store(settings)
    key, data = f"{PROBE}/{secrets.token_hex(8)}", secrets.token_bytes(64)
    store.put_new(key, data)
    try:
        if store.get(key) != data:
            raise StorageError("the store gave back other bytes than it was given")
    finally:
        store.erase(key)
    return Finding("store", "ok", f"{settings.store}: wrote, read back and removed a probe object")


def _abilities(settings: Settings) -> Iterator[Finding]:
    """What the store does for keeping, each tried; a folder locks nothing, and is never said to."""
    if isinstance(settings.place, DirectoryPlace):
        found = "note" if settings.lock.mode == "none" else "fails"
        remedy = "Keep the archive in a bucket with Object Lock, or let someone else's backup hold copies."
        yield Finding(
            "store: lock", found, "a folder has no lock: who may write into it may remove what is there", remedy
        )
        return
    from storage.s3_probe import probe_s3

    states = {"works": "ok", "lacks": "note", "fails": "fails"}
    for tried in probe_s3(cast("S3Store", open_object_store(settings))):
        yield Finding(tried.name, states[tried.found], tried.detail, tried.remedy)


def _identity(settings: Settings) -> Finding:
    try:
        vault_identity(settings)
    except NoticepackError as error:
        return Finding("vault identity", "note", error.message, "Right for a machine that only writes; " + error.advice)
    return Finding("vault identity", "ok", "originals and packets can be read back on this machine")


def _ocr(settings: Settings) -> Finding:
    found = find_ocr(settings.ocr)
    if found:
        return Finding("scanned pages", "ok", f"read with {found.rule}")
    what = "switched off in the settings" if settings.ocr == "off" else "no OCR engine is installed"
    remedy = "Install tesseract-ocr and its languages, and noticepack[rapidocr]."
    return Finding("scanned pages", "note", f"{what}: they wait in quarantine", remedy)


def _disk(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.home).free
    detail = f"{free / 1024**3:.1f} GiB free at {settings.home}"
    if free < LEAST_FREE:
        return Finding("disk", "note", detail, "Free some space, or move `home` and `store` elsewhere.")
    return Finding("disk", "ok", detail)


def _senders(settings: Settings) -> Finding:
    if settings.trusted_authserv_ids:
        return Finding("mail servers", "ok", "trusted: " + ", ".join(settings.trusted_authserv_ids))
    remedy = "Name your own mail server in trusted_authserv_ids to tell genuine notices from others."
    return Finding("mail servers", "note", "none is trusted: no notice can be called genuine", remedy)


CHECKS: tuple[tuple[str, Try], ...] = (
    ("catalog", _home),
    ("rules", _rules),
    ("store", _store),
    ("store: abilities", _abilities),
    ("vault identity", _identity),
    ("scanned pages", _ocr),
    ("mail servers", _senders),
    ("disk", _disk),
)

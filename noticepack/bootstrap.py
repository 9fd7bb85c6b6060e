"""Settings -> the parts of the application: with noticepack.workers the only place that chooses implementations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assemble.libreoffice import find_libreoffice
from assemble.packet import Making
from config.appeals import load_appeals
from config.redaction import RedactionPolicy, load_redaction
from config.settings import Settings
from extract.documents.tesseract import find_tesseract
from noticepack.audited import AuditedArchive, AuditedVault, record_configuration
from noticepack.keeping import Keeping
from noticepack.keys import redaction_key, vault_recipients
from noticepack.names_model import find_names
from noticepack.pack import PackContext
from noticepack.pdftotext import find_readers
from noticepack.s3_access import s3_options
from noticepack.tasks import Contexts
from noticepack.trail import Trail, local_actor
from noticepack.workers import clock_of, keys_of, read_context
from storage.archive import Archive
from storage.audit import AuditLog
from storage.catalog import Catalog
from storage.database import Database
from storage.exclusive import Exclusive, file_locks
from storage.journal import PREFIX, Journal
from storage.locks import under
from storage.objects import ObjectStore
from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.stores import open_store
from storage.vault import Vault

CATALOG = "catalog.sqlite"


@dataclass(frozen=True, slots=True)
class App:
    """The application, put together."""

    settings: Settings
    catalog: Catalog
    vault: Vault
    docket: Vault
    """What the seller gives and says, entry by entry, encrypted like the originals: `docket/` in the store."""
    journal: Journal
    """Every change of the catalog, encrypted like the originals: `journal/` in the store."""
    archive: Archive
    audit: Trail
    """Who did what: `audit.record` what was done, `audit.permit` what is about to leave."""
    clock: Callable[[], datetime]
    """The time now, UTC; stands still when the settings fix it."""


def open_app(settings: Settings) -> App:
    """The application these settings ask for; makes `home` and its keys on the first run."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = open_object_store(settings)
    audit = open_audit(settings)
    record_configuration(settings, audit)
    keeping = Keeping(settings, store)
    journal = open_journal(settings, store)
    return App(
        settings=settings,
        catalog=Catalog(open_database(settings), journal),
        vault=AuditedVault(store, vault_recipients(settings), audit, keeping.original_lock),
        docket=Vault(store, vault_recipients(settings), "docket", keeping.original_lock),
        journal=journal,
        archive=AuditedArchive(store, audit, keeping.case_lock),
        audit=audit,
        clock=clock_of(settings),
    )


def open_journal(settings: Settings, store: ObjectStore) -> Journal:
    """The catalog's journal, kept beside the vault and encrypted like it."""
    lock = Keeping(settings, store).original_lock
    return Journal(Vault(store, vault_recipients(settings), PREFIX, lock))


def open_database(settings: Settings) -> Database:
    """The catalog's database. Nothing is asked of it yet. Raises: StorageError (its file cannot be made)."""
    return _open_postgres(settings) if settings.catalog.database else SqliteDatabase(settings.home / CATALOG)


def _open_postgres(settings: Settings) -> PostgresDatabase:
    place = settings.catalog
    return PostgresDatabase(place.database or "", place.password.get_secret_value() if place.password else None)


def open_archive(settings: Settings) -> Archive:
    """The archive alone, for those who only look: needs no catalog and no keys, and makes nothing."""
    return Archive(open_object_store(settings))


def open_audit(settings: Settings) -> Trail:
    """The audit trail of this machine, for who the settings say acts; nothing is made before the first record."""
    store = open_object_store(settings)
    keeping = Keeping(settings, store)
    log = AuditLog(settings.home / "audit", lambda at: under(store, keeping.record_lock(at)))
    return Trail(log, local_actor(settings.operator, settings.role))


def open_object_store(settings: Settings) -> ObjectStore:
    """The object store these settings name."""
    return open_store(settings.store, s3_options(settings), _writers_lock(settings))


def _writers_lock(settings: Settings) -> Exclusive:
    """What writers of a store without conditional writes share: the catalog's database, else this machine."""
    if settings.s3.conditional_writes or settings.catalog.database is None:
        return file_locks(settings.home / "locks")
    return _open_postgres(settings).exclusive


def contexts_of(settings: Settings, *, complete: bool = False) -> Contexts:
    """What reading and packing need; `complete` packets hold PDF copies, which take seconds. Raises: RulesError."""
    read = read_context(settings)
    policy = redaction_policy(settings)
    appeals = load_appeals(settings.rules_dir, templates=settings.templates_dir, redaction=policy)
    to_pdf = find_libreoffice() if complete and settings.pdf == "auto" else None
    making = Making(to_pdf, settings.evidence_in_text == "base64", settings.limits)
    names = find_names(settings)
    ocr = find_tesseract() if settings.ocr != "off" else None  # the one engine that redactions were measured with
    pack = PackContext(read.rules, appeals, policy, redaction_key(settings), ocr, find_readers(), names, making)
    return Contexts(read, pack, keys_of(settings, read))


def redaction_policy(settings: Settings) -> RedactionPolicy:
    """What goes for whom. Raises: RulesError."""
    return load_redaction(settings.redaction_file) if settings.redaction_file else load_redaction()

"""Settings -> the clock, what reading needs, and the processes that read: all that a command needs which only reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from config.rules import load_rules
from config.senders import load_senders
from config.settings import Settings
from extract.documents.engines import find_ocr
from ingest.dns_txt import SystemDns
from ingest.signatures import Keys
from noticepack.read import ReadContext
from noticepack.runners import Runner
from noticepack.runners.fork import ForkRunner
from noticepack.tasks import Contexts


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """The clock these settings ask for."""
    if settings.now is None:
        return lambda: datetime.now(UTC)
    fixed = settings.now.astimezone(UTC)
    return lambda: fixed


def read_context(settings: Settings) -> ReadContext:
    """What reading needs: rules, senders, limits. Raises: RulesError."""
    return ReadContext(
        rules=load_rules(settings.rules_dir),
        senders=load_senders(settings.rules_dir),
        limits=settings.limits,
        trusted_authserv_ids=settings.trusted_authserv_ids,
        ocr=find_ocr(settings.ocr),
    )


def keys_of(settings: Settings, context: ReadContext) -> Keys | None:
    """Where keys of signatures come from; None when the settings ask for none."""
    if settings.dns == "off":
        return None
    return Keys(SystemDns(), context.senders, context.trusted_authserv_ids)


def open_runner(settings: Settings, contexts: Contexts, tasks: int | None = None) -> closing[Runner]:
    """Worker processes for about so many tasks (None: many), ended when the block that holds them ends."""
    from noticepack.runners.pool import PoolRunner

    workers = settings.workers if tasks is None else max(1, min(settings.workers, tasks))
    limits = settings.limits
    return closing(PoolRunner(contexts, workers=workers, seconds=limits.item_seconds, memory=limits.item_memory_bytes))


def open_small_runner(settings: Settings, contexts: Contexts, seconds: float | None = None) -> closing[Runner]:
    """One process for a few items, under the same limits: it starts at once and reads without importing spaCy.

    `seconds` is the time for each, where it is another than that of an item.
    """
    other = replace(contexts.other, bare=True) if contexts.other else None
    bare = replace(contexts, read=replace(contexts.read, bare=True), other=other)
    limits = settings.limits
    return closing(ForkRunner(bare, seconds=seconds or limits.item_seconds, memory=limits.item_memory_bytes))

"""From what a person types to a source, whichever it is: mailboxes and buckets need settings, so they are made here."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from config.settings import Settings
from ingest.sources import Source, open_source, stream
from ingest.sources.imap import Filing, ImapSource
from ingest.sources.imap_session import Login
from ingest.sources.imap_url import parse_mailbox
from ingest.sources.patience import Patience
from ingest.sources.prefix import PrefixSource
from ingest.sources.stream import StreamSource
from noticepack.bucket import BucketObjects
from noticepack.mail_secret import secret_of
from noticepack.s3_access import s3_options
from storage.stores import open_drops


@dataclass(frozen=True, slots=True)
class Opening:
    """How sources are opened."""

    settings: Settings
    clock: Callable[[], datetime]
    patience: Patience
    changes: bool = True
    """Whether a source may change what it is told the outcome of: move mail, for example. Not where one only looks."""
    quiet_seconds: float = 0.0
    """How long a file must have been left alone before it is read."""

    def sources(self, specs: Sequence[str]) -> list[Source]:
        """The sources; nothing is read or connected yet. Raises: SourceError, UsageError."""
        return [self._source(spec) for spec in specs]

    def _source(self, spec: str) -> Source:
        limits = self.settings.limits
        if spec == stream.NAME:
            return StreamSource(sys.stdin.buffer, limits=limits, now=self.clock)
        if spec.startswith("imaps:"):
            return self._mailbox(spec)
        if spec.startswith("s3:"):
            return self._prefix(spec)
        return open_source(spec, limits=limits, now=self.clock, quiet_seconds=self.quiet_seconds)

    def _prefix(self, spec: str) -> PrefixSource:
        settings = self.settings
        objects = BucketObjects(open_drops(spec, s3_options(settings)))
        move = self.changes and settings.s3.processed == "move"
        return PrefixSource(spec, objects, limits=settings.limits, now=self.clock, move=move)

    def _mailbox(self, spec: str) -> ImapSource:
        settings = self.settings.imap
        mailbox = parse_mailbox(spec)
        login = Login(
            mailbox,
            secret_of(settings, mailbox),
            xoauth2=settings.auth == "xoauth2",
            ca_bundle=settings.ca_bundle,
            answer_seconds=settings.answer_seconds,
        )
        filing = Filing(
            settings.processed,
            settings.processed_folder,
            settings.quarantine_folder,
            settings.unrelated,
            settings.unrelated_folder,
        )
        return ImapSource(
            login,
            now=self.clock,
            patience=self.patience,
            filing=filing if self.changes else None,
            idle=settings.idle == "auto",
        )

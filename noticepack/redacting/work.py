"""A file -> its redacted copy: done in a process of its own, under the limits of an item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assemble.redact.file import RedactedFile, redact_file
from assemble.redact.media_types import MAIL, type_of_file
from config.errors import UsageError
from config.settings import Settings
from config.words import Audience
from ingest.item import digest_of
from ingest.outlook_mail import outlook_to_mail
from ingest.sniff import Form
from noticepack.bootstrap import contexts_of, open_audit
from noticepack.outcome import Quarantined
from noticepack.tasks import installed
from noticepack.workers import open_small_runner

OUTLOOK = "written as a mail (.eml)"
"""What is told of an Outlook message: its own format is left behind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One file to redact."""

    name: str
    """Without a folder."""
    data: bytes
    audience: Audience

    @property
    def media_type(self) -> str:
        """What the file is, by its content."""
        return type_of_file(self.name, self.data)


def read_asked(path: Path, audience: Audience) -> Asked:
    """The file as it is asked for. Raises: UsageError."""
    try:
        return Asked(path.name, path.read_bytes(), audience)
    except OSError as error:
        raise UsageError(
            f"{path}: {error.strerror}", advice="Name a file that exists and that you may read."
        ) from error


def redact_asked(settings: Settings, asked: Asked) -> RedactedFile | Quarantined:
    """The file redacted and proven, or why it is held back; both are written into the audit log.

    Raises:
        UsageError: no key can be read. StorageError: it cannot be written down; then nothing may be used.
    """
    with open_small_runner(settings, contexts_of(settings)) as runner:
        found = runner.call(redact_task, asked)
    trail, digest = open_audit(settings), digest_of(asked.data)
    if isinstance(found, Quarantined):
        trail.record("redaction.file", digest, "held", audience=asked.audience.value, code=found.code)
    else:
        trail.record(
            "redaction.file",
            digest,
            "proven",
            audience=asked.audience.value,
            result=found.file.digest,
            removed=len(found.places),
        )
    return found


def redact_task(asked: Asked) -> RedactedFile:
    """`redact_file` of one file. Raises: ItemError."""
    contexts = installed()
    context = contexts.pack
    assert context is not None, "the contexts of this command hold what redacting needs"
    media_type, data = asked.media_type, asked.data
    if media_type == Form.OUTLOOK:
        media_type, data = MAIL, outlook_to_mail(data, contexts.read.limits)[0]
    found = redact_file(
        asked.name,
        media_type,
        data,
        context.redaction,
        audience=asked.audience,
        key=context.redaction_key,
        readers=context.readers,
        ocr=context.ocr,
        names=context.names,
    )
    return found if data is asked.data else replace(found, dropped=(OUTLOOK, *found.dropped))

"""What a redaction did, for the packet: kinds, counts, files, pages and digests; never a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assemble.files import PacketFile
from assemble.redact.seek import Place
from assemble.redact.structured import dump
from config.redaction import Entity
from config.words import Audience


@dataclass(frozen=True, slots=True)
class Removal:
    """How many values of one kind were removed from one place."""

    file: str
    entity: Entity
    count: int
    page: int | None = None
    """1-based; None for files without pages."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file that is not in the redacted version."""

    file: str
    media_type: str
    digest: str
    """Of the original, `sha256:…`."""
    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A file whose redacted copy differs from the original."""

    file: str
    original: str
    """Digest of the original, `sha256:…`."""
    dropped: tuple[str, ...]
    """Channels that were left out as a whole: comments, metadata, ..."""


@dataclass(frozen=True, slots=True)
class RedactionReport:
    """The whole report of one packet."""

    audience: Audience
    removals: tuple[Removal, ...]
    changed: tuple[Changed, ...]
    withheld: tuple[Held, ...]
    readers: tuple[str, ...]
    """The readers that every file was read back with."""


def removals(file: str, places: Iterable[Place]) -> tuple[Removal, ...]:
    """The places of a file, counted."""
    counts = Counter((p.page or 0, p.entity) for p in places)
    return tuple(Removal(file, e, n, page or None) for (page, e), n in sorted(counts.items()))


def report_file(report: RedactionReport) -> PacketFile:
    """The report as `redaction.json`."""
    value = {
        "audience": report.audience.value,
        "removed": [
            {"file": r.file, "entity": r.entity.value, "count": r.count} | ({"page": r.page} if r.page else {})
            for r in report.removals
        ],
        "changed": [{"file": c.file, "original": c.original, "dropped": list(c.dropped)} for c in report.changed],
        "withheld": [
            {"file": h.file, "media_type": h.media_type, "original": h.digest, "reason": h.reason}
            for h in report.withheld
        ],
        "read_back_with": list(report.readers),
    }
    return PacketFile("redaction.json", "application/json", dump(value))

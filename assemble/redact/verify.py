"""Proves a redaction by reading every file again, and is the only maker of `RedactedPacket`.

`RedactedPacket` checks a seal that only this module holds: whoever has one holds files in which no removed value was
found by any reader, in any form of `traces.py`, and in which the detectors find nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, replace

from assemble.files import PacketFile
from assemble.redact.pieces import inner_files, raw_pieces
from assemble.redact.readers import READERS, Reader
from assemble.redact.report import RedactionReport, report_file
from assemble.redact.seek import Seeker
from assemble.redact.sensitive import Sensitive
from assemble.redact.traces import Traces, unmarked, without_digests
from config.errors import ItemError
from config.words import Audience

_SEAL = object()


@dataclass(frozen=True, slots=True)
class RedactedPacket:
    """A packet that was proven to hold nothing its audience must not see; made only by `prove`."""

    case_id: str
    audience: Audience
    files: tuple[PacketFile, ...]
    report: RedactionReport
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("a RedactedPacket is made by assemble.redact.verify.prove only")


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that claims to be clean, with what its proof needs."""

    file: PacketFile
    kept: str
    """The text that stays, marks in it."""
    texts: tuple[str, ...] | None = None
    """The texts as the detectors see them now, to look for values again; None for files without detectable text."""


def prove(
    case_id: str,
    drafts: Sequence[Draft],
    originals: Sequence[PacketFile],
    report: RedactionReport,
    removed: Iterable[Sensitive],
    seeker: Seeker,
    readers: Sequence[Reader] = READERS,
) -> RedactedPacket:
    """The packet of drafts that hold no trace of a removed value, and of `originals` that its audience gets untouched.

    Raises:
        ItemError: `redaction.unproven`; names file and reader, never the value.
    """
    values = tuple(removed)
    digests = frozenset(
        d.removeprefix("sha256:")
        for d in (
            *(x.file.digest for x in drafts),
            *(h.digest for h in report.withheld),
            *(c.original for c in report.changed),
            *(f.digest for f in originals),
        )
    )
    for draft in (*drafts, Draft(report_file(report), _told(report))):
        check(draft, values, seeker, readers, digests)
    files = (*(d.file for d in drafts), *originals, report_file(report))
    return RedactedPacket(case_id, report.audience, tuple(sorted(files, key=lambda f: f.name)), report, seal=_SEAL)


def _told(report: RedactionReport) -> str:
    """What a value may share with a report: its own words and the names of files, which are proven; no reason."""
    bare = replace(report, withheld=tuple(replace(held, reason="") for held in report.withheld))
    return report_file(bare).data.decode()


def check(
    draft: Draft,
    values: Sequence[Sensitive],
    seeker: Seeker,
    readers: Sequence[Reader] = READERS,
    digests: frozenset[str] = frozenset(),
) -> None:
    """Read one file with every reader and look for traces.

    Raises:
        ItemError: a trace was found, a reader failed, or there is no reader for the file.
    """
    file = draft.file
    traces = Traces(values, draft.kept + "\n" + file.name)
    _refuse(traces.in_text(file.name, exact=True), file.name, "file name")
    for media_type, data in ((file.media_type, file.data), *inner_files(file.media_type, file.data)):
        for piece in raw_pieces(media_type, data):
            _refuse(traces.in_bytes(piece), file.name, "raw bytes")
        able = [r for r in readers if media_type in r.media_types]
        if not able:
            raise ItemError("redaction.unproven", f"{file.name}: there is no reader for {media_type}")
        for reader in able:
            for text in _read(reader, file.name, data):
                _refuse(traces.in_text(without_digests(text, digests), exact=reader.exact), file.name, reader.name)
    for text in draft.texts or ():
        if seeker.values(unmarked(without_digests(text, digests))):
            _refuse("a value that is found again", file.name, "detectors")


def _read(reader: Reader, name: str, data: bytes) -> list[str]:
    try:
        return list(reader.texts(data))
    except Exception as error:  # a reader that fails proves nothing, whatever it raised
        raise ItemError("redaction.unproven", f"{name}: {reader.name} cannot read the redacted file") from error


def _refuse(trace: str | None, name: str, reader: str) -> None:
    if trace:
        raise ItemError("redaction.unproven", f"{name}: {trace} was seen by {reader}")

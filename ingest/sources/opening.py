"""From what a person types to a source: `maildir:PATH`, `mbox:PATH`, or a path whose form is looked at."""

from __future__ import annotations

from pathlib import Path

from config.errors import SourceError
from config.limits import Limits
from ingest.sources.files import FileSource, is_mbox
from ingest.sources.maildir import MaildirSource, is_maildir
from ingest.sources.mbox import MboxSource
from ingest.sources.port import Clock, Source

OPENERS: dict[str, type[MaildirSource] | type[MboxSource] | type[FileSource]] = {
    "maildir": MaildirSource,
    "mbox": MboxSource,
    "files": FileSource,
}
"""What is written before the colon -> what reads it."""


def open_source(spec: str, *, limits: Limits, now: Clock) -> Source:
    """The source that a specification names; nothing is read yet.

    A folder with cur, new and tmp is a Maildir, a file that begins with `From ` an mbox, all else files.

    Raises:
        SourceError: there is nothing at the path.
    """
    scheme, colon, rest = spec.partition(":")
    if colon and scheme in OPENERS:
        return OPENERS[scheme](_existing(rest), limits=limits, now=now)
    path = _existing(spec)
    if path.is_dir() and is_maildir(path):
        return MaildirSource(path, limits=limits, now=now)
    if path.is_file() and is_mbox(path):
        return MboxSource(path, limits=limits, now=now)
    return FileSource(path, limits=limits, now=now)


def _existing(text: str) -> Path:
    path = Path(text).expanduser()
    if not text or not path.exists():
        raise SourceError(f"{text or 'empty path'}: there is no such file or folder")
    return path

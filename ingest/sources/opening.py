"""From what a person types to a source: `maildir:PATH`, `mbox:PATH`, `files:PATH`, or a path that is looked at."""

from __future__ import annotations

from pathlib import Path

from config.errors import SourceError, UsageError
from config.limits import Limits
from ingest.sources.files import FileSource, is_mbox
from ingest.sources.maildir import MaildirSource, is_maildir
from ingest.sources.mbox import MboxSource
from ingest.sources.port import Clock, Watchable


def open_source(spec: str, *, limits: Limits, now: Clock, quiet_seconds: float = 0.0) -> Watchable:
    """The source that a specification names; nothing is read yet.

    A folder with cur, new and tmp is a Maildir, a file that begins with `From ` an mbox, all else files. Files that
    changed less than `quiet_seconds` ago are left for later.

    Raises:
        SourceError: there is nothing at the path.
        UsageError: it is an address of a kind that is not known.
    """
    scheme, path = _split(spec)
    if scheme == "maildir" or (not scheme and path.is_dir() and is_maildir(path)):
        return MaildirSource(path, now=now)
    if scheme == "mbox" or (not scheme and path.is_file() and is_mbox(path)):
        return MboxSource(path, now=now, quiet_seconds=quiet_seconds)
    return FileSource(path, limits=limits, now=now, quiet_seconds=quiet_seconds)


def _split(spec: str) -> tuple[str, Path]:
    """What is written before the colon, if it is a kind of source, and the path."""
    scheme, colon, rest = spec.partition(":")
    if colon and scheme in {"maildir", "mbox", "files"}:
        return scheme, _existing(rest)
    if colon and rest.startswith("//"):
        raise UsageError(
            f"{scheme}://: there is no such kind of source",
            advice="Use a path, maildir:PATH, mbox:PATH, imaps://USER@HOST/FOLDER, s3://BUCKET/PREFIX, or - for input.",
        )
    return "", _existing(spec)


def _existing(text: str) -> Path:
    path = Path(text).expanduser()
    if not text or not path.exists():
        raise SourceError(f"{text or 'empty path'}: there is no such file or folder")
    return path

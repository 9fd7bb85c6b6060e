"""What a watch need not read again: files whose items all have their outcome, while they stay as they are."""

from __future__ import annotations

import os
import time
from pathlib import Path

from config.errors import SourceError

Stamp = tuple[int, ...] | str
"""Another one whenever the content is another: of a file its inode, size and time of change."""


class Unchanged:
    """The stamps of what was read in this pass and in those before."""

    def __init__(self) -> None:
        self._settled: dict[str, Stamp] = {}
        self._met: dict[str, Stamp] = {}

    def begin(self) -> None:
        """A pass begins; what one that was cut off has met does not count."""
        self._met = {}

    def is_new(self, key: str, stamp: Stamp) -> bool:
        """Whether it was not settled in an earlier pass, or has changed since."""
        self._met[key] = stamp
        return self._settled.get(key) != stamp

    def settle(self) -> None:
        """Everything met in this pass has its outcome; what was not met is forgotten."""
        self._settled = self._met


def stamp_of(path: Path, quiet_seconds: float) -> Stamp | None:
    """The stamp of a file; None when it is gone, or changed less than so many seconds ago and may still be written.

    Raises:
        SourceError: it cannot be looked at.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from error
    return None if is_busy(found, quiet_seconds) else (found.st_ino, found.st_size, found.st_mtime_ns)


def is_busy(found: os.stat_result, quiet_seconds: float) -> bool:
    """Whether a file changed less than so many seconds ago; a time that lies ahead counts as long ago."""
    return 0 <= time.time() - found.st_mtime < quiet_seconds


def wait_for(seconds: float) -> bool:
    """Let so many seconds pass; False: there is no sign of anything new."""
    time.sleep(seconds)
    return False

"""Items -> the page as a file: read by the workers, under their limits, and written only when it is whole."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from config.errors import UsageError
from config.settings import Settings
from ingest.item import RawItem
from noticepack.lone_page import check_free, write_whole
from noticepack.outcome import Quarantined
from noticepack.provenance.page import GENERATOR, Entry, page_of
from noticepack.provenance.view import View, see
from noticepack.reading import map_items
from noticepack.tasks import installed, proofs_of

MOST = 100
"""Items of one page: it stands whole in the browser's memory."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a page holds."""

    items: int
    failed: int
    """Items that cannot be read; the page says why."""
    more: bool
    """Whether the sources hold items that are not on it."""


def see_task(item: RawItem) -> View:
    """`see` of one item. Raises: ItemError."""
    return see(item, installed().read, proofs_of(item))


def write_page(settings: Settings, specs: Sequence[str], out: Path) -> Written:
    """Read the sources and write the page; a file that is no page of ours is never replaced.

    Raises:
        UsageError: `out` is another file, or cannot be written. SourceError: a source cannot be read.
    """
    check_free(out, GENERATOR)
    found = list(islice(map_items(settings, specs, see_task), MOST + 1))
    entries = [Entry(item.source, item.digest, view) for item, view in found[:MOST]]
    if not entries:
        raise UsageError("there is nothing to show: the sources hold no item", advice="Name a file with a notice.")
    more = len(found) > MOST
    write_whole(out, page_of(entries, more=more))
    return Written(len(entries), sum(isinstance(entry.view, Quarantined) for entry in entries), more)


def temporary_page() -> Path:
    """A new file for a page, in a folder that only its owner can enter; it stays until the system clears it."""
    return Path(tempfile.mkdtemp(prefix="noticepack-"), "notice.html")


def show_page(out: Path) -> None:
    """Open a page in the browser of this machine. Raises: UsageError (there is none)."""
    if not webbrowser.open(out.resolve().as_uri()):
        raise UsageError("no browser could be started", advice=f"Open {out} yourself.")

"""What a person decides about items that wait: read them again, or take a suspicious one for genuine."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.errors import UsageError
from noticepack.bootstrap import App
from noticepack.keys import vault_identity
from noticepack.main_job import read_again
from noticepack.report import RunReport
from storage.catalog_rows import ItemRow, ItemState

WAITING = (ItemState.RECEIVED, ItemState.QUARANTINED)
AGAIN = (*WAITING, ItemState.UNRELATED)
"""What can be read again by name: with other rules, what was no notice may be one."""
SUSPICIOUS = "authenticity.suspicious"
ONE_LINE = re.compile(r"[^\x00-\x1f\x7f]{1,1000}")


def retry_items(app: App, named: Sequence[str], *, every: bool) -> RunReport:
    """Read again the items named, or with `every` all that wait, or else those that were received and not finished.

    Raises:
        UsageError: an item has its case or repeats another; or no vault identity is here.
        NotStored: there is no such item.
    """
    if named and every:
        raise UsageError("items and --all at once", advice="Name the items, or say --all.")
    if every:
        rows = [row for state in WAITING for row in app.catalog.items(state)]
    elif named:
        rows = [_waiting(app, start) for start in dict.fromkeys(named)]
    else:
        rows = list(app.catalog.unfinished())
    return read_again(app, list({row.digest: row for row in rows}.values()))


def _waiting(app: App, start: str) -> ItemRow:
    row = app.catalog.find_item(start)
    if row.state not in AGAIN:
        raise UsageError(
            f"{row.digest}: is {row.state}, so there is nothing to retry",
            advice="`noticepack items --state quarantined` lists what waits.",
        )
    return row


def release_item(app: App, start: str, *, by: str, why: str) -> RunReport:
    """Record that a person takes a suspicious item for genuine, and read it again: it opens its case.

    Raises:
        UsageError: it is not held back as suspicious; nobody or nothing is named; or no vault identity is here.
        NotStored: there is no such item.
    """
    for name, text in (("--by", by), ("--why", why)):
        if not ONE_LINE.fullmatch(text.strip()):
            raise UsageError(f"{name} is empty or no single line", advice="Say in one line who decides it and why.")
    row = app.catalog.find_item(start)
    if row.state is not ItemState.QUARANTINED or row.code != SUSPICIOUS:
        held = f"{row.state} {row.code}".strip()
        raise UsageError(
            f"{row.digest}: is {held}, and only what is held back as suspicious can be released",
            advice="`noticepack retry ITEM` reads it again after the cause was mended.",
        )
    vault_identity(app.settings)  # before anything is recorded: without it the decision could not take effect
    app.audit.record("release", row.digest, by=by.strip(), why=why.strip())
    app.catalog.release(row.digest, by=by.strip(), why=why.strip(), at=app.clock())
    return read_again(app, [row])

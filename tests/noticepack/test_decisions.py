"""A person reads items again, or releases a suspicious one; both are recorded and neither loses the original."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from config.errors import NotStored, UsageError
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.decisions import release_item, retry_items
from noticepack.item_view import item_json, items_shown
from noticepack.job import Job
from noticepack.keys import IDENTITY
from noticepack.rows import case_of
from storage.catalog_rows import ItemState
from tests.noticepack.parts import NOTICE, SUSPICIOUS, UNRELATED, ListSource, sample, state_of

MakeJob = Callable[..., Job]


def test_a_released_item_opens_its_case(app: App, make_job: MakeJob) -> None:
    """The mail is read again, opens a case, and the case says both why it was suspicious and that it was released."""
    item = sample(SUSPICIOUS)
    make_job(app).run([ListSource([item])])

    report = release_item(app, item.digest[:20], by="ann", why=" seen in Performance Notifications ")

    assert report.counts == {"archived": 1}
    row = app.catalog.find_item(item.digest)
    assert (row.state, row.released_by) == (ItemState.ARCHIVED, "ann")
    assert row.case_id is not None
    [joined] = case_of(app.catalog.case(row.case_id)).notices
    assert joined.facts.authenticity.verdict == "unverified"
    assert joined.facts.authenticity.reasons[-1] == "auth.released"
    assert len(joined.facts.authenticity.reasons) > 1
    [shown] = items_shown(app.catalog, item.digest, None)
    assert item_json(shown)["released"] == {
        "at": app.clock().isoformat(), "by": "ann", "why": "seen in Performance Notifications",
    }  # fmt: skip


def test_only_what_is_held_back_as_suspicious_is_released(app: App, make_job: MakeJob) -> None:
    """Neither a case's notice, nor a newsletter, nor a broken file can be called genuine."""
    items = [sample(NOTICE), sample(UNRELATED), RawItem("empty", app.clock(), b"")]
    make_job(app).run([ListSource([*items])])

    for item in items:
        with pytest.raises(UsageError, match="only what is held back as suspicious"):
            release_item(app, item.digest, by="ann", why="x")
    with pytest.raises(NotStored):
        release_item(app, "sha256:00000000", by="ann", why="x")


@pytest.mark.parametrize(("by", "why"), [("", "x"), ("ann", " "), ("ann", "two\nlines"), ("\x1b[2J", "x")])
def test_a_release_names_who_and_why(app: App, make_job: MakeJob, by: str, why: str) -> None:
    """Without both, in one line each, nothing is decided."""
    item = sample(SUSPICIOUS)
    make_job(app).run([ListSource([item])])

    with pytest.raises(UsageError):
        release_item(app, item.digest, by=by, why=why)
    assert state_of(app, item) is ItemState.QUARANTINED


def test_a_release_that_cannot_take_effect_is_not_recorded(app: App, make_job: MakeJob) -> None:
    """On a machine without the vault's identity the item stays as it was."""
    item = sample(SUSPICIOUS)
    make_job(app).run([ListSource([item])])
    (app.settings.home / IDENTITY).unlink()

    with pytest.raises(UsageError, match="identity"):
        release_item(app, item.digest, by="ann", why="x")
    assert app.catalog.find_item(item.digest).released_at is None


def test_a_retry_reads_with_the_settings_of_now(make_app: Callable[..., App], make_job: MakeJob) -> None:
    """What was over a limit is read once the limit is raised; what is still wrong waits again, with its reason."""
    small = make_app(**{"limits.message_bytes": 500})
    notice, empty = sample(NOTICE), RawItem("empty", small.clock(), b"")
    make_job(small).run([ListSource([notice, empty])])
    assert small.catalog.find_item(notice.digest).code == "limit.message_bytes"

    report = retry_items(make_app(), [], every=True)

    assert report.counts == {"archived": 1, "quarantined": 1}
    assert (state_of(small, notice), state_of(small, empty)) == (ItemState.ARCHIVED, ItemState.QUARANTINED)


def test_a_retry_of_what_does_not_wait_is_refused(app: App, make_job: MakeJob) -> None:
    """An item with a case is not read again, and items and --all exclude each other."""
    make_job(app).run([ListSource([sample(NOTICE)])])

    with pytest.raises(UsageError, match="nothing to retry"):
        retry_items(app, [sample(NOTICE).digest], every=False)
    with pytest.raises(UsageError, match="at once"):
        retry_items(app, [sample(NOTICE).digest], every=True)


def test_a_retry_without_items_takes_up_the_unfinished(app: App, make_job: MakeJob) -> None:
    """Quarantined items are left alone unless they are named."""
    make_job(app).run([ListSource([sample(SUSPICIOUS)])])

    assert retry_items(app, [], every=False).seen == 0

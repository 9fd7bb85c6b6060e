"""The same notice in other bytes is kept and linked, and opens no second case; another one is no repeat."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from extract.fingerprint import fingerprint_of
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.item_view import item_json, items_shown
from noticepack.read import understand
from noticepack.repeats import from_json, to_json
from noticepack.workers import read_context
from storage.catalog_rows import ItemState
from tests.extract.test_fingerprint import NOTICE, SENT, forwarded, mail
from tests.ingest.forward_layouts import LAYOUTS
from tests.noticepack.conftest import Run

GERMAN = next(layout for layout in LAYOUTS if layout.name == "outlook-de")
CHINESE = next(layout for layout in LAYOUTS if layout.name == "qq-zh")


def written(folder: Path, **mails: bytes) -> list[Path]:
    """The mails as files, in their order."""
    for name, data in mails.items():
        (folder / f"{name}.eml").write_bytes(data)
    return [folder / f"{name}.eml" for name in mails]


ORIGINAL = mail(NOTICE, message_id="<1@amazon.com>")
ORDERS = {
    "original first": {
        "original": ORIGINAL,
        "german": forwarded(NOTICE, GERMAN),
        "chinese": forwarded(NOTICE, CHINESE),
        "html": mail(NOTICE, rich=True, message_id="<1@amazon.com>"),
    },
    "forward first": {
        "chinese": forwarded(NOTICE, CHINESE),
        "german": forwarded(NOTICE, GERMAN),
        "original": ORIGINAL,
    },
}


@pytest.mark.parametrize("mails", ORDERS.values(), ids=ORDERS.keys())
def test_the_same_notice_opens_one_case(app: App, run: Run, tmp_path: Path, mails: dict[str, bytes]) -> None:
    """Two colleagues forward a notice, and it comes by itself too: one case, all others linked to the first."""
    report = run(app, written(tmp_path, **mails))

    assert report.counts == {"archived": 1, "duplicate": len(mails) - 1}
    assert app.catalog.counts().cases == 1
    (first,) = app.catalog.items(ItemState.ARCHIVED)
    others = tuple(app.catalog.items(ItemState.DUPLICATE))
    assert Path(first.source).stem == next(iter(mails))
    assert {app.catalog.repeat_of(row.digest) for row in others} == {first.digest}
    assert all("same facts" in row.reason for row in others)


def test_a_repeat_is_shown_with_what_it_repeats(app: App, run: Run, tmp_path: Path) -> None:
    """`noticepack items` names the item that a duplicate repeats."""
    run(app, written(tmp_path, original=ORIGINAL, forward=forwarded(NOTICE, GERMAN)))
    (first,), (other,) = app.catalog.items(ItemState.ARCHIVED), app.catalog.items(ItemState.DUPLICATE)

    shown = {one.row.digest: item_json(one) for one in items_shown(app.catalog, None, None)}

    assert shown[other.digest]["duplicate_of"] == first.digest
    assert shown[first.digest]["duplicate_of"] is None


def test_a_second_run_leaves_repeats_as_they_are(app: App, run: Run, tmp_path: Path) -> None:
    """What was a repeat stays one, linked to the same item."""
    paths = written(tmp_path, original=ORIGINAL, forward=forwarded(NOTICE, GERMAN))
    run(app, paths)
    before = [(row, app.catalog.repeat_of(row.digest)) for row in app.catalog.items()]

    report = run(app, paths)

    assert report.counts == {"duplicate": 2}
    assert [(row, app.catalog.repeat_of(row.digest)) for row in app.catalog.items()] == before


OTHERS = {
    "another complaint": mail(NOTICE.replace("8123456781", "8123456782"), message_id="<1@amazon.com>"),
    "another ASIN": mail(NOTICE.replace("B0TESTAAA1", "B0TESTAAA2"), message_id="<1@amazon.com>"),
    "a reminder": mail(NOTICE, date=SENT + timedelta(days=3), message_id="<2@amazon.com>"),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_notice_is_no_repeat(app: App, run: Run, tmp_path: Path, other: bytes) -> None:
    """A notice with another complaint, product or date is archived, even under the same Message-ID."""
    report = run(app, written(tmp_path, original=ORIGINAL, other=other))

    assert report.counts == {"archived": 2}


def test_only_archived_notices_are_repeated(app: App, run: Run, tmp_path: Path) -> None:
    """A notice that waits for a person makes no other one a duplicate."""
    suspicious = mail(NOTICE, sender="Amazon <notice@amazon-sellers.example>")

    report = run(app, written(tmp_path, suspicious=suspicious, original=ORIGINAL))

    assert report.counts == {"quarantined": 1, "archived": 1}


def test_a_fingerprint_survives_the_catalog(app: App) -> None:
    """What is written into the catalog is read back equal."""
    item = RawItem("a.eml", app.clock(), ORIGINAL)
    found = fingerprint_of(understand(item, read_context(app.settings)))

    assert from_json(to_json(found)) == found

"""The main job accounts for every item, joins what belongs together, and is safe to stop and to repeat."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import AccountingError, StorageError
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.outcome import Duplicate, Quarantined
from noticepack.report import RunReport
from storage.catalog_rows import ItemState
from tests.noticepack.conftest import SAMPLES, Run, faults, tree

TRADEMARK = SAMPLES / "amazon-us-trademark-html.eml"
AGAIN = SAMPLES / "amazon-us-trademark-html-again.eml"
REINSTATED = SAMPLES / "amazon-us-trademark-reinstated-reply.eml"
NEWSLETTER = SAMPLES / "unrelated-newsletter-amazon.eml"
PHISHING = SAMPLES / "amazon-us-phishing-lookalike.eml"
JOOM = SAMPLES / "joom-late-fulfilment-pdf.eml"
AT = datetime(2026, 11, 2, tzinfo=UTC)


def states(app: App) -> dict[str, tuple[str, str]]:
    """File name of each item with its state and code."""
    return {Path(row.source).name: (row.state.value, row.code) for row in app.catalog.items()}


def test_every_item_ends_in_its_one_outcome(app: App, run: Run) -> None:
    """A notice is archived, its copy is a duplicate, a newsletter is unrelated, a look-alike waits for a person."""
    report = run(app, [TRADEMARK, AGAIN, NEWSLETTER, PHISHING, TRADEMARK])

    assert report.seen == 5
    assert report.counts == {"archived": 1, "duplicate": 2, "unrelated": 1, "quarantined": 1}
    assert states(app)[PHISHING.name] == ("quarantined", "authenticity.suspicious")
    assert [(held.code, Path(held.source).name) for held in report.held_back] == [
        ("authenticity.suspicious", PHISHING.name)
    ]
    assert faults(app) == {}


def test_a_second_run_changes_nothing(app: App, run: Run) -> None:
    """Everything is a duplicate then, and not a byte of the store is another."""
    run(app, [TRADEMARK, REINSTATED, NEWSLETTER, JOOM])
    before = tree(app.settings.home / "store")

    report = run(app, [TRADEMARK, REINSTATED, NEWSLETTER, JOOM])

    assert report.counts == {"duplicate": 4}
    assert tree(app.settings.home / "store") == before


def test_a_reply_joins_its_case(app: App, run: Run) -> None:
    """The notice and the answer that reinstates the listing are one case in two versions, and the case says so."""
    run(app, [TRADEMARK, REINSTATED])

    (case,) = app.catalog.cases()
    assert (case.state, case.version) == ("reinstated", "v2")
    assert [one.version for one in app.archive.versions(case.id)] == ["v1", "v2"]


def test_the_samples_fall_into_the_cases_that_were_meant(app: App, run: Run) -> None:
    """Samples that are told to be of one case are of one case, all others are of cases of their own."""
    expected = {
        file.name: json.loads(file.with_suffix(".json").read_text())
        for file in sorted(SAMPLES.iterdir())
        if file.suffix in {".eml", ".pdf"}
    }
    real = {
        name: facts["case"]
        for name, facts in expected.items()
        if facts["case"] and facts["authenticity"] != "suspicious"
    }

    run(app, [SAMPLES / name for name in expected])

    found: dict[str, set[str]] = defaultdict(set)
    meant: dict[str, set[str]] = defaultdict(set)
    for row in app.catalog.items(ItemState.ARCHIVED):
        found[row.case_id or ""].add(Path(row.source).name)
    for name, case in real.items():
        if name != TRADEMARK.name:  # the same bytes as another sample, which is read first
            meant[case].add(name)
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, meant.values()))


def test_joom_and_amazon_never_share_a_case(app: App, run: Run) -> None:
    """A case has one platform, whatever the notices have in common."""
    run(app, [TRADEMARK, JOOM])

    assert sorted(case.platform for case in app.catalog.cases()) == ["amazon", "joom"]


class Killed(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", ["keep", "record_received", "add", "save_cases", "finish"])
def test_a_run_killed_at_any_step_is_finished_by_the_next(
    app: App, run: Run, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was done is found done: each item ends once, a case has no version too many, the archive is sound."""
    owner = {"keep": type(app.vault), "add": type(app.archive)}.get(step, type(app.catalog))
    real = getattr(owner, step)

    def once_then_killed(self: object, *args: object, **kwargs: object) -> object:
        real(self, *args, **kwargs)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, step, once_then_killed)
        with pytest.raises(Killed):
            run(app, [NEWSLETTER, TRADEMARK, REINSTATED])

    report = run(app, [NEWSLETTER, TRADEMARK, REINSTATED])
    rows = {Path(row.source).name: row.state.value for row in app.catalog.items()}
    (case,) = app.catalog.cases()

    assert rows == {NEWSLETTER.name: "unrelated", TRADEMARK.name: "archived", REINSTATED.name: "archived"}
    assert report.seen == 3
    assert case.version == "v2"
    assert faults(app) == {}


def test_a_store_that_refuses_ends_the_run_and_loses_nothing(
    app: App, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error reaches the person, the original is in the vault, and the next run settles the item."""

    def full(*_: object, **__: object) -> None:
        raise StorageError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(type(app.archive), "add", full)
        with pytest.raises(StorageError, match="no space left"):
            run(app, [TRADEMARK])

    (row,) = app.catalog.items()
    assert row.state is ItemState.RECEIVED
    assert app.vault.has(row.digest)
    assert run(app, [TRADEMARK]).counts == {"archived": 1}


def test_a_deadline_is_never_missed_silently(app: App, run: Run) -> None:
    """A notice that asks for something has a deadline in its case, the notice's own or our target marked as ours."""
    run(app, [TRADEMARK, JOOM])

    bases = {case.platform: case.deadline_basis for case in app.catalog.cases()}
    assert bases == {"amazon": "rule", "joom": "relative"}


def test_a_report_whose_sums_differ_does_not_end() -> None:
    """An item that came in and ended nowhere is an error."""
    report = RunReport()
    report.see()
    report.see()
    item = RawItem("a", AT, b"x")
    report.settle(item, Duplicate(item.digest))

    with pytest.raises(AccountingError, match="2 items came in, 1 are accounted for"):
        report.close()


def test_the_exit_code_tells_that_something_waits() -> None:
    """0 when all went well, 3 when an item is held back."""
    report = RunReport()
    item = RawItem("a", AT, b"x")
    report.settle(item, Duplicate(item.digest))
    assert report.exit_code == 0

    report.settle(item, Quarantined("pdf.broken", "cut off"))
    assert report.exit_code == 3
    assert report.to_json()["held_back"] == [
        {"source": "a", "item": item.digest, "code": "pdf.broken", "reason": "cut off"}
    ]

"""Input that is broken or hostile never stops a run: each item ends where a person understands why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from noticepack.bootstrap import App
from tests.noticepack.conftest import SAMPLES, Run

BAD = SAMPLES / "bad"
EXPECTED = json.loads((BAD / "expected.json").read_text())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bad_input_ends_in_one_of_the_outcomes_it_may(app: App, run: Run, name: str) -> None:
    """The sums match what came in, and a reason of a held-back item says what is the matter in a word people know."""
    expected = EXPECTED[name]

    report = run(app, [BAD / name])

    ended = {outcome for outcome, count in report.counts.items() if count} or {"none"}
    assert ended <= set(expected["outcomes"])
    assert sum(report.counts.values()) == report.seen
    if ended == {"quarantined"} and expected["word"]:
        said = " ".join(f"{held.code} {held.reason}" for held in report.held_back).lower()
        assert expected["word"] in said


def test_all_of_it_at_once(app: App, run: Run) -> None:
    """The folder of bad files, read in one run with a good notice among them, leaves the good one unharmed."""
    good = SAMPLES / "amazon-us-trademark-html.eml"

    report = run(app, [BAD, good])

    assert sum(report.counts.values()) == report.seen
    assert Path(next(row for row in app.catalog.items("archived") if row.source.endswith(good.name)).source) == good


def test_nothing_is_written_outside_the_folders(app: App, run: Run, tmp_path: Path) -> None:
    """A name like ../../x in a mail or a zip makes no file anywhere but in the store."""
    run(app, [BAD / "climbing-attachment.eml", BAD / "climbing-member.zip"])

    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


@pytest.mark.parametrize(
    ("name", "literal"), [("subject-template.eml", "{{ 7*7 }}"), ("subject-formula.eml", "=HYPERLINK(")]
)
def test_what_a_notice_says_is_never_evaluated(app: App, run: Run, name: str, literal: str) -> None:
    """A template or a formula in a subject is in the archive as it was written."""
    run(app, [BAD / name])

    (case,) = app.catalog.cases()
    stored = json.loads(app.archive.get(case.id, None)["case.json"])
    assert literal in json.dumps(stored, ensure_ascii=False)
    assert not any(b">49<" in data for data in app.archive.get(case.id, None).values())

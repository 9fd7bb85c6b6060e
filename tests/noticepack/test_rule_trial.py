"""Other rules are tried over what is kept: what would change is told, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from config.errors import RulesError, UsageError
from extract.difference import Difference
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.decisions import retry_items
from noticepack.job import Job
from noticepack.keys import IDENTITY
from noticepack.rule_trial import Trial, trial
from noticepack.trial_view import difference_lines, print_trial
from storage.catalog_rows import ItemState
from tests.noticepack.conftest import tree
from tests.noticepack.parts import NOTICE, NOW, UNRELATED, ListSource, sample, state_of

MakeJob = Callable[..., Job]
MAIL = b"""From: Amazon <seller-performance@amazon.com>
To: shop@seller.example
Subject: About ASIN B0TESTAB12
Date: Mon, 02 Nov 2026 08:00:00 +0000
Message-ID: <1@amazon.com>

The cup in your shop has a frog of a stranger on it.
"""
OWN = "ip.trademark: {say: {en: [frog of a stranger]}}\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of own rules with one wording more."""
    file = tmp_path / "rules" / "cues" / "violations.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(OWN, encoding="utf-8")
    return tmp_path / "rules"


@pytest.fixture
def kept(app: App, make_job: MakeJob) -> App:
    """An application that keeps a notice, a newsletter, and a mail that the shipped rules do not know for a notice."""
    items = [sample(NOTICE), sample(UNRELATED), RawItem("house.eml", NOW, MAIL)]
    make_job(app).run([ListSource([*items])])
    return app


def changes(tried: Trial) -> dict[str, set[str]]:
    """Which facts change, by source."""
    return {
        one.source: {difference.fact for difference in one.result}
        for one in tried.run()
        if not isinstance(one.result, str)
    }


def test_a_wording_is_tried_over_what_is_kept(kept: App, rules: Path) -> None:
    """Only the mail that says it changes, from no notice to one; every kept original was read, also unrelated ones."""
    tried = trial(kept.settings, rules, [])

    found = changes(tried)
    assert set(found) == {"house.eml"}
    assert {"kind", "violations"} <= found["house.eml"]
    assert (tried.read, tried.changed, tried.left_out) == (3, 1, {})


def test_a_trial_changes_nothing(kept: App, rules: Path) -> None:
    """Store and catalog stay as they are; the audit log tells of it, and of each original that was read."""
    before = tree(kept.settings.home / "store")
    rows = list(kept.catalog.items())

    list(trial(kept.settings, rules, []).run())
    after = tree(kept.settings.home / "store")
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name not in before and not name.startswith("audit/")]
    assert list(kept.catalog.items()) == rows
    log = (kept.settings.home / "audit").rglob("*")
    told = b"".join(path.read_bytes() for path in log if path.is_file())
    assert told.count(b'"vault.read"') == 3
    assert b'"rules.try"' in told


def test_without_the_identity_everything_is_told_as_left_out(
    kept: App, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A machine that only writes says so for every item, and nothing passes for unchanged."""
    (kept.settings.home / IDENTITY).unlink()

    assert print_trial(trial(kept.settings, rules, []), as_json=True) is True
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["no vault identity" in line["not_read"] for line in lines[:-1]] == [True, True, True]
    assert (lines[-1]["read"], lines[-1]["changed"]) == (0, 0)
    assert list(lines[-1]["not_read"].values()) == [3]


def test_one_lost_original_is_left_out(kept: App, rules: Path) -> None:
    """The others are compared all the same."""
    item = sample(NOTICE)
    for file in (kept.settings.home / "store").rglob(f"*{item.digest.removeprefix('sha256:')}*"):
        file.unlink()

    tried = trial(kept.settings, rules, [])
    [lost] = [one for one in tried.run() if isinstance(one.result, str)]
    assert (lost.source, lost.item) == (NOTICE, item.digest)
    assert lost.case is not None
    assert (tried.read, tried.changed) == (2, 1)


def test_rules_are_tried_over_files(app: App, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are named need no archive; people see what comes and goes, and the sums."""
    (tmp_path / "house.eml").write_bytes(MAIL)

    assert print_trial(trial(app.settings, rules, [str(tmp_path / "house.eml")]), as_json=False) is False
    shown = capsys.readouterr().out
    assert "  kind: unrelated -> " in shown
    assert "  violations: + ip.trademark" in shown
    assert "1 item compared with the shipped rules: 1 would change" in shown


def test_rules_in_force_are_compared_with_the_shipped_ones(app: App, rules: Path, tmp_path: Path) -> None:
    """Where the folder is the one in force, the comparison tells what it changed; another is compared with it."""
    (tmp_path / "house.eml").write_bytes(MAIL)
    own = app.settings.model_copy(update={"rules_dir": rules})
    other = tmp_path / "other"
    (other / "cues").mkdir(parents=True)
    (other / "cues" / "status.yaml").write_text("open: {en: [never said]}\n", encoding="utf-8")

    assert "violations" in changes(trial(own, rules, [str(tmp_path)]))[str(tmp_path / "house.eml")]
    against = trial(own, other, [str(tmp_path / "house.eml")])
    assert "violations" in changes(against)[str(tmp_path / "house.eml")]
    assert against.against == f"the rules of {rules}"


def test_what_cannot_be_tried_is_refused(app: App, tmp_path: Path, rules: Path) -> None:
    """A folder that is not there, a wrong rule, and an archive that is empty."""
    with pytest.raises(RulesError, match="no such folder"):
        trial(app.settings, tmp_path / "nowhere", [])
    away = app.settings.model_copy(update={"home": tmp_path / "away"})
    with pytest.raises(UsageError, match="nothing is kept"):
        trial(away, rules, [])
    assert not (tmp_path / "away").exists()
    (rules / "cues" / "violations.yaml").write_text("ip.trademark: {say: {en: [A]}}\n", encoding="utf-8")
    with pytest.raises(RulesError, match="lower case"):
        trial(app.settings, rules, [])


def test_what_became_a_notice_is_read_again_by_name(kept: App, rules: Path) -> None:
    """With the rules in force, an item that was unrelated opens its case when it is named; `--all` leaves it alone."""
    item = RawItem("house.eml", NOW, MAIL)
    own = kept.settings.model_copy(update={"rules_dir": rules})
    app = replace(kept, settings=own)

    assert retry_items(app, [], every=True).counts == {}
    assert state_of(app, item) is ItemState.UNRELATED
    assert retry_items(app, [item.digest], every=False).counts == {"archived": 1}
    assert state_of(app, item) is ItemState.ARCHIVED


def test_every_difference_is_a_line() -> None:
    """Lists show what comes and goes, single values both, a deadline in words."""
    deadline = {"at": "2026-11-05T08:00:00+00:00", "basis": "rule", "text": "ours", "also": None}
    shown = [
        line
        for one in (
            Difference("violations", ["ip.trademark"], ["ip.copyright", "ip.trademark"]),
            Difference("paths", ["a", "b"], ["b", "a"]),
            Difference("scope", None, "listing"),
            Difference("deadline", None, deadline),
            Difference("references", {"case": ["1"], "order": []}, {"case": [], "order": ["1"]}),
            Difference("periods", [], [{"role": "funds", "period": "P90D", "at": None, "text": "90 days"}]),
        )
        for line in difference_lines(one)
    ]

    assert shown == [
        "violations: + ip.copyright",
        "paths: the same in another order",
        "scope: none -> listing",
        "deadline: none -> 2026-11-05T08:00:00+00:00 (rule: ours)",
        "references: - case 1",
        "references: + order 1",
        "periods: + role funds, period P90D, text 90 days",
    ]

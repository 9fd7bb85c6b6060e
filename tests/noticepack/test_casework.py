"""What people do with cases is written to archive, vault and catalog, and survives everything."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from assemble.case_json import case_from_json
from assemble.standing import CaseState
from config.errors import NotStored, UsageError
from config.words import Kind
from noticepack import filing
from noticepack.bootstrap import App
from noticepack.case_view import print_case, whole_case_json
from noticepack.casefile import look_up
from noticepack.casework import close_case, merge_cases, split_case, submitted, undo_decision
from noticepack.keys import vault_identity
from noticepack.packet_changes import changes_since
from noticepack.rows import Summary, case_of
from storage.catalog import Catalog
from tests.noticepack.conftest import SAMPLES, Run, faults

FIRST = SAMPLES / "amazon-us-inauthentic-pdf-table.eml"
RECEIVED = SAMPLES / "amazon-us-inauthentic-received.eml"
REJECTED = SAMPLES / "amazon-us-inauthentic-rejected-reply.eml"
MORE = SAMPLES / "amazon-us-inauthentic-more-information.eml"
OTHER = SAMPLES / "amazon-us-trademark-html.eml"
JOOM = SAMPLES / "joom-late-fulfilment-pdf.eml"
WHY = {"by": "Mara Ellison", "why": "one warehouse"}
SENT = datetime(2026, 10, 27, 14, 30, tzinfo=UTC)


def living(app: App) -> dict[str, frozenset[str]]:
    """Case id -> the notices that stand in it; the rows of the items and the cases must say the same."""
    rows = [row for row in app.catalog.cases() if row.state != "merged"]
    found = {row.id: frozenset(joined.facts.item for joined in case_of(row).notices) for row in rows}
    assert found == {id: frozenset(item.digest for item in app.catalog.case_items(id)) for id in found}
    return found


def ids(app: App) -> list[str]:
    """The cases that are no signposts, the one with most notices first."""
    found = living(app)
    return sorted(found, key=lambda id: (-len(found[id]), id))


def kept(app: App, case_id: str) -> None:
    """Archive and vault hold the case as the catalog has it."""
    row = app.catalog.case(case_id)
    record = json.loads(app.archive.read(case_id, "record.json"))
    identity = vault_identity(app.settings)
    assert case_from_json(json.loads(app.vault.get(record["record"], identity))) == case_of(row)
    assert record["packet"] == Summary.of(row).packet
    events = json.loads(app.archive.read(case_id, "events.json"))
    assert [event["did"] for event in events] == [event.did for event in case_of(row).events]
    assert app.archive.versions(case_id)[-1].version == row.version


def test_notices_in_any_order_end_in_the_same_cases(make_app: Callable[..., App], run: Run) -> None:
    """A notice, two replies and a stranger give the same cases and states in every order, down to the files."""
    found = set()
    for number, order in enumerate(itertools.permutations([FIRST, RECEIVED, REJECTED])):
        app = make_app(home=f"home{number}", trusted_authserv_ids=["mx.seller.example"])
        run(app, [*order, OTHER] if number % 2 else [OTHER, *order])
        rows = [app.catalog.case(id) for id in ids(app)]
        papers = tuple(
            tuple(name for name in app.archive.versions(row.id)[-1].files if name.startswith(("notices/", "facts/")))
            for row in rows
        )
        found.add((frozenset(living(app).values()), tuple((row.state, row.deadline_at) for row in rows), papers))
        assert faults(app) == {}

    assert len(found) == 1


def test_a_submission_is_recorded(app: App, run: Run) -> None:
    """When, what and by whom stands in catalog, archive and vault; the packet stays as it is."""
    run(app, [FIRST])
    (case_id,) = ids(app)
    before = app.catalog.packets(case_id)
    done = submitted(app, case_id, when=SENT, by="Mara Ellison", version=None, why="case 4711")

    assert done.event is not None
    assert (done.event.at, done.event.by, done.event.version) == (SENT, "Mara Ellison", "v1")
    assert app.catalog.case(case_id).state == CaseState.ANSWERED
    assert app.catalog.packets(case_id) == before
    assert [one.version for one in app.archive.versions(case_id)] == ["v1", "v2"]
    kept(app, case_id)
    again = submitted(app, case_id, when=SENT, by="Mara Ellison", version="v1")
    assert again.case == done.case
    assert app.catalog.case(case_id).version == "v2"


def test_the_reply_says_what_is_still_asked(
    app: App, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply joins the case; what it asks for is shown beside what was sent."""
    monkeypatch.setenv("COLUMNS", "160")
    run(app, [FIRST])
    (case_id,) = ids(app)
    submitted(app, case_id, when=SENT, by="Mara Ellison", version="v1")
    run(app, [REJECTED])

    file = look_up(app, case_id)
    assert (file.row.state, file.asked.since) == ("refused", "v1")
    assert file.asked.asked
    print_case(file, app.clock(), app.settings.zone)
    shown = capsys.readouterr().out
    assert "What is still asked since v1 was submitted" in shown
    assert "packet v1 submitted by Mara Ellison" in shown
    data = json.loads(json.dumps(whole_case_json(file)))
    assert data["still_asked"]["since"] == "v1"
    assert [entry["happening"] for entry in data["timeline"]].count("notice") == 2


def test_the_next_packet_is_compared_with_the_last(app: App, run: Run) -> None:
    """The difference between the packet that was submitted and the newest is shown; before there is none to show."""
    run(app, [FIRST])
    (case_id,) = ids(app)
    with pytest.raises(UsageError, match="no packet was submitted"):
        changes_since(app, case_id)
    submitted(app, case_id, when=SENT, by="Mara Ellison", version="v1")
    assert changes_since(app, case_id).changes.nothing
    run(app, [MORE])

    since = changes_since(app, case_id)
    assert since.version == "v1"
    assert since.changes.text


@pytest.mark.parametrize(
    ("when", "by", "version", "words"),
    [
        (SENT + timedelta(days=30), "Mara", None, "yet to come"),
        (SENT, " ", None, "--by"),
        (SENT, "Mara", "v9", "no packet v9"),
    ],
)
def test_what_cannot_have_been_submitted(
    app: App, run: Run, when: datetime, by: str, version: str | None, words: str
) -> None:
    """A time to come, nobody, and a packet that was never made are refused, and nothing is recorded."""
    run(app, [FIRST])
    (case_id,) = ids(app)
    with pytest.raises(UsageError, match=words):
        submitted(app, case_id, when=when, by=by, version=version)
    assert app.catalog.case(case_id).version == "v1"
    with pytest.raises(NotStored):
        submitted(app, "AMZ-US-NOTTHERE", when=SENT, by="Mara", version=None)


def test_a_merge_and_its_undoing(app: App, run: Run) -> None:
    """Papers and notices move with a merge and come back with its undoing; nothing is lost on the way."""
    run(app, [FIRST, OTHER])
    into, other = ids(app)
    before = living(app)
    files = {id: app.archive.versions(id)[-1].files for id in (into, other)}
    merge_cases(app, into, other, **WHY)

    assert living(app) == {into: before[into] | before[other]}
    assert app.catalog.case(other).state == "merged"
    assert set(files[into]) | set(files[other]) - {"summary.docx"} <= set(app.archive.versions(into)[-1].files)
    assert not any(name.startswith("notices/") for name in app.archive.versions(other)[-1].files)
    for id in (into, other):
        kept(app, id)
    undo_decision(app, into, by="Mara Ellison", why="two problems after all")

    assert living(app) == before
    for id in (into, other):
        kept(app, id)
        assert set(files[id]) <= set(app.archive.versions(id)[-1].files)
    notices = [{n for n in app.archive.versions(id)[-1].files if n.startswith("notices/")} for id in (into, other)]
    assert not notices[0] & notices[1]
    assert faults(app) == {}


def test_later_notices_follow_a_split(app: App, run: Run) -> None:
    """A reply taken out of its case takes what belongs with it along."""
    run(app, [FIRST, REJECTED])
    (case_id,) = ids(app)
    reply = next(j.facts for j in case_of(app.catalog.case(case_id)).notices if j.facts.kind is Kind.APPEAL_REJECTED)
    done = split_case(app, case_id, [reply.item[:19]], **WHY)
    assert done.other is not None
    assert living(app)[done.other.id] == {reply.item}
    run(app, [MORE, RECEIVED])

    assert reply.item not in living(app)[case_id]
    assert sum(map(len, living(app).values())) == 4
    for id in living(app):
        kept(app, id)
    assert faults(app) == {}


def test_closing_and_undoing(app: App, run: Run) -> None:
    """A closed case has nothing due; undoing it brings state and deadline back."""
    run(app, [FIRST])
    (case_id,) = ids(app)
    before = app.catalog.case(case_id)
    close_case(app, case_id, **WHY)
    assert (app.catalog.case(case_id).state, app.catalog.case(case_id).deadline_at) == ("closed", None)
    undo_decision(app, case_id, by="Mara Ellison", why="a mistake")

    after = app.catalog.case(case_id)
    assert (after.state, after.deadline_at) == (before.state, before.deadline_at)
    kept(app, case_id)


def test_platforms_are_never_merged(app: App, run: Run) -> None:
    """Joom and Amazon never share a case, whoever asks for it."""
    run(app, [FIRST, JOOM])
    amazon, joom = sorted(ids(app))
    with pytest.raises(UsageError, match="never share a case"):
        merge_cases(app, amazon, joom, **WHY)
    assert len(ids(app)) == 2


class Killed(Exception):
    """Stands for the end of the process."""


@pytest.mark.parametrize("step", ["archive", "taken out", "catalog"])
def test_a_merge_killed_half_way_is_done_again(app: App, run: Run, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command again finishes what a kill left, and no paper of either case is missing."""
    run(app, [FIRST, OTHER])
    into, other = ids(app)
    before = living(app)
    owner, name = {"archive": (filing, "_archive"), "taken out": (filing, "_take_out")}.get(
        step, (Catalog, "save_cases")
    )
    real = getattr(owner, name)

    def once_then_killed(*args: object) -> object:
        real(*args)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, once_then_killed)
        with pytest.raises(Killed):
            merge_cases(app, into, other, **WHY)
    if step != "catalog":
        assert living(app) == before
        merge_cases(app, into, other, **WHY)

    assert living(app) == {into: before[into] | before[other]}
    notices = [name for name in app.archive.versions(into)[-1].files if name.startswith("notices/")]
    assert len({name.split("/")[1] for name in notices}) == 2
    for id in (into, other):
        kept(app, id)
    assert faults(app) == {}


def test_without_the_identity_people_still_decide(app: App, run: Run) -> None:
    """Where originals cannot be read, cases are merged all the same; the packet lacks the newest notice's own text."""
    run(app, [FIRST, OTHER])
    into, other = ids(app)
    identity = app.settings.home / "vault-identity.txt"
    found = next(path for path in app.settings.home.rglob("*") if path.is_file() and "identity" in path.name)
    found.rename(identity.with_suffix(".away"))
    submitted(app, other, when=SENT, by="Mara Ellison", version=None)
    merge_cases(app, into, other, **WHY)

    assert list(living(app)) == [into]
    assert len([name for name in app.archive.versions(into)[-1].files if name.endswith("notice.txt")]) == 2

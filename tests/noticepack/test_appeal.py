"""From notice to ready packet as an operator goes: answers and papers are kept, checked, packed and never altered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from assemble.answers import EvidenceClaim
from assemble.docket import ForcedPacket
from config.errors import AnswersError, NotStored, UsageError
from config.words import Severity
from noticepack.appeals import check_case, matrix_of, shipments_of
from noticepack.bootstrap import App
from noticepack.casework import submitted
from noticepack.docket import docket_for, entries_kept
from noticepack.guide import SAVED, UNCHANGED, WRITTEN, guided
from noticepack.keys import vault_identity
from noticepack.packets import export_packet
from noticepack.papers import add_paper, claim_from, papers_of, withdraw_paper
from noticepack.rebuild import rebuild
from noticepack.rows import case_of, contents_in
from tests.noticepack.conftest import SAMPLES, Run
from tests.worked.example import worked

TRADEMARK = "trademark"
Begin = Callable[..., tuple[App, str]]


@pytest.fixture
def begin(make_app: Callable[..., App], run: Run) -> Begin:
    """Takes the notice of a worked example in: the application and the case's id."""

    def take(name: str, **options: object) -> tuple[App, str]:
        now = worked(name).now.isoformat()
        app = make_app(pdf="off", trusted_authserv_ids=["mx.seller.example"], **{"now": now, **options})
        run(app, [SAMPLES / worked(name).notice.message.source])
        (row,) = app.catalog.cases()
        return app, row.id

    return take


def answer(app: App, case_id: str, name: str, folder: Path) -> Path:
    """The answers and papers of a worked example, given as an operator gives them; the answers file."""
    file = folder / f"{case_id}.answers.yaml"
    file.write_text(worked(name).answers_text, encoding="utf-8")
    for paper in worked(name).evidence.files:
        given = folder / paper.name
        given.write_bytes(paper.data)
        add_paper(app, case_id, given, None, EvidenceClaim(shows=f"The paper {paper.name}"))
    assert guided(app, case_id, file).done == SAVED
    return file


def errors(app: App, case_id: str) -> set[str]:
    """The codes that keep the packet from being ready."""
    return {lack.code for lack in check_case(app, case_id).lacks if lack.severity is Severity.ERROR}


@pytest.mark.parametrize("name", [TRADEMARK, "joom_late"])
def test_from_notice_to_ready_packet(begin: Begin, tmp_path: Path, name: str) -> None:
    """An example is packed and archived without an error left; papers come out byte for byte."""
    app, case_id = begin(name)
    answer(app, case_id, name, tmp_path)

    rebuilt = rebuild(app, case_id)
    export_packet(app, case_id, tmp_path / "out")

    assert rebuilt.ready
    assert rebuilt.version == "v2"
    readiness = json.loads((tmp_path / "out" / "readiness.json").read_text(encoding="utf-8"))
    assert (readiness["ready"], readiness["forced"]) == (True, None)
    given = {paper.data for paper in worked(name).evidence.files}
    kept = {
        path.read_bytes() for path in (tmp_path / "out" / "evidence").iterdir() if path.suffix not in (".json", ".txt")
    }
    assert kept == given
    assert app.archive.versions(case_id)[-1].version == "v2"


def test_the_first_call_writes_the_file_and_the_next_reads_it(begin: Begin, tmp_path: Path) -> None:
    """A blank answers file is written once; what is in it is saved only when it has changed, and never overwritten."""
    app, case_id = begin(TRADEMARK)
    file = tmp_path / "answers.yaml"

    assert guided(app, case_id, file).done == WRITTEN
    assert docket_for(app, case_of(app.catalog.case(case_id))).text is None
    blank = file.read_text(encoding="utf-8")
    assert guided(app, case_id, file).done == SAVED
    assert guided(app, case_id, file).done == UNCHANGED
    assert file.read_text(encoding="utf-8") == blank
    assert file.stat().st_mode & 0o077 == 0
    file.unlink()
    assert guided(app, case_id, file).done == WRITTEN
    assert file.read_text(encoding="utf-8") == blank


def test_ways_and_the_warning_against_the_wrong_one(begin: Begin, tmp_path: Path) -> None:
    """The ways of the notice are shown with the one that is taken, and what a plan would give away is said."""
    app, case_id = begin(TRADEMARK)
    done = guided(app, case_id, tmp_path / "answers.yaml")

    assert [way.name for way in done.ways if way.taken] == ["Dispute"]
    assert all(way.means and way.beware for way in done.ways)
    assert any("plan of action" in line for line in done.beware)


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("case: [", "did not find", 2),
        ("casse: x\n", "casse", 1),
        ("path: plan\n", "path", 1),
        ("issues:\n  - violation: ip.trademark\n    corrective:\n      - {text: a, done: soon}\n", "done", 4),
        ("seen_in_account: true\nseen_in_account: false\n", "twice", 2),
    ],
)
def test_a_wrong_answers_file_names_its_line(begin: Begin, tmp_path: Path, text: str, says: str, line: int) -> None:
    """What cannot be read is told with file and line, and nothing is saved."""
    app, case_id = begin(TRADEMARK)
    file = tmp_path / "answers.yaml"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(AnswersError, match=says) as caught:
        guided(app, case_id, file)
    assert caught.value.line == line
    assert docket_for(app, case_of(app.catalog.case(case_id))).text is None


def test_answers_of_another_case_are_not_taken(begin: Begin, tmp_path: Path) -> None:
    """A file that names another case is refused before it is saved."""
    app, case_id = begin(TRADEMARK)
    file = tmp_path / "answers.yaml"
    file.write_text('case: "AMZ-US-00000000"\n', encoding="utf-8")

    with pytest.raises(UsageError, match="AMZ-US-00000000"):
        guided(app, case_id, file)


def test_a_paper_is_kept_byte_for_byte(begin: Begin, tmp_path: Path) -> None:
    """Digest, time and source are recorded, a second claim adds to it, and withdrawing it keeps the bytes."""
    app, case_id = begin(TRADEMARK)
    paper = tmp_path / "letter.pdf"
    paper.write_bytes(worked(TRADEMARK).evidence.files[0].data)
    claim = claim_from("1", " The letter ", [], "authorisation", "2026-02-03", ["both-signatures"])
    add_paper(app, case_id, paper, None, claim)
    add_paper(app, case_id, paper, None, EvidenceClaim(shows="It names us"))
    again = add_paper(app, case_id, paper, None, claim)

    assert again.done.endswith("was there already with the same claim")
    (kept,) = again.papers
    assert [one.shows for one in kept.claims] == ["The letter", "It names us"]
    assert (kept.name, kept.source, kept.added) == ("letter.pdf", str(paper), app.clock())
    assert app.vault.get(kept.digest, vault_identity(app.settings)) == paper.read_bytes()
    assert withdraw_paper(app, case_id, "letter.pdf", "a newer one").papers == ()
    assert app.vault.get(kept.digest, vault_identity(app.settings)) == paper.read_bytes()
    kinds = [
        type(one.said).__name__
        for one in sorted(entries_kept(app.docket, vault_identity(app.settings)), key=lambda e: e.number)
    ]
    assert kinds == ["AddedPaper", "AddedPaper", "WithdrawnPaper"]


def test_what_cannot_be_a_paper_is_refused(begin: Begin, tmp_path: Path) -> None:
    """A folder, nothing, an empty file, another file of the same name, and a request that is not there."""
    app, case_id = begin(TRADEMARK)
    plain = EvidenceClaim(shows="x")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "a.pdf").write_bytes(worked(TRADEMARK).evidence.files[0].data)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.pdf").write_bytes(worked(TRADEMARK).evidence.files[1].data)

    for file in (tmp_path, tmp_path / "none.pdf", tmp_path / "empty.pdf"):
        with pytest.raises(UsageError):
            add_paper(app, case_id, file, None, plain)
    with pytest.raises(UsageError, match="asks for nothing"):
        add_paper(app, case_id, tmp_path / "a.pdf", None, EvidenceClaim(shows="x", meets="9"))
    add_paper(app, case_id, tmp_path / "a.pdf", None, plain)
    with pytest.raises(UsageError, match="another paper has this name"):
        add_paper(app, case_id, tmp_path / "other" / "a.pdf", None, plain)
    with pytest.raises(UsageError, match="has no paper"):
        withdraw_paper(app, case_id, "b.pdf", "")
    with pytest.raises(NotStored):
        papers_of(app, "AMZ-US-00000000")
    for words in (("passport", None, []), (None, "3.2.2026", []), (None, None, ["signed"])):
        with pytest.raises(UsageError):
            claim_from("", "", [], words[0], words[1], words[2])


def test_a_forced_packet_says_who_and_why(begin: Begin, tmp_path: Path) -> None:
    """With errors left a packet is ready only by a person's word, which stands in packet, docket and audit log."""
    app, case_id = begin(TRADEMARK)
    with pytest.raises(UsageError, match="reason"):
        rebuild(app, case_id, " ")

    rebuilt = rebuild(app, case_id, "the deadline is tonight")
    export_packet(app, case_id, tmp_path / "out")

    assert not rebuilt.ready
    readiness = json.loads((tmp_path / "out" / "readiness.json").read_text(encoding="utf-8"))
    assert readiness["ready"] is False
    assert readiness["forced"] == {
        "by": app.settings.operator, "at": app.clock().isoformat(), "why": "the deadline is tonight",
    }  # fmt: skip
    (entry,) = entries_kept(app.docket, vault_identity(app.settings))
    assert isinstance(entry.said, ForcedPacket)
    assert "NP-SIGNATORY-EMPTY" in entry.said.codes


def test_the_next_try_shows_what_changed(begin: Begin, tmp_path: Path) -> None:
    """After a submission the same text is an error, and the check shows what was put in and taken out since."""
    app, case_id = begin(TRADEMARK)
    file = answer(app, case_id, TRADEMARK, tmp_path)
    rebuild(app, case_id)
    submitted(app, case_id, when=app.clock() - timedelta(hours=1), by="Mara Ellison", version=None)

    assert "NP-TEXT-UNCHANGED" in errors(app, case_id)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("and sold 187 of them.", "and sold 187 of them, which our list of orders shows."))
    guided(app, case_id, file)
    looked = check_case(app, case_id)

    assert looked.last is not None
    assert [(change.did, "list of orders" in change.text) for change in looked.changes] == [
        ("removed", False),
        ("added", True),
    ]


def test_a_reply_takes_the_answers_along(begin: Begin, run: Run, tmp_path: Path) -> None:
    """What comes in after answers were given is packed with them; once refused, the same text is not ready again."""
    app, case_id = begin("inauthentic")
    answer(app, case_id, "inauthentic", tmp_path)
    run(app, [SAMPLES / "amazon-us-inauthentic-received.eml"])
    packed = app.catalog.packets(case_id)[-1]
    submitted(app, case_id, when=app.clock(), by="Mara Ellison", version=None)
    run(app, [SAMPLES / "amazon-us-inauthentic-more-information.eml"])

    assert packed.version == "v2"
    assert {held.name for held in contents_in(packed).files} == {
        file.name for file in worked("inauthentic").evidence.files
    }
    looked = check_case(app, case_id)
    assert looked.last is not None
    assert looked.last.version == "v2"
    assert "NP-TEXT-UNCHANGED" in {lack.code for lack in looked.lacks}


def test_a_check_of_another_file_saves_nothing(begin: Begin, tmp_path: Path) -> None:
    """Answers can be tried out: the saved ones stay."""
    app, case_id = begin(TRADEMARK)
    file = answer(app, case_id, TRADEMARK, tmp_path)
    other = tmp_path / "other.yaml"
    other.write_text(file.read_text(encoding="utf-8").replace("registered: true", "registered: false"))

    assert not check_case(app, case_id, other).ready
    assert check_case(app, case_id).ready


def test_the_matrix_shows_the_gaps(begin: Begin, tmp_path: Path) -> None:
    """Five products by two invoices leave no gap; without one invoice its products are the gaps."""
    app, case_id = begin("inauthentic")
    answer(app, case_id, "inauthentic", tmp_path)

    assert matrix_of(app, case_id).gaps == 0
    withdraw_paper(app, case_id, "invoice-TW-0752.pdf", "not ours")
    assert matrix_of(app, case_id).gaps == 2


def test_the_way_of_the_orders(begin: Begin, tmp_path: Path) -> None:
    """The table of shipments is read from the vault; without one it is said how to add it."""
    app, case_id = begin("joom_late")
    with pytest.raises(UsageError, match="no table"):
        shipments_of(app, case_id)
    answer(app, case_id, "joom_late", tmp_path)
    read = shipments_of(app, case_id)

    assert [one.order for one in read.shipments] == ["3TQ8W2", "3TR1N7", "3TR6B5"]
    assert read.faults == ()


def test_the_archive_holds_no_address_of_the_seller(begin: Begin, tmp_path: Path) -> None:
    """What was answered is archived redacted: neither the signatory nor an address can be read there."""
    app, case_id = begin(TRADEMARK)
    answer(app, case_id, TRADEMARK, tmp_path)
    rebuild(app, case_id)
    archived = app.archive.get(case_id)

    assert "answers.yaml" in archived
    for name, data in archived.items():
        assert b"Mara Ellison" not in data, name
        assert b"orders@fernhollow.example" not in data, name

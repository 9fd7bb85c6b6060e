"""The packet: its files, what stands in the document, and that only its input decides its bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from assemble.answers import AppealAnswers, OrderStep, answers_from_yaml
from assemble.answers_file import answers_yaml
from assemble.case import Case, join, open_case
from assemble.case_json import case_from_json
from assemble.dossier import Dossier
from assemble.evidence import Evidence
from assemble.packet import Making, Packet, PacketFile, build
from assemble.redact import redact_packet
from config.redaction import load_redaction
from config.words import AppealPath, Audience, Basis, Kind, Violation
from extract.facts import Deadline, Facts
from extract.facts_json import facts_from_json
from ingest.message import Part
from tests.assemble.builders import (
    APPEALS,
    DUE,
    HEADINGS,
    ISSUED,
    NOW,
    REQUESTED,
    RULES,
    answers,
    case_of,
    docx_text,
    evidence,
    facts,
    joom,
    notice,
    trademark,
)
from tests.assemble.test_render import HOSTILE


def pack(
    of: Facts | None = None,
    given: AppealAnswers | None = None,
    papers: Evidence | None = None,
    *,
    case: Case | None = None,
    files: tuple[Part, ...] = (),
    body: str = "Hello",
) -> Packet:
    """The packet of a case with one notice."""
    of = of or facts()
    told = notice(of, files=files, body=body)
    dossier = Dossier(case or case_of(of), given or AppealAnswers(), papers or Evidence())
    return build(dossier, (told,), RULES, APPEALS, NOW)


def by_name(packet: Packet) -> Mapping[str, bytes]:
    """The bytes of every file."""
    return {file.name: file.data for file in packet.files}


def text_of(packet: Packet, name: str = "appeal.docx") -> str:
    """The text of the packet's document."""
    return docx_text(by_name(packet)[name])


def test_files_of_a_complete_packet() -> None:
    """A packet holds the document, the text for the form, what is known, the notice, the papers and the manifest."""
    first = facts().item.removeprefix("sha256:")[:12]

    assert [file.name for file in pack(given=answers(), papers=evidence()).files] == [
        "answers.yaml",
        "appeal.docx",
        "attachments/01-invoices-2025.pdf",
        "attachments/02-supplier-contact.png",
        "attachments/03-stock-count.pdf",
        "before-you-submit.docx",
        "case.json",
        "contents.json",
        "evidence/01-invoices-2025.pdf",
        "evidence/02-supplier-contact.png",
        "evidence/03-stock-count.pdf",
        "evidence/index.json",
        "evidence/index.txt",
        f"facts/{first}.json",
        "manifest-sha256.txt",
        "manifest.json",
        f"notices/{first}/notice.txt",
        "readiness.json",
        "submission-short.txt",
        "submission.txt",
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    """Two packets of the same input are equal byte by byte."""
    assert pack(given=answers(), papers=evidence()) == pack(given=answers(), papers=evidence())


def test_the_clock_changes_only_readiness() -> None:
    """An hour before the deadline only readiness.json and the manifests differ."""
    case, told = case_of(), notice(facts())
    early = by_name(build(Dossier(case), (told,), RULES, APPEALS, NOW))
    late = by_name(build(Dossier(case), (told,), RULES, APPEALS, DUE - timedelta(hours=1)))

    assert {name for name in early if early[name] != late[name]} == {
        "readiness.json",
        "manifest.json",
        "manifest-sha256.txt",
    }


def test_evidence_is_not_touched() -> None:
    """Every paper is in the packet byte for byte, and the index says which is which."""
    files = by_name(pack(given=answers(), papers=evidence()))
    index = json.loads(files["evidence/index.json"])

    assert [files[row["path"]] for row in index] == [file.data for file in evidence().files]
    assert [row["digest"] for row in index] == [file.digest for file in evidence().files]
    assert index[1]["name"] == "supplier-contact.png"


def test_manifest_names_every_file() -> None:
    """Both manifests hold the digest of every file but themselves; sha256sum reads the second."""
    files = by_name(pack(given=answers(), papers=evidence()))
    manifest = json.loads(files["manifest.json"])
    listed = {row["name"]: row["sha256"] for row in manifest["files"]}
    sums = dict(line.split("  ")[::-1] for line in files["manifest-sha256.txt"].decode().splitlines())

    assert listed == {n: hashlib.sha256(d).hexdigest() for n, d in files.items() if not n.startswith("manifest")}
    assert sums == {**listed, "manifest.json": hashlib.sha256(files["manifest.json"]).hexdigest()}
    assert (manifest["case"], manifest["form"]) == (case_of().id, "amazon-plan-of-action")


def test_case_and_facts_can_be_read_back() -> None:
    """case.json and facts/ hold the whole case."""
    case = join(case_of(), facts("reply", issued=ISSUED + timedelta(days=1)))
    files = by_name(pack(case=case))

    assert case_from_json(json.loads(files["case.json"])) == case
    assert {facts_from_json(json.loads(files[n])).item for n in files if n.startswith("facts/")} == {
        joined.facts.item for joined in case.notices
    }


def test_readable_attachments_are_kept() -> None:
    """Attachments of known types are in the packet byte for byte under names of ours; others are not."""
    files = (
        Part("attachment ../../x.pdf", "application/pdf", b"%PDF"),
        Part("attachment a.exe", "application/x-dosexec", b"MZ"),
        Part("attachment b.png", "image/png", b"\x89PNG"),
    )
    names = {n.rpartition("/")[2]: d for n, d in by_name(pack(files=files)).items() if n.startswith("notices/")}

    assert names == {
        "attachment-1.pdf": b"%PDF",
        "attachment-3.png": b"\x89PNG",
        "notice.txt": b"[subject]\nYour selling privileges have been removed\n\n[body]\nHello\n",
    }


def test_plan_answers_everything_the_notice_names() -> None:
    """Headings and requests stand in the notice's words, every ASIN and number is there, the answers are too."""
    text = text_of(pack(given=answers(), papers=evidence()))

    for wanted in (*HEADINGS, *REQUESTED, *facts().asins, "70318845921", "15520938471", "Exhibit 1", "Mara Ellison"):
        assert wanted in text
    assert "Customer returns were put back" in text
    assert "3 March 2026" in text
    assert "Amazon, amazon.com (US)" in text
    assert "condition guidelines (help page 200339950)" in text
    assert "Exhibit 3" in text
    assert "[Seller:" not in text


def test_what_only_the_seller_knows_is_a_slot() -> None:
    """Without answers every part is a visible slot, and nothing is made up for one."""
    text = text_of(pack())

    assert text.count("[Seller:") >= 8
    assert "[Seller: state the root cause (Product condition). How could units" in text
    assert "[Seller: answer]" in text
    assert "[Seller: name of the registered contact]" in text


def test_blank_answers_give_the_document_without_answers() -> None:
    """The blank answers file changes nothing in the document."""
    blank = answers_from_yaml(answers_yaml(case_of(), APPEALS), "blank.yaml")

    assert text_of(pack(given=blank)) == text_of(pack())


def test_cover_says_who_submits_and_where() -> None:
    """The cover names the official page, the registered contact, the deadline with its basis, and what is missing."""
    text = text_of(pack(), "before-you-submit.docx")

    assert "Before You Submit" in text
    assert "noticepack prepares papers; it never submits anything" in text
    assert "Seller Central > Account Health > the violation > Appeal" in text
    assert "19 March 2026, 09:14 (UTC-08:00)" in text
    assert "Counted from the date of the notice: “within 17 days of this notice”." in text
    assert "NP-SECTION-EMPTY" in text


def test_a_working_target_is_marked_as_ours() -> None:
    """A deadline that the notice does not state is never shown as the marketplace's."""
    rule = facts(deadline=Deadline(DUE, Basis.RULE, "amazon.first_appeal"))

    assert "OUR WORKING TARGET, not the marketplace's" in text_of(pack(rule), "before-you-submit.docx")
    assert "OUR WORKING TARGET" not in text_of(pack(), "before-you-submit.docx")


def test_dispute_confesses_nothing() -> None:
    """A dispute has no part for causes and corrections."""
    packet = pack(trademark())
    text = text_of(packet)

    assert "Dispute of the Decision" in text
    assert "Why there was no violation" in text
    assert "Root cause" not in text
    assert "trademark 6310206" in text
    assert json.loads(by_name(packet)["manifest.json"])["form"] == "amazon-dispute"


def test_joom_and_amazon_are_never_mixed() -> None:
    """A Joom appeal speaks of nothing of Amazon's, an Amazon appeal of nothing of Joom's."""
    of_joom, of_amazon = text_of(pack(joom())), text_of(pack())

    assert not [word for word in APPEALS.checks.platform_words[joom().platform] if word in of_amazon]
    assert not [word for word in APPEALS.checks.platform_words[facts().platform] if word in of_joom]
    assert "Not confirmed by the marketplace's own pages" in text_of(pack(joom()), "before-you-submit.docx")


def test_joom_shows_the_way_of_every_order() -> None:
    """Each order has each step; one that is not known is a gap that can be seen."""
    order = joom().references.order[0]
    step = OrderStep(order, "Delivered", "2026-02-27 16:02 UTC", "Signed by the buyer", "pod.pdf")
    scans = tuple(OrderStep(order, "In transit", f"2026-02-2{day} 08:00 UTC") for day in (3, 4))
    text = text_of(pack(joom(), AppealAnswers(orders=(step, *scans, OrderStep("JM-9", "Delivered", "2026-02-25 UTC")))))

    assert text.count("Accepted by the carrier") == 3
    assert "2026-02-27 16:02 UTC" in text
    assert text.count("[Seller: time]") == 18
    assert text.count("In transit") == 4
    assert "The way of each order" not in text_of(pack(joom(violations=(Violation.IP_TRADEMARK,))))


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (facts(kind=Kind.REINSTATED), "The marketplace says that the matter is settled"),
        (facts(kind=Kind.APPEAL_RECEIVED), "The marketplace confirms an appeal"),
        (facts(paths=(AppealPath.COURT,)), "This is a court matter"),
        (joom(paths=(AppealPath.NONE,)), "There is nothing to submit"),
    ],
)
def test_a_summary_where_nothing_is_submitted(of: Facts, words: str) -> None:
    """Where no appeal can or need be made there is a summary and no text for a form."""
    packet = pack(of)

    assert words in text_of(packet, "summary.docx")
    assert not {"appeal.docx", "submission.txt"} & set(by_name(packet))


def test_submission_text_is_the_appeal() -> None:
    """The text for the form has the same headings and answers as the document and nothing of its cover."""
    text = by_name(pack(given=answers(), papers=evidence()))["submission.txt"].decode()

    assert all(heading in text for heading in HEADINGS)
    assert "- 3 March 2026: Created removal orders" in text
    assert "Before You Submit" not in text
    assert "\r" not in text


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: value[:12])
def test_hostile_notices_and_answers_stay_text(value: str) -> None:
    """Whatever a notice or an answer holds comes out literally in the document and in the text for the form."""
    of = facts(subject=value, requested=(value,), headings=(value,), account=value)
    given = replace(answers(), issues=(replace(answers().issues[0], root_cause=value),), points=())
    packet = pack(of, given, body=value)
    shown = " ".join(value.split())

    assert text_of(packet).count(shown) >= 4
    assert shown in by_name(packet)["submission.txt"].decode()
    assert value in by_name(packet)[f"notices/{of.item[7:19]}/notice.txt"].decode()


@pytest.mark.parametrize("value", ["a\x00b\x07", "\ud800", "\ufffe\uffff", "\x0c\x1b[31m"])
def test_unprintable_notices_lose_nothing_else(value: str) -> None:
    """Characters that no document can hold break no file of the packet and cut no text."""
    of = facts(subject=f"before{value}after", requested=(f"first{value}last",))
    text = text_of(pack(of, body=value))

    assert "after”" in text
    assert "last" in text


def test_a_notice_of_another_case_is_refused() -> None:
    """The notice must be in the case."""
    with pytest.raises(ValueError, match="not in the case"):
        build(Dossier(case_of()), (notice(facts("other")),), RULES, APPEALS, NOW)


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", ".x", "a/.b", "ü", "a b", "", "a/b/c/d/e", "x" * 101])
def test_unsafe_file_names_are_refused(name: str) -> None:
    """A packet file cannot have a name that leads anywhere else."""
    with pytest.raises(ValueError, match="safe file name"):
        PacketFile(name, "text/plain", b"")


def test_fifty_products_keep_to_one_lack() -> None:
    """A notice with many ASINs lists each in the document and reports them as one point."""
    many = tuple(f"B0{number:08d}" for number in range(60))
    packet = pack(facts(asins=many, complaints=()))

    assert all(asin in text_of(packet) for asin in many)
    assert [lack.code for lack in packet.lacks].count("NP-ASIN-UNANSWERED") == 1


def test_a_case_of_two_notices_uses_both() -> None:
    """ASINs, requests and numbers of every notice of the case stand in the document."""
    reply = facts("reply", issued=ISSUED + timedelta(days=2), kind=Kind.INFORMATION_REQUEST, headings=(),
                  requested=("A photo of the label",), asins=("B0F5JW8K2N",))  # fmt: skip
    case = join(open_case(facts()), reply)
    text = text_of(pack(reply, case=case))

    assert all(wanted in text for wanted in (*HEADINGS, *REQUESTED, "A photo of the label", "B0F5JW8K2N", "B0C7TQ2M4X"))


def test_papers_in_base64_where_a_form_takes_no_files() -> None:
    """The text holds every paper once more, on demand only; the archive gets none of it, since nobody can redact it."""
    dossier = Dossier(case_of(), answers(), evidence())
    packet = build(dossier, (), RULES, APPEALS, NOW, Making(base64=True))
    text = {file.name: file for file in packet.files}["submission-base64.txt"]
    redacted = redact_packet(packet, load_redaction(), audience=Audience.AUDITOR, key=b"k" * 32)

    assert text.data.count(b", Base64:\n") == len(evidence().files)
    assert text.name not in {file.name for file in redacted.files}
    assert text.name not in {file.name for file in build(dossier, (), RULES, APPEALS, NOW).files}

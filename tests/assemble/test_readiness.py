"""Readiness: each check finds its fault, and finds nothing in a case that is complete."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

import assemble.readiness
from assemble.answers import AppealAnswers, CorrectiveAction, EvidenceClaim, OrderStep, PreventiveAction, Signatory
from assemble.case import Case, join
from assemble.dossier import Dossier, Earlier, Other
from assemble.evidence import Evidence
from assemble.lack import Lack
from assemble.readiness import CHECKS, Check
from assemble.words_in import first_word
from config.appeals import TEMPLATES
from config.words import AppealPath, Basis, Kind, Severity, Verdict, Violation
from extract.facts import Deadline
from ingest.message import Authenticity
from tests.assemble.builders import (
    APPEALS,
    DUE,
    HEADINGS,
    ISSUED,
    NOW,
    answers,
    case_of,
    evidence,
    evidence_file,
    facts,
    joom,
    lacks_of,
    trademark,
)


@dataclass(frozen=True)
class Broken:
    """A case with a fault, and the code it is found under."""

    code: str
    place: str
    """Part of the place that is named."""
    case: Case = field(default_factory=case_of)
    answers: AppealAnswers | None = field(default_factory=answers)
    evidence: Evidence = field(default_factory=evidence)
    now: datetime = NOW
    earlier: tuple[Earlier, ...] = ()
    others: tuple[Other, ...] = ()

    def lacks(self, checks: tuple[Check, ...] = CHECKS) -> tuple[Lack, ...]:
        """What the checks find in it."""
        dossier = Dossier(self.case, self.answers or AppealAnswers(), self.evidence, self.earlier, self.others)
        return lacks_of(dossier, self.now, checks)


def issue(**changes: object) -> AppealAnswers:
    """The good answers with their one issue changed."""
    good = answers()
    return replace(good, issues=(replace(good.issues[0], **changes),))


def action(text: str, done: date | None = date(2026, 3, 3)) -> AppealAnswers:
    """The good answers with one corrective action."""
    return issue(corrective=(CorrectiveAction(text, done),))


def verdict(of: Verdict) -> Case:
    """The good case with another verdict on its notice."""
    return case_of(facts(authenticity=Authenticity(of, ())))


UNSEEN = answers(seen_in_account=False)
BOTH = (AppealPath.PLAN_OF_ACTION, AppealPath.DISPUTE)
DOCX = evidence_file("plan.docx", (TEMPLATES / "summary.docx").read_bytes())

BROKEN = [
    Broken("NP-AUTHENTICITY-SUSPICIOUS", "authenticity", case=verdict(Verdict.SUSPICIOUS), answers=UNSEEN),
    Broken("NP-AUTHENTICITY-UNVERIFIED", "authenticity", case=verdict(Verdict.UNVERIFIED), answers=UNSEEN),
    Broken("NP-AUTHENTICITY-UNVERIFIED", "authenticity", case=verdict(Verdict.UNVERIFIED), answers=None),
    Broken("NP-PATH-CHOICE", "path", case=case_of(facts(paths=BOTH)), answers=answers(path=None)),
    Broken("NP-PATH-CHOICE", "path", case=case_of(joom(paths=BOTH)), answers=None),
    Broken("NP-PATH-NOT-OFFERED", "path", answers=answers(path=AppealPath.DISPUTE)),
    Broken("NP-PATH-UNKNOWN", "path", case=case_of(facts(paths=(), headings=())), answers=None),
    Broken("NP-PATH-COURT", "path", case=case_of(facts(paths=(AppealPath.COURT,))), answers=None),
    Broken("NP-PATH-NONE", "path", case=case_of(facts(paths=(AppealPath.NONE,))), answers=None),
    Broken("NP-DEADLINE-NONE", "deadline", case=case_of(facts(deadline=None))),
    Broken("NP-DEADLINE-RULE", "deadline", case=case_of(facts(deadline=Deadline(DUE, Basis.RULE, "r")))),
    Broken("NP-DEADLINE-PASSED", "deadline", now=DUE + timedelta(seconds=1)),
    Broken("NP-DEADLINE-CLOSE", "deadline", now=DUE - timedelta(hours=3)),
    Broken("NP-CASE-FOREIGN", "case", answers=answers(case="AMZ-US-00000000")),
    Broken(
        "NP-VIOLATION-FOREIGN",
        "ip.patent",
        answers=answers(issues=(*answers().issues, replace(answers().issues[0], violation=Violation.IP_PATENT))),
    ),
    Broken("NP-SECTION-EMPTY", "root_cause, product.condition", answers=issue(root_cause="  \n ")),
    Broken("NP-SECTION-EMPTY", "corrective, product.condition", answers=issue(corrective=(CorrectiveAction(" "),))),
    Broken("NP-SECTION-EMPTY", "preventive, product.condition", answers=issue(preventive=())),
    Broken("NP-SECTION-EMPTY", "root_cause, product.condition", answers=None),
    Broken("NP-SECTION-EMPTY", "no_violation, ip.trademark", case=case_of(trademark()), answers=None),
    Broken("NP-SECTION-EMPTY", "product.expired", case=case_of(facts(violations=(Violation.PRODUCT_EXPIRED,)))),
    Broken("NP-POINT-EMPTY", "warehouse", case=case_of(facts(headings=(*HEADINGS, "Photos of the warehouse")))),
    Broken("NP-PLACEHOLDER", "root_cause", answers=issue(root_cause="The cause was {{ cause }}.")),
    Broken("NP-PLACEHOLDER", "root_cause", answers=issue(root_cause="The cause was [Seller: state the cause].")),
    Broken("NP-PLACEHOLDER", "root_cause", answers=issue(root_cause="On ________ we found it.")),
    Broken("NP-PLACEHOLDER", "corrective 1", answers=action("TBD")),
    Broken("NP-PLACEHOLDER", "root_cause", answers=issue(root_cause="原因待填写。")),
    Broken("NP-WRONG-PLATFORM", "root_cause", answers=issue(root_cause="We wrote to Joom about it.")),
    Broken("NP-WRONG-PLATFORM", "root_cause", case=case_of(joom()), answers=issue(root_cause="See Seller Central.")),
    Broken("NP-ASIN-UNANSWERED", "B0D1HK9P3R", answers=issue(asins=("B0C7TQ2M4X",))),
    Broken("NP-ASIN-UNANSWERED", "B0C7TQ2M4X, B0D1HK9P3R", answers=None),
    Broken("NP-ASIN-FOREIGN", "root_cause", answers=issue(root_cause="The same happened to B0ZZZZ1234.")),
    Broken("NP-ASIN-FOREIGN", "asins", answers=issue(asins=("B0C7TQ2M4X", "B0D1HK9P3R", "B0ZZZZ1234"))),
    Broken(
        "NP-ASIN-FOREIGN",
        "invoices",
        answers=answers(evidence=(replace(answers().evidence[0], asins=("B0ZZZZ1234",)), *answers().evidence[1:])),
    ),
    Broken("NP-ACTION-UNDATED", "corrective 1", answers=action("Closed both listings.", None)),
    Broken("NP-ACTION-PROMISED", "corrective 1", answers=action("We will close both listings.")),
    Broken("NP-ACTION-PROMISED", "corrective 1", answers=action("我们将会关闭商品。")),
    Broken("NP-ACTION-FUTURE", "corrective 1", answers=action("Closed both listings.", date(2026, 3, 6))),
    Broken("NP-MEASURE-INCOMPLETE", "preventive 1", answers=issue(preventive=(PreventiveAction("A check", "Dana"),))),
    Broken("NP-REQUEST-UNMET", "request 2", answers=answers(evidence=answers().evidence[::2])),
    Broken("NP-REQUEST-UNMET", "request 1", answers=None, evidence=Evidence()),
    Broken("NP-REQUEST-UNMET", "request 1", evidence=Evidence()),
    Broken("NP-FILE-TYPE", "plan.docx", evidence=Evidence((*evidence().files, DOCX))),
    Broken("NP-FILE-TYPE-USUAL", "plan.docx", case=case_of(facts(accepted_files=())), evidence=Evidence((DOCX,))),
    Broken("NP-FILE-MISSING", "evidence stock", evidence=Evidence(evidence().files[:2])),
    Broken("NP-FILE-MISSING", "order 7", answers=answers(orders=(OrderStep("7", "Delivered", file="pod.pdf"),))),
    Broken("NP-FILE-EMPTY", "a.pdf", evidence=Evidence((evidence_file("a.pdf", b""),))),
    Broken("NP-FILE-UNEXPLAINED", "a.pdf", evidence=Evidence((evidence_file("a.pdf"),))),
    Broken("NP-SIGNATORY-EMPTY", "signatory", answers=answers(signatory=Signatory("Mara", "", "X", registered=True))),
    Broken("NP-SUBMITTER-UNCONFIRMED", "signatory", answers=answers(signatory=Signatory("Mara", "Director", "X"))),
    Broken("NP-SUBMITTER-UNCONFIRMED", "signatory", answers=None),
    Broken("NP-TEXT-LONG", "submission.txt", answers=issue(root_cause="The cause. " + "😀" * 9500)),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: f"{broken.code}-{broken.place}")
def test_each_fault_is_found(broken: Broken) -> None:
    """The fault is reported under its code with the place, and in words without a gap."""
    found = [lack for lack in broken.lacks() if lack.code == broken.code]

    assert any(broken.place in lack.place for lack in found)
    assert all("{" not in lack.remedy for lack in found)
    assert all(lack.severity is APPEALS.codes[lack.code].severity for lack in found)


def test_a_complete_case_lacks_nothing() -> None:
    """No check finds anything in the complete case: not one of them is always unhappy."""
    assert Broken("", "").lacks() == ()


def test_every_code_is_used() -> None:
    """The codes in the checks and the codes in codes.yaml are the same."""
    folder = Path(inspect.getfile(assemble.readiness)).parent
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")]
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    used = {value for value in constants if isinstance(value, str) and value.startswith("NP-")}

    assert used == {code for code in APPEALS.codes if code.startswith("NP-")}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (Broken("", "", case=verdict(Verdict.UNVERIFIED)), "NP-AUTHENTICITY-UNVERIFIED"),
        (Broken("", "", case=case_of(facts(paths=BOTH))), "NP-PATH-CHOICE"),
        (Broken("", "", case=case_of(facts(kind=Kind.REINSTATED, deadline=None))), "NP-DEADLINE-NONE"),
        (Broken("", "", case=case_of(facts(kind=Kind.REINSTATED)), answers=None), "NP-SECTION-EMPTY"),
        (Broken("", "", now=DUE - timedelta(hours=49)), "NP-DEADLINE-CLOSE"),
        (Broken("", "", answers=action("Goodwill refunds were paid.")), "NP-ACTION-PROMISED"),
        (Broken("", "", answers=action("Closed both listings.", date(2026, 3, 5))), "NP-ACTION-FUTURE"),
        (Broken("", "", answers=issue(root_cause="B0C7TQ2M4X and BLACKBERRY and B00XXXXX1")), "NP-ASIN-FOREIGN"),
        (Broken("", "", answers=issue(root_cause="We rejoomed nothing.")), "NP-WRONG-PLATFORM"),
        (Broken("", "", answers=issue(root_cause="The [A] and {b} parts... were mixed up.")), "NP-PLACEHOLDER"),
        (Broken("", "", evidence=Evidence((evidence_file("a.JPEG"),))), "NP-FILE-TYPE"),
    ],
)
def test_what_is_no_fault(changed: Broken, code: str) -> None:
    """What only looks like a fault is not reported."""
    assert code not in {lack.code for lack in changed.lacks()}


def test_a_request_is_met_by_words_too() -> None:
    """A claim may name the request by its words instead of its number."""
    first, second, third = answers().evidence
    by_words = answers(evidence=(replace(first, meets=facts().requested[0].upper()), second, third))

    assert Broken("", "", answers=by_words).lacks() == ()


def test_a_statement_needs_no_file() -> None:
    """A request may be met by words alone; words without a statement meet nothing."""
    first, _, third = answers().evidence
    stated = answers(evidence=(first, EvidenceClaim("", "The supplier is named in section 1.", "2"), third))
    empty = answers(evidence=(first, EvidenceClaim("", " ", "2"), third))

    assert "NP-REQUEST-UNMET" not in {lack.code for lack in Broken("", "", answers=stated).lacks()}
    assert "NP-REQUEST-UNMET" in {lack.code for lack in Broken("", "", answers=empty).lacks()}


def test_headings_are_not_papers() -> None:
    """A heading of the plan that also stands among the requests asks for no file of its own."""
    case = case_of(facts(requested=(*facts().requested, f"- {HEADINGS[0]}")))

    assert Broken("", "", case=case).lacks() == ()


def test_errors_come_first() -> None:
    """Errors stand before warnings, so that what holds the packet back is read first."""
    found = Broken("", "", verdict(Verdict.UNVERIFIED), None, Evidence((DOCX,)), DUE).lacks()
    weights = [lack.severity is Severity.WARNING for lack in found]

    assert weights == sorted(weights)
    assert len(set(weights)) == 2


def test_no_checks_are_refused() -> None:
    """An empty list of checks would call everything ready, so it is refused."""
    with pytest.raises(ValueError, match="no readiness check"):
        Broken("", "").lacks(())


def test_a_verdict_stays_with_the_case() -> None:
    """One suspicious notice in a case must be confirmed, even when a later one is genuine."""
    case = join(verdict(Verdict.SUSPICIOUS), facts("later", issued=ISSUED + timedelta(days=1)), "thread")

    assert "NP-AUTHENTICITY-SUSPICIOUS" in {
        lack.code for lack in Broken("", "", case=case, answers=None, evidence=Evidence()).lacks()
    }


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("It will be done", ("will",), "will"),
        ("Goodwill and willing", ("will",), None),
        ("GOODWILL, then Will.", ("will",), "will"),
        ("我们将会关闭", ("将会",), "将会"),
        ("", ("will",), None),
        ("x" * 20000, ("xx",), None),
    ],
)
def test_first_word(text: str, words: tuple[str, ...], found: str | None) -> None:
    """Words count only as whole words where a script has spaces, anywhere where it has none."""
    assert first_word(text, words) == found


def test_topics_are_modules() -> None:
    """Every check stands in a module of the readiness folder under a name of its own."""
    assert all(one.__module__.startswith("assemble.readiness.") for one in CHECKS)
    assert len({one.__name__ for one in CHECKS}) == len(CHECKS)

"""One way to break a worked example for every readiness code; None where the code has nothing to do with the example.

Each takes an example that lacks nothing and gives it back with exactly one fault in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from assemble.answers import (
    CorrectiveAction,
    EvidenceClaim,
    IssueAnswer,
    ListingCheck,
    PreventiveAction,
    Signatory,
)
from assemble.dossier import Earlier, Other
from assemble.evidence import Evidence
from assemble.texts import texts_of
from config.words import AppealPath, Basis, ListingState, PaperKind, Seen, Verdict, Violation
from extract.facts import Deadline
from ingest.message import Authenticity
from tests.assemble.made import appended_pdf, csv_text, locked_pdf, pdf, picture, workbook
from tests.worked.example import Worked, rules

Break = Callable[[Worked], Worked | None]

SHEET = workbook({"A": [("x", 1)]})
HEADS = ("Order ID", "Placed", "Label", "Tracking number", "Accepted", "Delivered")
GOOD_ROW = ("3TQ8W2", "2026-10-05 08:12", "2026-10-08 17:40", "LZ473124829CN", "2026-10-09 10:05", "2026-10-21 15:30")
SECOND = ("3TR1N7", "2026-10-06 21:44", "2026-10-08 17:41", "RR123456785CN", "2026-10-09 22:10", "2026-10-23 11:02")
THIRD = ("3TR6B5", "2026-10-07 06:30", "2026-10-10 09:15", "LX100000017CN", "2026-10-12 09:00", "2026-10-26 18:20")


def admits(example: Worked) -> bool:
    """Whether the example owns up to the violation."""
    return example.answers.path is AppealPath.PLAN_OF_ACTION


def main_text(example: Worked) -> str:
    """The main text of the example."""
    return example.issue.root_cause or example.issue.no_violation


def writing(example: Worked, text: str) -> Worked:
    """The example with one more sentence in its main text."""
    part = "root_cause" if admits(example) else "no_violation"
    return example.issuing(**{part: f"{getattr(example.issue, part)}\n\n{text}"})


def claiming(example: Worked, at: int = 0, **changes: object) -> Worked:
    """The example with one claim changed."""
    claims = list(example.answers.evidence)
    claims[at] = replace(claims[at], **changes)
    return example.saying(evidence=tuple(claims))


def claim_of(example: Worked, kind: PaperKind) -> int | None:
    """The place of the first claim about a paper of a kind."""
    claims = example.answers.evidence
    return next((at for at, claim in enumerate(claims) if claim.paper is kind), None)


def unsigned(example: Worked, sign: Seen) -> Worked | None:
    """The example with a sign that nobody has seen."""
    at = next((at for at, claim in enumerate(example.answers.evidence) if sign in claim.seen), None)
    if at is None:
        return None
    seen = tuple(one for one in example.answers.evidence[at].seen if one is not sign)
    return claiming(example, at, seen=seen)


def adding(example: Worked, name: str, data: bytes, kind: PaperKind | None = PaperKind.RECORD) -> Worked:
    """The example with one more paper that is told about."""
    claim = EvidenceClaim(name, "One more paper", paper=kind, dated=example.now.date(), seen=(Seen.TIME, Seen.URL))
    return example.with_file(name, data).saying(evidence=(*example.answers.evidence, claim))


def acting(example: Worked, action: CorrectiveAction) -> Worked | None:
    """The example with one more corrective action."""
    return example.issuing(corrective=(*example.issue.corrective, action)) if admits(example) else None


def tried(example: Worked, case: str, sentence: str = "") -> Worked:
    """The example after an appeal with the same words, plus a sentence, was submitted."""
    texts = [*texts_of(example.answers), ("statement", sentence)]
    return replace(example, earlier=(Earlier(case, "v2", example.now - timedelta(days=1), tuple(texts)),))


def against(example: Worked, other: Other) -> Worked:
    """The example beside another case of the seller."""
    return replace(example, others=(other,))


def proof(example: Worked) -> str:
    """Name of a paper of the example that its main action or dispute rests on."""
    return example.answers.evidence[-1].file


def shipping(example: Worked, *rows: tuple[str, ...], heads: tuple[str, ...] = HEADS) -> Worked | None:
    """The Joom example with another table of shipments."""
    if example.name != "joom_late":
        return None
    return example.with_file("shipments.xlsx", workbook({"Orders": [heads, *rows]}))


def row(**changes: str) -> tuple[str, ...]:
    """The first row of the table, changed."""
    names = ("order", "placed", "label", "tracking", "accepted", "delivered")
    return tuple(changes.get(name, value) for name, value in zip(names, GOOD_ROW, strict=True))


def verdict(example: Worked, of: Verdict) -> Worked:
    """The example whose notice nobody looked for in the account."""
    return example.stating(authenticity=Authenticity(of, ())).saying(seen_in_account=False)


def joom_plan(example: Worked) -> Worked | None:
    """The Joom example where the seller owns up to late orders, and shows no corrected stock."""
    if example.name != "joom_late":
        return None
    day = example.now.date()
    issue = replace(
        example.issue,
        no_violation="",
        root_cause="Parcels waited for the weekly pick-up of the carrier, because nobody had booked a daily one.",
        corrective=(CorrectiveAction("Booked a daily pick-up.", day, ("acceptance-scans.pdf",)),),
        preventive=(PreventiveAction("Pick-ups are booked for a month.", "Pavel Orlov", day, "Weekly look", "Plan"),),
    )
    offered = example.stating(paths=(AppealPath.PLAN_OF_ACTION,))
    return offered.saying(path=AppealPath.PLAN_OF_ACTION, issues=(issue,))


BREAKS: Mapping[str, Break] = {
    "NP-AUTHENTICITY-SUSPICIOUS": lambda e: verdict(e, Verdict.SUSPICIOUS),
    "NP-AUTHENTICITY-UNVERIFIED": lambda e: verdict(e, Verdict.UNVERIFIED),
    "NP-PATH-CHOICE": lambda e: e.saying(path=None) if e.name == "inauthentic" else None,
    "NP-PATH-NOT-OFFERED": lambda e: e.stating(paths=(AppealPath.DOCUMENTS,)),
    "NP-PATH-UNKNOWN": lambda e: e.stating(paths=(), headings=()).saying(path=None),
    "NP-PATH-COURT": lambda e: e.stating(paths=(AppealPath.COURT,)).saying(path=None),
    "NP-PATH-NONE": lambda e: e.stating(paths=(AppealPath.NONE,)).saying(path=None),
    "NP-DEADLINE-NONE": lambda e: e.stating(deadline=None),
    "NP-DEADLINE-RULE": lambda e: e.stating(deadline=Deadline(e.now + timedelta(days=5), Basis.RULE, "our target")),
    "NP-DEADLINE-PASSED": lambda e: e.stating(deadline=Deadline(e.now - timedelta(hours=1), Basis.STATED, "by then")),
    "NP-DEADLINE-LATE": lambda e: e.stating(deadline=Deadline(e.now - timedelta(hours=1), Basis.RULE, "our target")),
    "NP-DEADLINE-CLOSE": lambda e: e.stating(deadline=Deadline(e.now + timedelta(hours=5), Basis.STATED, "soon")),
    "NP-CASE-FOREIGN": lambda e: e.saying(case="AMZ-US-00000000"),
    "NP-VIOLATION-FOREIGN": lambda e: e.saying(
        issues=(*e.answers.issues, IssueAnswer(violation=Violation.IP_PATENT, no_violation="We hold the patent."))
    ),
    "NP-SECTION-EMPTY": lambda e: e.issuing(root_cause=" ", no_violation=" "),
    "NP-POINT-EMPTY": lambda e: e.stating(headings=("Photos of your warehouse",)) if admits(e) else None,
    "NP-PLACEHOLDER": lambda e: writing(e, "The lot was [INSERT NUMBER]."),
    "NP-WRONG-PLATFORM": lambda e: writing(e, f"We told {'Amazon' if e.name == 'joom_late' else 'Joom'} the same."),
    "NP-ASIN-UNANSWERED": lambda e: e.issuing(asins=e.facts.asins[:-1] or ("B0ZZZZ1234",)) if e.facts.asins else None,
    "NP-ASIN-FOREIGN": lambda e: writing(e, "The same was found with B0ZZZZ1234."),
    "NP-REFERENCE-FOREIGN": lambda e: against(
        writing(e, "See complaint 70311122233."), Other("AMZ-US-0", numbers=frozenset({"70311122233"}))
    ),
    "NP-NAME-FOREIGN": lambda e: against(
        writing(e, "Larkfen Housewares agreed to it."), Other("AMZ-US-0", names=frozenset({"Larkfen Housewares"}))
    ),
    "NP-DATE-FOREIGN": lambda e: writing(e, "The stock was counted on 14 March 2019."),
    "NP-ACTION-UNDATED": lambda e: acting(e, CorrectiveAction("Closed the offers.", None, (proof(e),))),
    "NP-ACTION-PROMISED": lambda e: acting(
        e, CorrectiveAction("We will close the offers.", e.now.date(), (proof(e),))
    ),
    "NP-ACTION-FUTURE": lambda e: acting(
        e, CorrectiveAction("Closed the offers.", e.now.date() + timedelta(days=3), (proof(e),))
    ),
    "NP-CLAIM-UNPROVEN": lambda e: acting(e, CorrectiveAction("Closed the offers.", e.now.date())),
    "NP-MEASURE-INCOMPLETE": lambda e: e.issuing(preventive=(PreventiveAction("A check"),)) if admits(e) else None,
    "NP-REQUEST-UNMET": lambda e: e.stating(requested=(*e.facts.requested, "A photo of every label")),
    "NP-REQUEST-ASIN": lambda e: (
        claiming(e, 1, asins=e.answers.evidence[1].asins[:1]) if e.name == "inauthentic" else None
    ),
    "NP-DISPUTE-UNPROVEN": lambda e: (
        None if admits(e) else replace(e, evidence=Evidence()).saying(evidence=(EvidenceClaim("", "It is so."),))
    ),
    "NP-FILE-TYPE": lambda e: adding(e.stating(accepted_files=("jpg", "png")), "list.xlsx", SHEET),
    "NP-FILE-TYPE-USUAL": lambda e: (
        adding(e.stating(accepted_files=()), "list.xlsx", SHEET)
        if rules().guidance(e.facts.violations[0]).accepted_files
        else None
    ),
    "NP-FILE-CONVERTED": lambda e: adding(e.stating(accepted_files=("jpg", "xlsx")), "more.pdf", pdf("More")),
    "NP-FILE-MISSING": lambda e: claiming(e, file="lost.pdf"),
    "NP-FILE-EMPTY": lambda e: adding(e, "empty.pdf", b""),
    "NP-FILE-UNREADABLE": lambda e: adding(e, "locked.pdf", locked_pdf()),
    "NP-FILE-MISNAMED": lambda e: adding(e, "scan.pdf", picture()),
    "NP-FILE-SEALED": lambda e: replace(e, evidence=replace(e.evidence, sealed=("kept-elsewhere.pdf",))),
    "NP-FILE-TWICE": lambda e: adding(e, "again.pdf", e.evidence.files[0].data),
    "NP-FILE-LARGE": lambda e: adding(e, "large.png", picture() + bytes(10_500_000)),
    "NP-FILE-UNEXPLAINED": lambda e: e.with_file("untold.pdf", pdf("Untold")),
    "NP-FILE-SENSITIVE": lambda e: (
        None if e.name == "related_account" else adding(e, "account.pdf", pdf("IBAN DE89 3704 0044 0532 0130 00"))
    ),
    "NP-PAPER-KIND": lambda e: adding(e, "unknown.pdf", pdf("Something"), None),
    "NP-PAPER-UNSIGNED": lambda e: unsigned(e, Seen.BOTH_SIGNATURES),
    "NP-REPORT-UNACCREDITED": lambda e: adding(e, "report.pdf", pdf("Test report 77"), PaperKind.TEST_REPORT),
    "NP-IMAGE-NO-URL": lambda e: unsigned(e, Seen.URL),
    "NP-IMAGE-NO-TIME": lambda e: unsigned(e, Seen.TIME) if e.name != "variation" else unsigned(
        e.with_file("six-crates.jpg", picture("JPEG", "Six crates")), Seen.TIME
    ),
    "NP-PDF-MODIFIED": lambda e: adding(e, "typed-into.pdf", appended_pdf()),
    "NP-PAPER-NAME": lambda e: adding(e, "bill.pdf", pdf("Bill to: Somebody Else Ltd."), PaperKind.BILL),
    "NP-EVIDENCE-OLD": lambda e: (
        None if (at := claim_of(e, PaperKind.INVOICE)) is None else claiming(e, at, dated=date(2024, 3, 1))
    ),
    "NP-EVIDENCE-UNDATED": lambda e: (
        None if (at := claim_of(e, PaperKind.INVOICE)) is None else claiming(e, at, dated=None)
    ),
    "NP-SIGNATORY-EMPTY": lambda e: e.saying(signatory=Signatory("Mara Ellison", registered=True)),
    "NP-SUBMITTER-UNCONFIRMED": lambda e: e.saying(signatory=replace(e.answers.signatory, registered=False)),
    "NP-SUBMITTER-ADDRESS": lambda e: e.saying(
        signatory=replace(e.answers.signatory, email="helper@agency.example")
    ),
    "NP-WORDING-EMOTIONAL": lambda e: writing(e, "We are desperate, please forgive us."),
    "NP-WORDING-BLAME": lambda e: writing(e, "It was the customer's fault."),
    "NP-WORDING-ADMITS": lambda e: None if admits(e) else writing(e, "It was our mistake, for which we apologize."),
    "NP-WORDING-DENIES": lambda e: writing(e, "We did nothing wrong.") if admits(e) else None,
    "NP-SERVICE-NAMED": lambda e: writing(e, "Our agency gives guaranteed reinstatement."),
    "NP-CREDENTIAL": lambda e: writing(e, "You can log in yourself, password: Tr1vet-Fox-88"),
    "NP-TEXT-SENSITIVE": lambda e: writing(e, "Our account is IBAN DE89 3704 0044 0532 0130 00."),
    "NP-LANGUAGE": lambda e: writing(
        e, "Nuestra empresa ha revisado todos los pedidos y ha cambiado el proveedor de transporte de la tienda."
    ),
    "NP-TEXT-UNCHANGED": lambda e: tried(e, e.dossier.case.id),
    "NP-TEXT-REUSED": lambda e: tried(e, "AMZ-US-00000000", "One more word."),
    "NP-TEXT-LONG": lambda e: writing(e, ("The count took a day. " * 900)[: 19_900 - len(main_text(e))]),
    "NP-TEXT-OVER": lambda e: writing(e, "").issuing(
        root_cause="A sentence without an end " * 100, no_violation="A sentence without an end " * 100
    ),
    "NP-LISTING-UNCHECKED": lambda e: e.saying(listings=()) if admits(e) and e.facts.asins else None,
    "NP-LISTING-LIVE": lambda e: (
        e.saying(listings=(ListingCheck((), ListingState.LIVE, e.now.date()),))
        if admits(e) and e.facts.asins
        else None
    ),
    "NP-BACKUP-MISSING": lambda e: e.saying(backups=e.answers.backups[:1]),
    "NP-SHIPMENT-MISSING": lambda e: shipping(e, GOOD_ROW, SECOND),
    "NP-SHIPMENT-GAP": lambda e: shipping(e, row(accepted=""), SECOND, THIRD),
    "NP-SHIPMENT-ORDER": lambda e: shipping(e, row(delivered="2026-10-07 09:00"), SECOND, THIRD),
    "NP-SHIPMENT-TIME": lambda e: shipping(e, row(accepted="09/10/2026 10:05"), SECOND, THIRD),
    "NP-SHIPMENT-WINDOW": lambda e: shipping(e, row(placed="2026-08-01 08:12"), SECOND, THIRD),
    "NP-SHIPMENT-SLOW": lambda e: shipping(e, row(accepted="2026-10-16 10:05"), SECOND, THIRD),
    "NP-SHIPMENT-FORMULA": lambda e: shipping(e, row(accepted="=NOW()-22"), SECOND, THIRD),
    "NP-SHIPMENTS-UNREADABLE": lambda e: (
        e.with_file("shipments.xlsx", b"PK\x03\x04 cut off") if e.name == "joom_late" else None
    ),
    "NP-SHIPMENTS-COLUMNS": lambda e: (
        e.with_file("shipments.xlsx", csv_text([("who", "what"), ("Ann", "came")])) if e.name == "joom_late" else None
    ),
    "NP-TRACKING-FORM": lambda e: shipping(e, row(tracking="LZ473124820CN"), SECOND, THIRD),
    "NP-TRACKING-UNKNOWN": lambda e: shipping(e, row(tracking="YT2629300012345678"), SECOND, THIRD),
    "NP-TRACKING-TWICE": lambda e: shipping(e, row(tracking=SECOND[3]), SECOND, THIRD),
    "NP-STOCK-MISSING": joom_plan,
}  # fmt: skip
"""Code -> how an example is broken for it."""

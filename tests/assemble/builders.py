"""Cases, notices, answers and evidence for the tests of this folder; every name and number is invented."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from lxml import etree

from assemble.answers import (
    AppealAnswers,
    Backup,
    CorrectiveAction,
    EvidenceClaim,
    IssueAnswer,
    ListingCheck,
    PreventiveAction,
    Signatory,
)
from assemble.case import Case, open_case
from assemble.dossier import Dossier
from assemble.evidence import Evidence, EvidenceFile
from assemble.file_types import media_type_of
from assemble.lack import Lack
from assemble.readiness import CHECKS, Check, check
from assemble.review import open_review
from config.appeals import load_appeals
from config.rules import PlatformRules, Rules
from config.words import (
    AppealPath,
    Basis,
    Kind,
    ListingState,
    PaperKind,
    Platform,
    Scope,
    Seen,
    Verdict,
    Violation,
)
from extract.facts import Asserted, Complaint, Deadline, Facts, PolicyLink, References, RightsOwner
from extract.notice import Notice
from extract.text import Text
from ingest.message import Address, Authenticity, Message, Part
from tests.assemble import made

PACIFIC = timezone(timedelta(hours=-8))
ISSUED = datetime(2026, 3, 2, 9, 14, tzinfo=PACIFIC)
DUE = ISSUED + timedelta(days=17)
NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
ACCOUNT = "ops@seller.example"
HEADINGS = (
    "The root cause(s) of the complaints about the condition of your items",
    "The actions you have taken to resolve the complaints",
    "The steps you have taken to prevent complaints of this kind in the future",
)
REQUESTED = (
    "Copies of invoices from your supplier issued in the last 365 days",
    "Contact information for your supplier, with name, phone number and website",
)
APPEALS = load_appeals()
RULES = Rules.model_construct(
    platforms=(
        PlatformRules.model_construct(
            platform=Platform.AMAZON, marketplaces={"amazon.com": "US", "amazon.de": "DE", "amazon.com.be": "BE"}
        ),
        PlatformRules.model_construct(platform=Platform.JOOM, marketplaces={}),
    )
)
"""The platforms without the wordings of notices, which nothing here needs."""


def item(name: str) -> str:
    """A digest that stands for an item of this name."""
    return "sha256:" + hashlib.sha256(name.encode()).hexdigest()


def facts(name: str = "first", **changes: Any) -> Facts:
    """A notice of amazon.com about two products sold as new that were used."""
    base = Facts(
        source=f"{name}.eml",
        item=item(name),
        platform=Platform.AMAZON,
        kind=Kind.VIOLATION,
        authenticity=Authenticity(Verdict.GENUINE, ()),
        marketplace="US",
        language="en",
        scope=Scope.ACCOUNT,
        violations=(Violation.PRODUCT_CONDITION,),
        issued=ISSUED,
        asins=("B0C7TQ2M4X", "B0D1HK9P3R"),
        deadline=Deadline(DUE, Basis.RELATIVE, "within 17 days of this notice"),
        complaints=(
            Complaint(("B0C7TQ2M4X",), "Ceramic hand grinder, 40 mm burr", Violation.PRODUCT_CONDITION, "70318845921"),
            Complaint(("B0D1HK9P3R",), "Pour-over set with glass carafe", Violation.PRODUCT_CONDITION, "70318845933"),
        ),
        references=References(case=("15520938471",), complaint=("70318845921", "70318845933")),
        requested=REQUESTED,
        headings=HEADINGS,
        accepted_files=("pdf", "jpg", "png", "gif"),
        paths=(AppealPath.PLAN_OF_ACTION, AppealPath.DOCUMENTS),
        policy_links=(
            PolicyLink(
                "https://x.example/200339950", "https://x.example/200339950", "200339950", "condition-guidelines"
            ),
            PolicyLink("https://x.example/cut", "https://x.example/c ... ut", truncated=True),
        ),
        subject="Your selling privileges have been removed",
        account=ACCOUNT,
        message_id=f"{name}@mail.example",
    )
    return replace(base, **changes)


def trademark(name: str = "trademark", **changes: Any) -> Facts:
    """A notice of amazon.com about one listing and a trademark."""
    owner = RightsOwner("Larkfen Housewares Inc.", "brand.protection@larkfen.example")
    values: dict[str, Any] = {
        "scope": Scope.LISTING,
        "violations": (Violation.IP_TRADEMARK,),
        "asins": ("B0B4556MMV",),
        "deadline": None,
        "complaints": (
            Complaint(
                ("B0B4556MMV",),
                "Collapsible travel kettle, 600 ml, teal",
                Violation.IP_TRADEMARK,
                "14248495287",
                Asserted("trademark", "6310206"),
                owner,
            ),
        ),
        "references": References(complaint=("14248495287",), trademark=("6310206",)),
        "requested": ("A letter of authorization or a licence agreement from the brand",),
        "headings": (),
        "accepted_files": ("jpeg", "jpg", "png", "gif", "tiff"),
        "paths": (AppealPath.DOCUMENTS, AppealPath.RETRACTION, AppealPath.DISPUTE),
        "subject": "Notice: Policy Warning",
    }
    return facts(name, **{**values, **changes})


def joom(name: str = "joom", **changes: Any) -> Facts:
    """A notice of Joom in Russian about late orders."""
    values: dict[str, Any] = {
        "platform": Platform.JOOM,
        "marketplace": None,
        "language": "ru",
        "scope": Scope.ACCOUNT,
        "violations": (Violation.FULFILMENT_LATE,),
        "asins": (),
        "complaints": (),
        "references": References(order=("JM-20260219-77412", "JM-20260221-80155")),
        "requested": ("Подтверждение передачи заказов перевозчику", "Трек-номера всех заказов"),
        "headings": (),
        "policy_links": (),
        "accepted_files": (),
        "paths": (AppealPath.APPEAL_FORM,),
        "subject": "Магазин заблокирован: нарушены сроки отправки заказов",
        "deadline": Deadline(ISSUED + timedelta(hours=72), Basis.RULE, "joom working target"),
    }
    return facts(name, **{**values, **changes})


def notice(
    of: Facts, *, body: str = "Hello, two of your listings were removed.", files: tuple[Part, ...] = ()
) -> Notice:
    """The message that these facts were read from."""
    message = Message(
        item=of.item,
        source=of.source,
        subject=of.subject,
        sender=Address("Seller Performance", "notice@amazon.com"),
        recipients=(Address("", ACCOUNT),),
        date=of.issued,
        message_id=of.message_id,
        thread=of.thread,
        parts=(Part("body", "text/plain", body.encode("utf-8", "replace"), body), *files),
        authenticity=of.authenticity,
    )
    return Notice(message, (Text("subject", of.subject), Text("body", body)), of)


def case_of(of: Facts | None = None) -> Case:
    """A case opened by one notice."""
    return open_case(of or facts())


def answers(**changes: Any) -> AppealAnswers:
    """Answers that leave nothing to be wished for in the case of `facts()` with `evidence()`."""
    base = AppealAnswers(
        case=case_of().id,
        path=AppealPath.PLAN_OF_ACTION,
        seen_in_account=True,
        issues=(
            IssueAnswer(
                violation=Violation.PRODUCT_CONDITION,
                root_cause=(
                    "Customer returns were put back into sellable stock without an inspection. Between 12 January and "
                    "20 February 2026 the returns desk at our warehouse scanned 41 returned units of both products "
                    "as new, because the return reason was not shown on its screen.\n\n"
                    "We found this on 3 March 2026, when we compared the return reasons with the stock movements of "
                    "every unit that a buyer had complained about."
                ),
                corrective=(
                    CorrectiveAction(
                        "Created removal orders for all 41 returned units and closed both listings until the count was "
                        "finished.",
                        date(2026, 3, 3),
                        ("stock-count.pdf",),
                    ),
                    CorrectiveAction(
                        "Refunded the nine buyers who had reported a used unit in full and asked for nothing back.",
                        date(2026, 3, 4),
                        ("stock-count.pdf",),
                    ),
                ),
                preventive=(
                    PreventiveAction(
                        "Every return is opened, photographed and graded before it can be booked as sellable.",
                        "Dana Whitlock, warehouse lead",
                        date(2026, 3, 4),
                        "Ten returns a week are graded again by a second person",
                        "Returns log, kept for two years",
                    ),
                    PreventiveAction(
                        "The stock system refuses the state “new” for any unit that has a return number.",
                        "Ivo Marsh, systems",
                        date(2026, 3, 5),
                        "Monthly report of refused bookings",
                        "Change record 2026-031",
                    ),
                ),
            ),
        ),
        evidence=(
            EvidenceClaim(
                "invoices-2025.pdf",
                "Purchase of 640 units of both products as new",
                "1",
                paper=PaperKind.INVOICE,
                dated=date(2025, 11, 4),
            ),
            EvidenceClaim(
                "supplier-contact.png",
                "Name, phone number and website of the supplier",
                "2",
                paper=PaperKind.SCREENSHOT,
                seen=(Seen.URL, Seen.TIME),
            ),
            EvidenceClaim(
                "stock-count.pdf", "Count of 3 March 2026 with the 41 returned units marked", paper=PaperKind.RECORD
            ),
        ),
        listings=(ListingCheck((), ListingState.REMOVED, date(2026, 3, 3)),),
        backups=tuple(
            Backup(what, date(2026, 3, 3), "Company drive, folder 2026-03")
            for what in APPEALS.checks.backups[Platform.AMAZON]
        ),
        signatory=Signatory("Mara Ellison", "Managing Director", "Brightwater Trading LLC", registered=True),
    )
    return replace(base, **changes)


def evidence_file(name: str, data: bytes | None = None) -> EvidenceFile:
    """A paper the seller gave; a PDF unless told."""
    data = made.pdf(f"A paper: {name}") if data is None else data
    added = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
    return EvidenceFile(name, media_type_of(data, name), data, f"upload/{name}", added)


def evidence() -> Evidence:
    """The papers that `answers()` speaks of."""
    return Evidence(
        (
            evidence_file(
                "invoices-2025.pdf", made.pdf("Invoice 2025-1104", "To: Brightwater Trading LLC", "640 units")
            ),
            evidence_file("supplier-contact.png", made.picture()),
            evidence_file("stock-count.pdf", made.pdf("Count of 3 March 2026")),
        )
    )


def lacks_of(dossier: Dossier, now: datetime = NOW, checks: tuple[Check, ...] = CHECKS) -> tuple[Lack, ...]:
    """What the checks find in a dossier."""
    return check(open_review(dossier, RULES, APPEALS, now), checks)


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(data: bytes, part: str = "word/document.xml") -> str:
    """The text of a part of a Word file, one paragraph a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    lines = ("".join(node.text or "" for node in one.iter(f"{WORD}t")) for one in root.iter(f"{WORD}p"))
    return "\n".join(line for line in lines if line)

"""What the notices say, as rows of a document: facts, ASINs, requests, evidence, the notices themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assemble.answers import AppealAnswers
from assemble.case import Case, case_asins, newest, unique
from assemble.claims import claims_about, made_claims, meets, requests_to_meet
from assemble.evidence import Evidence
from assemble.issues import covered_asins, issues_of
from assemble.literal import one_line
from assemble.sheet import ExhibitRow, Fact, ItemRow, Line, NoticeRow, RequestRow, given, slot
from assemble.wording import moment, quote
from config.appeals import AppealRules, FormRule
from config.rules import Rules
from config.words import Kind
from extract.facts import Complaint

REFERENCES = {
    "complaint": "Complaint ID",
    "case": "Case ID",
    "order": "Order ID",
    "trademark": "Trademark number",
    "patent": "Patent number",
    "design": "Design number",
    "court": "Court case",
}
"""What the numbers are called, in the order they are shown."""
KINDS = {
    Kind.VIOLATION: "Violation",
    Kind.WARNING: "Warning",
    Kind.INFORMATION_REQUEST: "Request for information",
    Kind.APPEAL_RECEIVED: "Appeal received",
    Kind.APPEAL_REJECTED: "Appeal rejected",
    Kind.REINSTATED: "Reinstated",
    Kind.UNRELATED: "Unrelated",
}
MAX_ORDERS = 20
"""Order numbers shown in the facts; the rest is counted."""


def case_facts(case: Case, platforms: Rules, rules: AppealRules) -> tuple[Fact, ...]:
    """The facts that identify the matter, as the notices state them; nothing that no notice states."""
    return tuple(Fact(label, value) for label, value in _facts(case, platforms, rules) if value)


def _facts(case: Case, platforms: Rules, rules: AppealRules) -> Iterator[tuple[str, str]]:
    last = newest(case)
    yield "Platform", f"{case.platform.value.capitalize()}{_marketplace(case, platforms)}"
    yield "Seller account", one_line(next((j.facts.account for j in reversed(case.notices) if j.facts.account), ""))
    yield "Notice", quote(last.subject) if last.subject.strip() else ""
    yield "Date of the notice", moment(last.issued) if last.issued else ""
    yield (
        "Matter",
        "; ".join(rules.name(issue.violation) for issue in issues_of(case, AppealAnswers()) if issue.violation),
    )
    yield "Policies named", ", ".join(unique(_policies(case)))
    for kind, label in REFERENCES.items():
        numbers = unique(number for joined in case.notices for number in getattr(joined.facts.references, kind))
        if kind == "complaint":
            numbers = unique([*numbers, *(c.complaint_id for c in _complaints(case) if c.complaint_id)])
        more = f" and {len(numbers) - MAX_ORDERS} more" if len(numbers) > MAX_ORDERS else ""
        yield label, ", ".join(one_line(number) for number in numbers[:MAX_ORDERS]) + more


def _marketplace(case: Case, platforms: Rules) -> str:
    """`, amazon.com (US)`; empty where the marketplace is not known."""
    known = platforms.of(case.platform)
    sites = [site for site, country in known.marketplaces.items() if country == case.marketplace] if known else []
    return f", {sites[0]} ({case.marketplace})" if sites else ""


def _policies(case: Case) -> Iterator[str]:
    """The policies that the notices link to, by name where it is known."""
    for joined in case.notices:
        for link in joined.facts.policy_links:
            page = f"help page {one_line(link.help_id)}" if link.help_id else ""
            name = one_line(link.policy).replace("-", " ") if link.policy else ""
            if text := f"{name} ({page})" if name and page else name or page:
                yield text


def _complaints(case: Case) -> tuple[Complaint, ...]:
    return tuple(complaint for joined in case.notices for complaint in joined.facts.complaints)


def items(case: Case, answers: AppealAnswers, evidence: Evidence, form: FormRule | None) -> tuple[ItemRow, ...]:
    """Every ASIN of the case with what the notices say beside it and what answers it."""
    covered = covered_asins(case, answers, form) if form else frozenset()
    said: dict[str, list[Complaint]] = {}
    for complaint in _complaints(case):
        for asin in complaint.asins:
            said.setdefault(asin, []).append(complaint)
    labels = evidence.labels()
    shown: dict[str, list[str]] = {}
    for claim in answers.evidence:
        for asin in claim.asins:
            shown.setdefault(asin, []).append(labels.get(claim.file, claim.file))
    blank = slot("answer") if form else Line("")
    return tuple(
        ItemRow(
            asin=asin,
            title=next((one_line(c.title) for c in said.get(asin, ()) if c.title), ""),
            complaint="; ".join(unique(text for c in said.get(asin, ()) if (text := _about(c)))),
            answer=_answer(shown.get(asin, ())) if asin in covered else blank,
        )
        for asin in case_asins(case)
    )


def _answer(files: Sequence[str]) -> Line:
    """Where an ASIN is answered."""
    named = ", ".join(unique(file for file in files if file))
    return Line(f"Answered below; see {named}" if named else "Answered below")


def _about(complaint: Complaint) -> str:
    right = complaint.asserted
    owner = complaint.rights_owner
    parts = [
        f"Complaint {complaint.complaint_id}" if complaint.complaint_id else "",
        f"{right.kind} {right.number}" if right else "",
        f"{owner.name or owner.email}" if owner and (owner.name or owner.email) else "",
    ]
    return one_line(", ".join(part for part in parts if part))


def requests(case: Case, answers: AppealAnswers, evidence: Evidence, rules: AppealRules) -> tuple[RequestRow, ...]:
    """What the notices ask for, in their own words, each with the exhibits that meet it."""
    labels, claims = evidence.labels(), made_claims(answers, evidence)
    rows = []
    for number, request in enumerate(requests_to_meet(case, answers, rules), start=1):
        meeting = [claim for claim in claims if meets(claim, request)]
        shown = "; ".join(unique(labels.get(claim.file, claim.file or claim.shows) for claim in meeting))
        rows.append(RequestRow(str(number), request.text, given(shown, "paper or statement")))
    return tuple(rows)


def exhibits(answers: AppealAnswers, evidence: Evidence) -> tuple[ExhibitRow, ...]:
    """The evidence with what each file shows."""
    rows = []
    for exhibit in evidence.index():
        claims = claims_about(answers, exhibit.file.name)
        shows = "; ".join(unique(claim.shows.strip() for claim in claims if claim.shows.strip()))
        about = ", ".join(unique(asin for claim in claims for asin in claim.asins))
        rows.append(ExhibitRow(str(exhibit.number), exhibit.file.name, given(shows, "what this file shows"), about))
    return tuple(rows)


def notice_rows(case: Case) -> tuple[NoticeRow, ...]:
    """The notices of the case, oldest first."""
    return tuple(
        NoticeRow(
            date=moment(joined.facts.issued) if joined.facts.issued else "not stated",
            kind=KINDS[joined.facts.kind],
            subject=one_line(joined.facts.subject),
        )
        for joined in case.notices
    )

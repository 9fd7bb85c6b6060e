"""What the notices say, as rows of a document: facts, ASINs, requests, evidence, the notices themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assemble.answers import AppealAnswers
from assemble.case import Case, case_asins, case_requested, newest, unique
from assemble.evidence import Evidence
from assemble.literal import one_line
from assemble.readiness.base import issues_of
from assemble.readiness.papers import claim_meets
from assemble.readiness.sections import filled
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
    yield "Matter", "; ".join(rules.name(issue.violation) for issue in issues_of(case, None) if issue.violation)
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
    """Every ASIN of the case with what the notices say beside it and the issue that answers it."""
    return tuple(
        ItemRow(
            asin=asin,
            title=next((one_line(c.title) for c in _complaints(case) if asin in c.asins and c.title), ""),
            complaint="; ".join(unique(_about(c) for c in _complaints(case) if asin in c.asins and _about(c))),
            answer=_answer(case, asin, answers, evidence.labels(), form),
        )
        for asin in case_asins(case)
    )


def _about(complaint: Complaint) -> str:
    right = complaint.asserted
    owner = complaint.rights_owner
    parts = [
        f"Complaint {complaint.complaint_id}" if complaint.complaint_id else "",
        f"{right.kind} {right.number}" if right else "",
        f"{owner.name or owner.email}" if owner and (owner.name or owner.email) else "",
    ]
    return one_line(", ".join(part for part in parts if part))


def _answer(case: Case, asin: str, answers: AppealAnswers, labels: Mapping[str, str], form: FormRule | None) -> Line:
    """Which papers and sections answer an ASIN."""
    if form is None:
        return Line("")
    written = any(
        filled(issue, part) and asin in (issue.asins or case_asins(case))
        for issue in issues_of(case, answers)
        for part in form.sections
    )
    if not written:
        return slot("answer for this ASIN")
    files = unique(labels.get(claim.file, claim.file) for claim in answers.evidence if asin in claim.asins)
    return Line("Answered below" + (f"; see {', '.join(files)}" if files else ""))


def requests(case: Case, answers: AppealAnswers, evidence: Evidence) -> tuple[RequestRow, ...]:
    """What the notices ask for, in their own words, each with the exhibits that meet it."""
    labels = evidence.labels()
    rows = []
    for number, text in enumerate(case_requested(case), start=1):
        meeting = [c for c in answers.evidence if c.file in labels and claim_meets(c, number, text)]
        shown = ", ".join(unique(labels[claim.file] for claim in meeting))
        rows.append(RequestRow(str(number), text, given(shown, "paper or statement")))
    return tuple(rows)


def exhibits(answers: AppealAnswers, evidence: Evidence) -> tuple[ExhibitRow, ...]:
    """The evidence with what each file shows."""
    rows = []
    for exhibit in evidence.index():
        claims = [claim for claim in answers.evidence if claim.file == exhibit.file.name]
        shows = "; ".join(claim.shows.strip() for claim in claims if claim.shows.strip())
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

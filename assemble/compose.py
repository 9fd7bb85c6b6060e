"""A reviewed dossier -> the values of its documents. Pure; independent of the clock."""

from __future__ import annotations

from assemble.answers import Signatory
from assemble.compose_cover import cover
from assemble.compose_facts import case_facts, exhibits, items, notice_rows, requests
from assemble.compose_orders import read_shipments, shipment_rows, steps, stock_rows
from assemble.compose_sections import sections
from assemble.issues import issues_of
from assemble.lack import Lack
from assemble.review import Review
from assemble.sheet import Line, Sheet, SignRow, given


def compose(review: Review, lacks: tuple[Lack, ...]) -> Sheet:
    """The values of the case's documents: an appeal with its report, or a summary where nothing is to be submitted."""
    case, answers, evidence, rules, form = review.case, review.answers, review.evidence, review.rules, review.form
    read = read_shipments(review)
    shipments, note = shipment_rows(review, read) if form else ((), "")
    return Sheet(
        title=form.title if form else rules.file.summary.title,
        subtitle=" · ".join(rules.name(issue.violation) for issue in issues_of(case, answers)),
        case_id=case.id,
        submission=f"Submitted by the registered seller through {form.submit.way}" if form else "",
        cover=cover(review, lacks),
        facts=case_facts(case, review.platforms, rules),
        items=items(case, answers, evidence, form),
        requests=requests(case, answers, evidence, rules),
        sections=sections(review, form) if form else (),
        steps=steps(review, frozenset(one.order for one in read.shipments)) if form else (),
        shipments=shipments,
        shipments_note=note,
        stock=stock_rows(read) if form else (),
        exhibits=exhibits(answers, evidence),
        signer=_signer(answers.signatory),
        notices=notice_rows(case),
    )


def _signer(signatory: Signatory) -> tuple[SignRow, ...]:
    return (
        SignRow("Name", given(signatory.name, "name of the registered contact")),
        SignRow("Position", given(signatory.position, "position in the company")),
        SignRow("Company", given(signatory.company, "company name as in the seller account")),
        *((SignRow("E-mail", Line(signatory.email.strip())),) if signatory.email.strip() else ()),
    )

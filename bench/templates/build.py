"""Makes the Word templates in assemble/templates: `python -m bench.templates.build`. Same source, same bytes.

A template holds layout and fixed wording; what varies are docxtpl tags over the values of assemble/sheet.py. It is run
by hand when the layout changes, and a test proves that the files there are what it makes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from docx.document import Document

from assemble.render import fixed_zip
from bench.templates.parts import (
    appeal_facts,
    cover,
    evidence,
    items,
    orders,
    report,
    requests,
    sections,
    shipments,
    signature,
    summary_body,
    summary_cover,
)
from bench.templates.styles import new_document

HERE = Path(__file__).resolve().parents[2] / "assemble" / "templates"

DISPUTE = "We dispute the decision named here. The facts and papers below show that there was no violation."
TRUE = "The statements above are true and complete to the best of our knowledge."
UNALTERED = "The papers are complete and unaltered. The statements above are true to the best of our knowledge."


def plan_of_action() -> Document:
    """Amazon: owns up, corrects, prevents."""
    document = new_document("Plan of action")
    appeal_facts(document, "This plan of action answers the notice named here.")
    items(document)
    sections(document)
    requests(document)
    evidence(document)
    signature(document, TRUE)
    return document


def dispute() -> Document:
    """Amazon: denies the violation and proves it."""
    document = new_document("Dispute")
    appeal_facts(document, DISPUTE)
    items(document)
    sections(document)
    requests(document)
    evidence(document)
    signature(document, TRUE)
    return document


def response() -> Document:
    """Amazon: hands in what was asked for."""
    document = new_document("Response")
    appeal_facts(document, "This is our response to the request named here.")
    requests(document)
    items(document)
    sections(document)
    evidence(document)
    signature(document, UNALTERED)
    return document


def joom_appeal() -> Document:
    """Joom: shows the way of every order, then cause, correction and prevention."""
    document = new_document("Appeal")
    appeal_facts(document, "We appeal against the decision named here.")
    orders(document)
    shipments(document)
    sections(document)
    requests(document)
    evidence(document, products=False)
    signature(document, TRUE)
    return document


def before_you_submit() -> Document:
    """Any platform: the report for the seller that lies before every appeal."""
    document = new_document("Before you submit")
    cover(document)
    report(document)
    return document


def summary() -> Document:
    """Any platform: where the case stands when nothing is to be submitted."""
    document = new_document("Case summary")
    summary_cover(document)
    summary_body(document)
    return document


TEMPLATES: dict[str, Callable[[], Document]] = {
    "amazon_plan_of_action.docx": plan_of_action,
    "amazon_dispute.docx": dispute,
    "amazon_response.docx": response,
    "joom_appeal.docx": joom_appeal,
    "before_you_submit.docx": before_you_submit,
    "summary.docx": summary,
}


def template_bytes(name: str) -> bytes:
    """The template as the script makes it now."""
    out = io.BytesIO()
    TEMPLATES[name]().save(out)
    return fixed_zip(out.getvalue())


def main() -> None:
    """Write all templates into the folder."""
    for name in TEMPLATES:
        (HERE / name).write_bytes(template_bytes(name))


if __name__ == "__main__":
    main()

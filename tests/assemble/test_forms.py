"""Forms: which document a case gets, and under which headings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assemble.case import join, open_case
from assemble.forms import asked_headings, choose_form, heading_part, offered_paths
from config.appeals import FormRule, Part
from config.words import AppealPath, Kind, Platform
from extract.facts import Facts
from tests.assemble.builders import APPEALS, HEADINGS, ISSUED, facts, joom, trademark

PLAN, DISPUTE, DOCUMENTS = AppealPath.PLAN_OF_ACTION, AppealPath.DISPUTE, AppealPath.DOCUMENTS
FORM, COURT, NONE, RETRACTION = AppealPath.APPEAL_FORM, AppealPath.COURT, AppealPath.NONE, AppealPath.RETRACTION


def plan_form() -> FormRule:
    """The form of the Amazon plan of action."""
    return next(form for form in APPEALS.file.forms if form.id == "amazon-plan-of-action")


@pytest.mark.parametrize(
    ("of", "path", "form", "why"),
    [
        (facts(paths=(PLAN,)), None, "amazon-plan-of-action", "offered"),
        (facts(paths=(DOCUMENTS, PLAN, FORM, DISPUTE)), None, "amazon-plan-of-action", "offered"),
        (facts(paths=(DOCUMENTS, PLAN, FORM, DISPUTE)), DISPUTE, "amazon-dispute", "chosen"),
        (facts(paths=(DOCUMENTS, RETRACTION, DISPUTE)), None, "amazon-dispute", "offered"),
        (facts(paths=(DOCUMENTS, FORM)), None, "amazon-response", "offered"),
        (facts(paths=(COURT, DOCUMENTS)), None, "amazon-response", "offered"),
        (facts(paths=()), None, "amazon-plan-of-action", "offered"),
        (facts(paths=(), headings=()), None, "amazon-response", "not_stated"),
        (facts(paths=(COURT,)), None, None, "court"),
        (facts(paths=(COURT,)), PLAN, None, "court"),
        (facts(paths=(NONE,)), None, None, "none"),
        (facts(paths=(NONE,), kind=Kind.APPEAL_REJECTED), None, None, "appeal_rejected"),
        (facts(kind=Kind.REINSTATED), None, None, "reinstated"),
        (facts(kind=Kind.APPEAL_RECEIVED), None, None, "appeal_received"),
        (facts(platform=Platform.UNKNOWN), None, None, "unknown_platform"),
        (joom(), None, "joom-appeal", "offered"),
        (joom(paths=()), None, "joom-appeal", "not_stated"),
        (joom(paths=(NONE,)), None, None, "none"),
        (joom(), PLAN, "joom-appeal", "chosen"),
        (joom(), DISPUTE, "joom-dispute", "chosen"),
    ],
)
def test_choose_form(of: Facts, path: AppealPath | None, form: str | None, why: str) -> None:
    """The notice's ways decide; the seller may choose among them; nothing is drafted where nothing can be submitted."""
    choice = choose_form(open_case(of), path, APPEALS)

    assert (choice.form.id if choice.form else None) == form
    assert choice.why == why


def test_a_reply_without_ways_keeps_those_of_the_notice() -> None:
    """A refusal that names no way leaves the ways of the notice before it; one that closes them closes them."""
    case = open_case(facts())
    later = {"issued": ISSUED + timedelta(days=3), "kind": Kind.APPEAL_REJECTED}

    assert offered_paths(join(case, facts("b", paths=(), **later))) == facts().paths
    assert choose_form(join(case, facts("b", paths=(NONE,), **later)), None, APPEALS).form is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        *zip(HEADINGS, (Part.ROOT_CAUSE, Part.CORRECTIVE, Part.PREVENTIVE), strict=True),
        ("Die Ursache(n) der Beschwerden", Part.ROOT_CAUSE),
        ("Maßnahmen, die Sie ergriffen haben", Part.CORRECTIVE),
        ("Schritte, um dies künftig zu verhindern", Part.PREVENTIVE),
        ("导致投诉的根本原因", Part.ROOT_CAUSE),
        ("您为防止再次发生而采取的预防措施", Part.PREVENTIVE),
        ("您为解决问题采取的措施", Part.CORRECTIVE),
        ("再発防止のための措置", Part.PREVENTIVE),
        ("Причины задержки", Part.ROOT_CAUSE),
        ("what led to the defects", Part.ROOT_CAUSE),
        ("what you have already done about them", Part.CORRECTIVE),
        ("what you will do so that they do not come back", Part.PREVENTIVE),
        ("las medidas para que no se repita", Part.PREVENTIVE),
        ("le misure che ha adottato", Part.CORRECTIVE),
        ("Принятые меры", Part.CORRECTIVE),
        ("Photos of your warehouse", Part.POINT),
    ],
)
def test_heading_part(text: str, part: Part) -> None:
    """A heading is known in the languages of the notices; one that is none of the three is a point of its own."""
    assert heading_part(text, plan_form(), APPEALS) is part


def test_headings_are_the_notices_own() -> None:
    """The notice's headings stand in its words and order; what the plan still needs comes after them."""
    case = open_case(facts(headings=("Preventive  measures", "Photos of your warehouse", "How you prevent it")))
    headings = asked_headings(case, plan_form(), APPEALS)

    assert [(heading.text, heading.part, heading.own) for heading in headings] == [
        ("Preventive measures", Part.PREVENTIVE, True),
        ("Photos of your warehouse", Part.POINT, True),
        ("How you prevent it", Part.POINT, True),
        ("Root cause of the issue", Part.ROOT_CAUSE, False),
        ("Actions taken to resolve the issue", Part.CORRECTIVE, False),
    ]


def test_a_dispute_confesses_nothing() -> None:
    """A dispute has its one heading even where the notice also lists those of a plan."""
    case = open_case(trademark(headings=HEADINGS))
    form = choose_form(case, DISPUTE, APPEALS).form

    assert form is not None
    assert [heading.part for heading in asked_headings(case, form, APPEALS)] == [Part.NO_VIOLATION]

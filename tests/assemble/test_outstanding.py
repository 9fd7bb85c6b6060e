"""What the marketplace still asks after a packet was submitted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assemble.case import Case, join, open_case
from assemble.contents import Contents, Met, contents_from_json, contents_of, contents_to_json
from assemble.decisions import Who, close, submit
from assemble.dossier import Dossier
from assemble.outstanding import Asked, last_submission, outstanding
from config.words import AppealPath, Kind
from tests.assemble.builders import APPEALS, ISSUED, REQUESTED, answers, case_of, evidence, facts

SENT = Contents("amazon-plan-of-action", (Met(REQUESTED[0], ("invoices-2025.pdf",)), Met(REQUESTED[1], ())))


def answered(*asked: str, **changes: object) -> Case:
    """A case whose packet was submitted, with a reply that asks for these things."""
    case = submit(open_case(facts()), Who(ISSUED + timedelta(days=2), "Mara Ellison"), "v1")
    values = {"kind": Kind.INFORMATION_REQUEST, "requested": asked, "paths": (), **changes}
    return join(case, facts("reply", issued=ISSUED + timedelta(days=6), **values))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (
            ("copies of invoices from your supplier, issued in the last 365 days",),
            [(Asked.AGAIN, ("invoices-2025.pdf",)), (Asked.UNMET, ())],
        ),
        (("Contact information for your supplier, with name, phone number and website",), [(Asked.UNMET, ())]),
        (("A video of your warehouse",), [(Asked.NEW, ()), (Asked.UNMET, ())]),
        ((), [(Asked.UNMET, ())]),
        (
            ("您的供应商的发票", "2) A video of your warehouse", "A video of your warehouse"),
            [(Asked.NEW, ()), (Asked.NEW, ()), (Asked.UNMET, ())],
        ),
    ],
    ids=["again", "unmet", "new", "nothing named", "other script"],
)
def test_a_reply_beside_what_was_sent(asked: tuple[str, ...], expected: list[tuple[Asked, tuple[str, ...]]]) -> None:
    """What is asked again although it was sent, what was never sent, and what is new are told apart."""
    found = outstanding(answered(*asked), SENT)

    assert found.since == "v1"
    assert [(one.how, one.sent) for one in found.asked] == expected


def test_nothing_is_compared_before_a_submission() -> None:
    """As long as nothing was submitted, everything that was asked is still asked."""
    found = outstanding(open_case(facts()), None)

    assert found.since is None
    assert [(one.request, one.how) for one in found.asked] == [(text, Asked.UNMET) for text in REQUESTED]


def test_nothing_is_asked_any_more() -> None:
    """A case that is reinstated or closed asks for nothing."""
    over = answered(kind=Kind.REINSTATED)
    closed = close(answered("A video"), Who(ISSUED + timedelta(days=9), "Mara Ellison", "given up"))

    assert outstanding(over, SENT).asked == outstanding(closed, SENT).asked == ()


def test_ways_open_and_close() -> None:
    """A way that the reply offers for the first time, and one it leaves out, are named."""
    found = outstanding(answered(paths=(AppealPath.DISPUTE, AppealPath.DOCUMENTS)), SENT)

    assert (found.opened, found.closed) == ((AppealPath.DISPUTE,), (AppealPath.PLAN_OF_ACTION,))
    silent = outstanding(answered(), SENT)
    assert (silent.opened, silent.closed) == ((), ())


def test_a_notice_that_came_in_late_was_not_answered() -> None:
    """What nobody had seen when the packet was submitted counts as asked since."""
    case = submit(open_case(facts()), Who(ISSUED + timedelta(days=2), "Mara Ellison"), "v1")
    late = facts("late", issued=ISSUED + timedelta(days=1), requested=("A video of your warehouse",), paths=())

    assert outstanding(join(case, late), SENT).asked[0].request == "A video of your warehouse"


def test_the_last_submission_is_the_latest_not_the_last_recorded() -> None:
    """A submission that is recorded late takes its place by the time it was made."""
    case = submit(open_case(facts()), Who(ISSUED + timedelta(days=5), "Mara Ellison"), "v2")
    case = submit(case, Who(ISSUED + timedelta(days=2), "Mara Ellison"), "v1")
    last = last_submission(case)

    assert last is not None
    assert last.version == "v2"


def test_contents_of_a_packet() -> None:
    """A packet tells which request each file meets, and comes back from its JSON data as it was."""
    found = contents_of(Dossier(case_of(), answers(), evidence()), APPEALS)

    assert [met.by for met in found.requests] == [("invoices-2025.pdf",), ("supplier-contact.png",)]
    assert [held.name for held in found.files] == [file.name for file in evidence().files]
    assert contents_from_json(contents_to_json(found)) == found
    assert all(met.by == () for met in contents_of(Dossier(case_of(), evidence=evidence()), APPEALS).requests)

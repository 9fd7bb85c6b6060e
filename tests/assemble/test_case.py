"""Cases: which notices join, what a case is called, what follows from its notices."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.case import (
    CROCKFORD,
    Case,
    CaseState,
    case_asins,
    case_deadline,
    case_from_json,
    case_requested,
    case_to_json,
    case_violations,
    join,
    join_keys,
    newest,
    open_case,
    state,
)
from config.words import Basis, Kind, Platform, Scope, Verdict, Violation
from extract.facts import Deadline, Facts, References
from ingest.message import Authenticity
from tests.assemble.builders import ISSUED, facts, joom, trademark

SUSPICIOUS = Authenticity(Verdict.SUSPICIOUS, ("sender.lookalike",))
NUMBERS = References(case=("15520938471",), complaint=("70318845921",))


def shared(one: Facts, other: Facts) -> set[str]:
    """The reasons for which two notices join."""
    return {key.reason for key in set(join_keys(one)) & set(join_keys(other))}


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        pytest.param(
            facts("reply", thread=("first@mail.example",), account=None, references=References(), complaints=()),
            {"thread"},
            id="reply",
        ),
        pytest.param(
            facts("again", message_id="<first@mail.example>", account=None, references=References(), complaints=()),
            {"thread"},
            id="same-message",
        ),
        pytest.param(
            facts("c", account=None, references=References(complaint=("# 703 188 459 21",)), complaints=()),
            {"complaint"},
            id="complaint-spaced",
        ),
        pytest.param(
            facts("d", account=None, references=References(), complaints=facts().complaints[:1]),
            {"complaint"},
            id="complaint-record",
        ),
        pytest.param(
            facts("e", account=None, references=References(case=("15520938471",)), complaints=()), {"case"}, id="case"
        ),
        pytest.param(
            facts("f", references=References(), complaints=(), scope=Scope.LISTING, asins=("B0D1HK9P3R",)),
            {"problem"},
            id="asin-overlap",
        ),
        pytest.param(facts("g", references=References(), complaints=(), asins=()), {"problem"}, id="account-level"),
        pytest.param(
            facts("h", references=References(), complaints=(), asins=(), scope=Scope.LISTING),
            set(),
            id="listing-without-asin",
        ),
        pytest.param(
            facts("i", references=References(), complaints=(), marketplace="DE"), set(), id="other-marketplace"
        ),
        pytest.param(
            facts("j", references=References(), complaints=(), account="b@seller.example"), set(), id="other-account"
        ),
        pytest.param(facts("k", references=References(), complaints=(), account=None), set(), id="account-unknown"),
        pytest.param(
            facts("l", references=References(), complaints=(), violations=(Violation.PRODUCT_EXPIRED,)),
            set(),
            id="other-violation",
        ),
        pytest.param(
            facts("m", references=References(complaint=("15520938471",)), complaints=(), account=None),
            set(),
            id="case-number-as-complaint",
        ),
        pytest.param(facts("first", authenticity=SUSPICIOUS), set(), id="suspicious"),
        pytest.param(facts("first", kind=Kind.UNRELATED), set(), id="unrelated"),
        pytest.param(facts("first", platform=Platform.UNKNOWN), set(), id="platform-unknown"),
        pytest.param(facts("first", platform=Platform.JOOM), set(), id="joom-never-amazon"),
    ],
)
def test_join_keys(other: Facts, reasons: set[str]) -> None:
    """Two notices share exactly the reasons that tie them together, and no more."""
    assert shared(facts(), other) == reasons


def test_keys_are_strongest_first() -> None:
    """Threads come before complaints, complaints before case numbers, the problem comes last."""
    reasons = [key.reason for key in join_keys(facts(thread=("older@mail.example",)))]
    order = ["thread", "complaint", "case", "problem"]

    assert reasons == sorted(reasons, key=order.index)
    assert set(reasons) == set(order)
    assert len(set(join_keys(facts()))) == len(join_keys(facts()))


@given(st.sampled_from([facts(), trademark(), joom(), joom(references=NUMBERS), facts(references=NUMBERS)]))
def test_keys_start_with_the_platform(of: Facts) -> None:
    """Every key starts with its platform, so two platforms can never share one."""
    assert all(key.value.startswith(f"{of.platform}:") for key in join_keys(of))


@pytest.mark.parametrize(
    ("of", "form"),
    [
        (facts(), r"AMZ-US-[0-9A-HJKMNP-TV-Z]{8}"),
        (facts(marketplace=None), r"AMZ-[0-9A-HJKMNP-TV-Z]{8}"),
        (facts(marketplace="../x"), r"AMZ-[0-9A-HJKMNP-TV-Z]{8}"),
        (joom(), r"JOOM-[0-9A-HJKMNP-TV-Z]{8}"),
        (facts(platform=Platform.UNKNOWN, marketplace=None), r"UNKNOWN-[0-9A-HJKMNP-TV-Z]{8}"),
    ],
)
def test_case_id(of: Facts, form: str) -> None:
    """The id is made of platform, marketplace and eight digits of the first item's digest, the same every time."""
    assert re.fullmatch(form, open_case(of).id)
    assert open_case(of).id == open_case(replace(of, source="elsewhere")).id


def test_case_id_digits() -> None:
    """The eight digits are the first 40 bits of the digest in Crockford's base 32."""
    digits = open_case(facts(item="sha256:" + "0123456789" + "f" * 54)).id.rpartition("-")[2]

    assert sum(CROCKFORD.index(digit) << shift for digit, shift in zip(digits, range(35, -1, -5), strict=True)) == (
        0x0123456789
    )


def later(name: str, hours: int, **changes: object) -> Facts:
    """A notice of the same case, some hours after the first."""
    return facts(name, issued=ISSUED + timedelta(hours=hours), **changes)


def test_the_same_item_twice_changes_nothing() -> None:
    """An item that is in the case already leaves it as it is."""
    case = join(open_case(facts()), later("second", 5), "thread x")

    assert join(case, facts(), "again") is case
    assert join(case, later("second", 5), "again") is case


def test_order_of_joining_does_not_matter() -> None:
    """However notices come in, the case holds them in the order in which they were issued; undated ones come first."""
    rest = [later("b", 1), later("c", 1), later("d", -30), facts("e", issued=None)]
    orders = {
        tuple(joined.facts.item for joined in _joined(list(order)).notices) for order in itertools.permutations(rest)
    }

    assert len(orders) == 1
    assert [joined.facts.source for joined in _joined(rest).notices][:3] == ["e.eml", "d.eml", "first.eml"]


def _joined(rest: list[Facts]) -> Case:
    case = open_case(facts())
    for one in rest:
        case = join(case, one, "thread")
    return case


def test_platforms_are_never_mixed() -> None:
    """A Joom notice cannot be put into an Amazon case."""
    with pytest.raises(ValueError, match="one platform"):
        join(open_case(facts()), joom(), "by mistake")


def test_a_case_is_never_empty() -> None:
    """A case without a notice cannot be made."""
    with pytest.raises(ValueError, match="at least one"):
        Case("AMZ-US-00000000", Platform.AMAZON, "US", ())


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([Kind.VIOLATION], CaseState.OPEN),
        ([Kind.VIOLATION, Kind.APPEAL_RECEIVED], CaseState.ANSWERED),
        ([Kind.VIOLATION, Kind.APPEAL_RECEIVED, Kind.APPEAL_REJECTED], CaseState.REFUSED),
        ([Kind.VIOLATION, Kind.APPEAL_REJECTED, Kind.INFORMATION_REQUEST], CaseState.OPEN),
        ([Kind.WARNING, Kind.REINSTATED], CaseState.REINSTATED),
    ],
)
def test_state(kinds: list[Kind], expected: CaseState) -> None:
    """The newest notice says where a case stands."""
    case = open_case(facts("n0", kind=kinds[0]))
    for number, kind in enumerate(kinds[1:], start=1):
        case = join(case, later(f"n{number}", number, kind=kind), "thread")

    assert state(case) is expected
    assert newest(case).kind is kinds[-1]


def test_merged_views() -> None:
    """The views hold every violation, ASIN and request once, oldest notice first."""
    second = later(
        "second", 4, violations=(Violation.PRODUCT_NOT_AS_DESCRIBED, Violation.PRODUCT_CONDITION),
        asins=("B0D1HK9P3R", "B0F5JW8K2N"), requested=("Proof of\n delivery",),
    )  # fmt: skip
    case = join(open_case(facts()), second, "thread")

    assert case_violations(case) == (Violation.PRODUCT_CONDITION, Violation.PRODUCT_NOT_AS_DESCRIBED)
    assert case_asins(case) == ("B0C7TQ2M4X", "B0D1HK9P3R", "B0F5JW8K2N")
    assert case_requested(case) == (*facts().requested, "Proof of delivery")


def due(hours: int, basis: Basis) -> Deadline:
    """A deadline some hours after the first notice."""
    return Deadline(ISSUED + timedelta(hours=hours), basis, "text")


@pytest.mark.parametrize(
    ("first", "second", "kind", "expected"),
    [
        (due(400, Basis.RELATIVE), due(90, Basis.STATED), Kind.INFORMATION_REQUEST, 90),
        (due(400, Basis.STATED), None, Kind.INFORMATION_REQUEST, 400),
        (due(400, Basis.STATED), due(90, Basis.STATED), Kind.APPEAL_RECEIVED, 400),
        (due(72, Basis.STATED), due(240, Basis.RULE), Kind.INFORMATION_REQUEST, 72),
        (due(10, Basis.STATED), due(240, Basis.RULE), Kind.APPEAL_REJECTED, 240),
        (due(72, Basis.RULE), due(240, Basis.RULE), Kind.INFORMATION_REQUEST, 240),
        (due(72, Basis.RULE), due(240, Basis.STATED), Kind.INFORMATION_REQUEST, 240),
        (None, None, Kind.INFORMATION_REQUEST, None),
        (due(72, Basis.STATED), due(90, Basis.STATED), Kind.REINSTATED, None),
    ],
)
def test_deadline_in_force(first: Deadline | None, second: Deadline | None, kind: Kind, expected: int | None) -> None:
    """The newest notice that asks sets the deadline; a target of ours never hides a notice's own that still runs."""
    case = join(open_case(facts(deadline=first)), later("second", 24, deadline=second, kind=kind), "thread")
    found = case_deadline(case)

    assert (found.at if found else None) == (ISSUED + timedelta(hours=expected) if expected is not None else None)


def test_times_without_a_zone_can_be_compared() -> None:
    """A date without a zone stands beside one with a zone and breaks nothing."""
    bare = datetime(2026, 3, 2, 9, 14)  # noqa: DTZ001
    case = join(open_case(facts()), facts("bare", issued=bare, deadline=Deadline(bare, Basis.RULE, "r")), "thread")

    assert [joined.facts.source for joined in case.notices] == ["bare.eml", "first.eml"]
    assert case_deadline(case) == facts().deadline


@settings(max_examples=30)
@given(st.text(max_size=40), st.sampled_from([facts, trademark, joom]), st.booleans())
def test_json_round_trip(text: str, make: object, dated: bool) -> None:
    """A case comes back from its JSON data as it was, whatever the notice says."""
    assert callable(make)
    of = make("one", subject=text, issued=datetime(2026, 1, 1, tzinfo=UTC) if dated else None)
    case = join(open_case(of), replace(of, item="sha256:" + "0" * 64), f"thread {text}")

    assert case_from_json(json.loads(json.dumps(case_to_json(case)))) == case

"""Cases: what they are called, which notices stand in them, and their JSON form."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.case import CROCKFORD, Case, case_asins, case_id, case_requested, case_violations, join, open_case
from assemble.case_json import case_from_json, case_to_json
from assemble.decisions import Who, close, merge, submit
from assemble.joining import Reason, Tie
from config.words import Platform, Violation
from extract.facts import Facts
from tests.assemble.builders import ISSUED, NOW, facts, item, joom, trademark


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


@given(st.text(max_size=20), st.integers(1, 12))
def test_a_longer_id_begins_with_the_shorter(name: str, digits: int) -> None:
    """Ids of the same notice differ in length only, so that a longer one can stand where the usual one is taken."""
    of = facts(item=item(name))

    assert case_id(of, 12).startswith(case_id(of, digits))
    assert len(case_id(of, digits)) == len("AMZ-US-") + digits


def later(name: str, hours: int, **changes: object) -> Facts:
    """A notice of the same case, some hours after the first."""
    return facts(name, issued=ISSUED + timedelta(hours=hours), **changes)


def test_the_same_item_twice_changes_nothing() -> None:
    """An item that is in the case already leaves it as it is."""
    case = join(open_case(facts()), later("second", 5))

    assert join(case, facts()) is case
    assert join(case, later("second", 5)) is case


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
        case = join(case, one)
    return case


def test_platforms_are_never_mixed() -> None:
    """A Joom notice cannot be put into an Amazon case."""
    with pytest.raises(ValueError, match="one platform"):
        join(open_case(facts()), joom(), "by mistake")


def test_a_case_is_never_empty() -> None:
    """A case without a notice cannot be made."""
    with pytest.raises(ValueError, match="at least one"):
        Case("AMZ-US-00000000", Platform.AMAZON, "US", ())


def test_merged_views() -> None:
    """The views hold every violation, ASIN and request once, oldest notice first."""
    second = later(
        "second", 4, violations=(Violation.PRODUCT_NOT_AS_DESCRIBED, Violation.PRODUCT_CONDITION),
        asins=("B0D1HK9P3R", "B0F5JW8K2N"), requested=("Proof of\n delivery",),
    )  # fmt: skip
    case = join(open_case(facts()), second)

    assert case_violations(case) == (Violation.PRODUCT_CONDITION, Violation.PRODUCT_NOT_AS_DESCRIBED)
    assert case_asins(case) == ("B0C7TQ2M4X", "B0D1HK9P3R", "B0F5JW8K2N")
    assert case_requested(case) == (*facts().requested, "Proof of delivery")


@settings(max_examples=30)
@given(st.text(max_size=40), st.sampled_from([facts, trademark, joom]), st.booleans())
def test_json_round_trip(text: str, make: object, dated: bool) -> None:
    """A case comes back from its JSON data as it was, whatever the notice says."""
    assert callable(make)
    of = make("one", subject=text, issued=datetime(2026, 1, 1, tzinfo=UTC) if dated else None)
    other = replace(of, item=item("other"))
    case = join(open_case(of), other, Tie(Reason.THREAD, text, of.item))
    case = submit(case, Who(NOW, "Mara Ellison", text), "v1")
    case = close(case, Who(NOW, "Mara Ellison", text))
    merged = merge(case, open_case(replace(of, item=item("third"))), Who(NOW, "Mara Ellison", text)).cases

    for one in (case, *merged):
        assert case_from_json(json.loads(json.dumps(case_to_json(one)))) == one
    assert case_from_json(json.loads(json.dumps(case_to_json(case)))) == case

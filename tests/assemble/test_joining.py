"""Why notices join: the keys they share, and how strong each is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.joining import PROBLEM_WINDOW, Reason, Tie, join_keys, rank, tie
from config.words import Kind, Platform, Scope, Verdict, Violation
from extract.facts import Facts, References
from ingest.message import Authenticity
from tests.assemble.builders import ISSUED, facts, joom, trademark

HOUR = timedelta(hours=1)
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
        pytest.param(
            facts("n", account=None, references=References(complaint=("# 7-03",)), complaints=()),
            set(),
            id="number-too-short",
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


ALONE = {"references": References(), "complaints": ()}


@pytest.mark.parametrize(
    ("days", "other", "reason"),
    [
        (0, facts("o", **ALONE), Reason.PROBLEM),
        (PROBLEM_WINDOW.days, facts("o", **ALONE), Reason.PROBLEM),
        (PROBLEM_WINDOW.days + 1, facts("o", **ALONE), None),
        (-PROBLEM_WINDOW.days - 1, facts("o", **ALONE), None),
        (900, facts("o", complaints=()), Reason.COMPLAINT),
        (900, facts("o", thread=("first@mail.example",)), Reason.THREAD),
    ],
)
def test_only_the_problem_grows_old(days: int, other: Facts, reason: Reason | None) -> None:
    """Account, violation and ASIN join for half a year; threads and numbers join for good."""
    later = replace(other, issued=ISSUED + timedelta(days=days))
    found = tie(later, facts())

    assert (found.reason if found else None) is reason
    assert (rank(later, facts()) is None) is (reason is None)


def test_an_undated_notice_joins_by_its_problem() -> None:
    """Nobody knows how far apart two notices are when one has no date: they join."""
    found = tie(facts("o", issued=None, **ALONE), facts())

    assert found is not None
    assert found.reason is Reason.PROBLEM


def test_a_tie_names_the_strongest_thing_and_the_other_notice() -> None:
    """The stated reason is the strongest that both share, without the platform before it."""
    found = tie(facts("o"), facts())

    assert found == Tie(Reason.COMPLAINT, "70318845921", facts().item)


def test_the_best_match_comes_first() -> None:
    """A stronger reason beats more of a weaker one, more of the same beat fewer, then the newer notice wins."""
    one = facts("one", thread=("a@mail.example",))
    matches = [
        facts("older", complaints=(), references=References(complaint=("70318845921",))),
        facts("newer", complaints=(), references=References(complaint=("70318845921",)), issued=ISSUED + HOUR),
        facts("more", issued=ISSUED - HOUR),
        facts("a", issued=ISSUED - HOUR, complaints=(), references=References(), account=None),
    ]
    ranks = [rank(one, other) for other in matches]

    assert all(ranks)
    assert ranks == sorted(ranks)

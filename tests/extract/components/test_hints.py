"""Where no wording is sure, words that count together, a linked policy and the sender's desk tell what it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extract.facts import Facts
from ingest.message import Address

Read = Callable[..., Facts]
CLOSED = "We closed your account on Amazon.com.\n"


@pytest.mark.parametrize(
    ("text", "sender", "violations"),
    [
        (
            "See https://sellercentral.amazon.com/gp/help/200339950 for what went wrong.",
            "notice",
            ["product.condition"],
        ),
        ("Somebody wrote to us about it.", "patent-evaluation", ["ip.patent"]),
        ("A gift card for a positive rating, five stars, was in the box.", "notice", ["conduct.review_manipulation"]),
        # must not match
        ("The box had a star on it.", "notice", []),
        ("Somebody wrote to us about it.", "notice", []),
    ],
)
def test_hints_tell_where_words_do_not(facts_of: Read, text: str, sender: str, violations: list[str]) -> None:
    """A policy or a desk is enough, single words are not."""
    assert list(facts_of(CLOSED + text, sender=Address("", f"{sender}@amazon.com")).violations) == violations


def test_a_sure_wording_needs_no_hint(facts_of: Read) -> None:
    """What is said outright wins over the policy that is linked beside it."""
    text = "Your items infringe a patent. Read https://sellercentral.amazon.com/gp/help/200339950"

    assert list(facts_of(CLOSED + text).violations) == ["ip.patent"]


def test_hints_alone_make_no_notice(facts_of: Read) -> None:
    """Mail that speaks of logos, marks and licences stays unrelated."""
    assert facts_of("Your logo, your mark, a licence: what sellers of toys ask us.").kind == "unrelated"

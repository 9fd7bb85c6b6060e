"""ASINs are found in every form they come in, and words, masks and other numbers are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.rules import Rules
from extract.components.asins import asins_in, broken_in, isbn10, likely, split_run
from extract.components.labels import labels_in
from extract.reading import Reading

Reads = Callable[..., Reading]
ASINS = st.from_regex(r"B0[BCDFG][0-9A-Z]{7}", fullmatch=True).filter(likely)


def found(reading: Reading, rules: Rules) -> list[str]:
    """The ASINs of a reading, in order, once each."""
    labels = labels_in(reading.source, rules.cues.labels)
    return list(dict.fromkeys(mark.value for mark in asins_in(reading, labels)))


@pytest.mark.parametrize(
    ("text", "asins"),
    [
        ("ASIN: B0C12345K7", ["B0C12345K7"]),
        ("ASIN:B0C12345K7", ["B0C12345K7"]),
        ("ASIN：Ｂ０Ｃ１２３４５Ｋ７", ["B0C12345K7"]),
        ("ASINB0C12345K7", ["B0C12345K7"]),
        ("商品B0C12345K7已移除", ["B0C12345K7"]),
        ("対象ASIN:B0C12345K7B0D98765L2B0F11111M3", ["B0C12345K7", "B0D98765L2", "B0F11111M3"]),
        ("B0C12345K7, B0D98765L2 und B0F11111M3", ["B0C12345K7", "B0D98765L2", "B0F11111M3"]),
        ("https://www.amazon.es/dp/043942089X", ["043942089X"]),
        ("ASIN: 043942089X", ["043942089X"]),
        ("ASIN: BT00LLINKI", ["BT00LLINKI"]),
        ("B0C1\u200b2345K7", ["B0C12345K7"]),
        # must not match
        ("BESTELLUNG BESCHWERDE BASKETBALL BLACKBERRY BREADCRUMB", []),
        ("ASIN: BASKETBALL", []),
        ("ASIN: B00XXXXX1", []),
        ("ASIN: B00XXXXXXX", []),
        ("ASIN: B0********", []),
        ("ASIN: B08JTQ4ZR", []),
        ("an ASIN like B0C12345K7", []),
        ("for example B0C12345K7", []),
        ("例如 B0C12345K7", []),
        ("X003GH71KT", []),
        ("call 0439420891", []),
        ("order 111-1234567-1234567", []),
        ("B0C12345K7B0D9876", []),
        ("5% of b0c12345k7", []),
    ],
)
def test_asins_of_a_text(reading_of: Reads, rules: Rules, text: str, asins: list[str]) -> None:
    """Each form that notices use, and what only looks like one."""
    assert found(reading_of(text), rules) == asins


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ASIN: B00XXXXX1", "asin.masked"),
        ("ASIN: B00XXXXXXX", "asin.masked"),
        ("ASIN: B0********", "asin.masked"),
        ("ASIN: ********", "asin.masked"),
        ("ASIN: B08JTQ4ZR", "asin.malformed"),
        ("ASIN: B0C12345K7B0D9876", "asin.malformed"),
        # must not match
        ("ASIN: B0C12345K7", None),
        ("ASIN: 043942089X", None),
        ("ASIN: BASKETBALL", None),
        ("Title: B08JTQ4ZR", None),
        ("移除的商品：B0C12345K7。投诉编号：12345678901。", None),
        ("Was weg ist: B0C12345K7. Fall 12345678901", None),
    ],
)
def test_what_is_no_asin_in_its_place_is_reported_as_written(
    reading_of: Reads, rules: Rules, text: str, kind: str | None
) -> None:
    """Masked and misprinted ones are shown to a person and never repaired."""
    reading = reading_of(text)
    marks = list(broken_in(reading, labels_in(reading.source, rules.cues.labels)))

    assert [(mark.kind, mark.value) for mark in marks] == ([(kind, text.partition(": ")[2])] if kind else [])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ASINS, min_size=1, max_size=6, unique=True))
def test_a_joined_run_is_split_and_keeps_its_places(reading_of: Reads, rules: Rules, asins: list[str]) -> None:
    """Any run of ASINs without a space between comes apart in order."""
    reading = reading_of("ASINs: " + "".join(asins))

    assert list(split_run("".join(asins))) == asins
    assert found(reading, rules) == asins


@given(st.from_regex(r"\d{9}", fullmatch=True))
def test_exactly_one_check_sign_makes_an_isbn(body: str) -> None:
    """Of eleven possible check signs one is right."""
    assert sum(isbn10(body + sign) for sign in "0123456789X") == 1

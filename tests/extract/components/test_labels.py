"""Labels are found behind the signs and numbers of lists, as web pages and plain mails write them."""

from __future__ import annotations

import pytest

from config.rules import Rules
from extract.components.labels import labels_in


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("ASIN: B0C12345K7", "asin", "B0C12345K7"),
        ("- ASIN: B0C12345K7", "asin", "B0C12345K7"),
        ("1. ASIN: B0C12345K7", "asin", "B0C12345K7"),
        ("12) Complaint ID: 15551234567", "complaint", "15551234567"),
        ("> 2. Complaint ID 15551234567", "complaint", "15551234567"),
        ("3. 投诉编号：15551234567", "complaint", "15551234567"),
    ],
)
def test_a_label_is_found_behind_the_sign_of_a_list(rules: Rules, line: str, key: str, value: str) -> None:
    """The number of an item is no part of the label."""
    (label,) = labels_in(line, rules.cues.labels)

    assert (label.key, label.value) == (key, value)


@pytest.mark.parametrize("line", ["1.5 ASIN B0C12345K7", "see 1. ASIN"])
def test_a_number_that_is_no_sign_is_no_lead(rules: Rules, line: str) -> None:
    """A decimal number, a reference."""
    assert labels_in(line, rules.cues.labels) == ()

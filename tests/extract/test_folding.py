"""Folding keeps every character's origin and undoes what does not change the meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.folding import fold


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("ＡＳＩＮ：Ｂ０", "ASIN:B0"),
        ("deacti\u200bvation", "deactivation"),
        ("Аmazon", "Amazon"),  # a Cyrillic letter
        ("магазин Amazon", "магазин Amazon"),
        ("已采取的措\n施", "已采取的措\n施"),
        ("请说明问题的根本原因和已经采取的措\n施", "请说明问题的根本原因和已经采取的措施"),
        ("最近\n90\n天内", "最近 90 天内"),
        (
            "This is a long line of a mail that goes on in\nthe next one",
            "This is a long line of a mail that goes on in the next one",
        ),
        ("word " * 26 + "at\nAmazon Seller", "word " * 26 + "at Amazon Seller"),  # wrapped at 132 columns
        ("word " * 29 + "at\nAmazon Seller", "word " * 29 + "at\nAmazon Seller"),  # a paragraph on one line
        ("Why?\nWe did it. Then more.", "Why?\nWe did it.\nThen more."),
        ("Larkfen Inc. sells", "Larkfen Inc. sells"),
        ("We can't, don\u2019t and won't: you've", "We cannot, do not and will not: you have"),
        ("l'offre n'est plus là, d'ici", "l'offre n'est plus là, d'ici"),
        ("to x@amazon.comwithin 17 days", "to x@amazon.com within 17 days"),
    ],
)
def test_folded_forms(source: str, folded: str) -> None:
    """Each kind of noise and its plain form."""
    assert fold(source).text == folded


@given(st.text(max_size=400))
def test_places_lead_back_into_the_source(source: str) -> None:
    """Offsets ascend, stay inside, and both forms have the same length."""
    folded = fold(source)

    assert len(folded.text) == len(folded.lower) == len(folded.offsets) - 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(source)

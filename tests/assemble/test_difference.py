"""Texts are split into paragraphs as they were meant, and compared with the last try paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assemble.days import days_in
from assemble.difference import Did, difference
from assemble.literal import paragraphs

FULL = "This line is so long that a person who writes a file would have broken it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        (" \n\t\n ", ()),
        ("One.\n\nTwo.\n \nThree.", ("One.", "Two.", "Three.")),
        (f"{FULL}\nhere.", (f"{FULL} here.",)),
        (f"{FULL}\r\nhere.", (f"{FULL} here.",)),
        ("Warehouse 3\n41 Larch Row", ("Warehouse 3\n41 Larch Row",)),
        (f"{FULL}\n- an entry\n- another", (f"{FULL}\n- an entry\n- another",)),
        (f"{FULL}\n1. an entry", (f"{FULL}\n1. an entry",)),
        (f"- {FULL}\n  goes on", (f"- {FULL} goes on",)),
        ("我们" * 20 + "\n没有违规", ("我们" * 20 + "没有违规",)),
        ("我们" * 20 + "\nASIN", ("我们" * 20 + " ASIN",)),
    ],
)
def test_paragraphs(text: str, expected: tuple[str, ...]) -> None:
    """A full line goes on with the next one, a short one and an entry of a list end on purpose."""
    assert paragraphs(text) == expected


@given(st.text(max_size=400))
def test_no_word_is_lost(text: str) -> None:
    """Whatever the text is, its letters come out in their order."""
    before = [char for char in text if char.isalnum()]

    assert [char for one in paragraphs(text) for char in one if char.isalnum()] == before


def test_what_was_taken_out_and_put_in() -> None:
    """A paragraph that only moved to other lines has not changed; who signs does not count."""
    before = [("root_cause", f"{FULL}\nhere.\n\nOld."), ("signatory", "Mara")]
    after = [("root_cause", f"{FULL} here.\n\nNew."), ("signatory", "Ann"), ("statement", "More.")]

    assert [(one.did, one.place, one.text) for one in difference(before, after)] == [
        (Did.REMOVED, "root_cause", "Old."),
        (Did.ADDED, "root_cause", "New."),
        (Did.ADDED, "statement", "More."),
    ]
    assert difference(before, before) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 14 March 2019 and March 15th, 2019", ["2019-03-14", "2019-03-15"]),
        ("am 3. Oktober 2026, le 4 août 2026", ["2026-10-03", "2026-08-04"]),
        ("il 5 maggio 2026, 6 de junio de 2026", ["2026-05-05", "2026-06-06"]),
        ("27 февраля 2026 г. и 2026年2月28日", ["2026-02-28", "2026-02-27"]),
        ("2026-02-27, 2026/2/26, 25.02.2026", ["2026-02-27", "2026-02-26", "2026-02-25"]),
        ("order 115-2214185-6234803, 2026-13-01, 31.02.2026, 03/04/2026, May we", []),
    ],
)
def test_days_in_a_text(text: str, days: list[str]) -> None:
    """Days are found in the languages that people write in; what can mean two days, and numbers, are none."""
    assert sorted(day.isoformat() for day, _ in days_in(text)) == sorted(days)

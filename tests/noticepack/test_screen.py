"""What people see: times left in words, tables that fit, text of strangers made harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from noticepack.screen import fitted, harmless, print_table, time_left

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(0), "0 min left"),
        (timedelta(minutes=59, seconds=59), "59 min left"),
        (timedelta(hours=1), "1 h 0 min left"),
        (timedelta(days=2, hours=4), "2 d 4 h left"),
        (timedelta(days=10, hours=23), "10 d left"),
        (-timedelta(minutes=1), "overdue by 1 min"),
        (-timedelta(days=3), "overdue by 3 d 0 h"),
    ],
)
def test_time_left_is_said_in_the_two_largest_units(gap: timedelta, words: str) -> None:
    """Days and hours, or hours and minutes; what is over is overdue."""
    assert time_left(NOW + gap, NOW) == words


@given(st.text())
def test_harmless_text_has_no_control_characters(text: str) -> None:
    """Nothing that moves a cursor, rings a bell or turns the direction of writing is left, on one line."""
    shown = harmless(text)

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert len(shown.splitlines()) <= 1 or shown.splitlines()[0] == shown
    assert harmless(shown) == shown


def test_ids_are_never_broken(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that is to stay whole does, the others give way."""
    monkeypatch.setenv("COLUMNS", "60")
    print_table("t", ("case", "what"), [("AMZ-US-ASBQ7H1X", "word " * 40)], whole=("case",))

    shown = capsys.readouterr().out
    assert "AMZ-US-ASBQ7H1X" in shown
    assert max(map(len, shown.splitlines())) <= 60


def test_markup_in_a_cell_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Square brackets of a stranger are no styles."""
    print_table("", ("a",), [("[red]x[/red]",)])

    assert "[red]x[/red]" in capsys.readouterr().out


@given(st.lists(st.tuples(st.integers(1, 90), st.integers(1, 30)), min_size=1, max_size=6), st.integers(10, 200))
def test_columns_fit(sizes: list[tuple[int, int]], room: int) -> None:
    """Columns are never wider than what is in them, fit the room, and give way only below their longest word."""
    full, least = [max(pair) for pair in sizes], [min(pair) for pair in sizes]
    widths = fitted(full, least, room)

    assert all(1 <= width <= want for width, want in zip(widths, full, strict=True))
    assert sum(widths) <= max(room, len(widths))
    if sum(full) <= room:
        assert widths == full
    elif sum(least) <= room:
        assert all(width >= word for width, word in zip(widths, least, strict=True))
        assert sum(widths) == room


def test_no_word_is_broken_that_fits(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A long word keeps its column wide enough; wide signs count as two."""
    monkeypatch.setenv("COLUMNS", "60")
    print_table("", ("a", "b"), [("product.compliance_documents and more", "word " * 30), ("供应商发票供应商", "x")])

    shown = capsys.readouterr().out
    assert "product.compliance_documents" in shown
    assert "供应商发票供应商" in shown
    assert max(map(cell_len, shown.splitlines())) <= 60

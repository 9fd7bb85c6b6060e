"""What people see: times left in words, tables that fit, text of strangers made harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noticepack.screen import harmless, print_table, time_left

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

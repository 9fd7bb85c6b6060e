"""Where findings stand: rectangles of lines on pages, and pieces of text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import Text
from noticepack.provenance.places import Place, pieces_of, places_of


def line(top: float, left: float, count: int) -> tuple[tuple[float, float, float, float], ...]:
    """Characters of 5 by 10 points beside each other."""
    return tuple((left + 5 * n, top, left + 5 * n + 5, top + 10) for n in range(count))


TEXT = Text(
    part="attachment a.pdf",
    content="sold as\nnew\n\nB0C",
    page_starts=(0, 13),
    boxes=(*line(10, 50, 7), None, *line(22, 50, 3), None, None, *line(10, 90, 3)),
)


@pytest.mark.parametrize(
    ("start", "end", "places"),
    [
        (0, 4, (Place(1, (50, 10, 70, 20)),)),
        (0, 11, (Place(1, (50, 10, 85, 20)), Place(1, (50, 22, 65, 32)))),
        (8, 16, (Place(1, (50, 22, 65, 32)), Place(2, (90, 10, 105, 20)))),
        # nothing was drawn
        (7, 8, ()),
        (4, 4, ()),
        (90, 95, ()),
    ],
)
def test_a_span_is_a_rectangle_a_line(start: int, end: int, places: tuple[Place, ...]) -> None:
    """Each line of a span has its own rectangle, on its own page."""
    assert places_of(TEXT, start, end) == places


def test_a_part_without_pages_has_no_rectangles() -> None:
    """Mail text has no places on a page."""
    assert places_of(Text("body", "sold as new"), 0, 4) == ()


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), st.integers(0, 9)), max_size=12)


@given(st.text(max_size=30), SPANS)
def test_pieces_are_the_text(content: str, spans: list[tuple[int, int, int]]) -> None:
    """Put together they are the text again, and each character has the owners whose spans hold it."""
    pieces = list(pieces_of(content, spans))
    owners = [set(piece.owners) for piece in pieces for _ in piece.text]

    assert "".join(piece.text for piece in pieces) == content
    assert owners == [{n for start, end, n in spans if start <= at < end} for at in range(len(content))]

"""A text knows where each of its characters stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.text import Box, Text

TWO_PAGES = Text(
    part="attachment a.pdf",
    content="ab\ncd",
    page_starts=(0, 3),
    boxes=((1, 2, 3, 4), (3, 1, 5, 4), None, (7, 7, 8, 9), (8, 7, 9, 9)),
)


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (2, 1), (3, 2), (4, 2)])
def test_a_character_knows_its_page(offset: int, page: int) -> None:
    """Pages count from 1 and start where told."""
    assert page == TWO_PAGES.page(offset)


@pytest.mark.parametrize(
    ("span", "box"),
    [((0, 2), (1, 1, 5, 4)), ((1, 2), (3, 1, 5, 4)), ((2, 3), None), ((3, 5), (7, 7, 9, 9)), ((1, 5), (3, 1, 5, 4))],
)
def test_a_span_has_the_smallest_box_on_its_first_page(span: tuple[int, int], box: Box | None) -> None:
    """The box holds all drawn characters of the span that stand on the page of its first character."""
    assert box == TWO_PAGES.box(*span)


def test_a_part_without_pages_has_no_places() -> None:
    """A mail body has neither pages nor boxes."""
    text = Text(part="body", content="abc")

    assert (text.page(1), text.box(0, 3)) == (None, None)


@pytest.mark.parametrize(
    "wrong", [{"boxes": ((0.0, 0.0, 1.0, 1.0),)}, {"page_starts": (2, 0)}, {"boxes": (None, None, None, None)}]
)
def test_a_text_that_contradicts_itself_cannot_be_made(wrong: dict[str, tuple[object, ...]]) -> None:
    """Boxes are one a character, page starts ascend."""
    with pytest.raises(ValueError, match=r"must ascend|one box a character"):
        Text(part="x", content="abc", **wrong)  # type: ignore[arg-type]


@given(st.lists(st.tuples(*[st.integers(0, 99)] * 4), min_size=1, max_size=8), st.data())
def test_the_box_of_a_span_holds_the_boxes_of_its_characters(boxes: list[Box], data: st.DataObject) -> None:
    """Whatever the boxes, the box of a span contains each of them."""
    text = Text(part="x", content="x" * len(boxes), page_starts=(0,), boxes=tuple(boxes))
    start = data.draw(st.integers(0, len(boxes) - 1))
    end = data.draw(st.integers(start + 1, len(boxes)))
    around = text.box(start, end)

    assert around is not None
    for box in boxes[start:end]:
        assert around[0] <= box[0]
        assert around[1] <= box[1]
        assert around[2] >= box[2]
        assert around[3] >= box[3]

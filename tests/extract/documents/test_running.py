"""Heads and feet that pages repeat are said once, and a sentence goes on over the end of a page."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from config.limits import Limits
from extract.documents.pdf import pdf_to_text
from extract.documents.running import joint
from extract.text import Text

LINES = ("Your listings were removed because they infringe a mark, and you may", "send us papers about each of them.")


def read(
    *pages: Sequence[str], head: Callable[[int], str] | None = None, foot: Callable[[int], str] | None = None
) -> Text:
    """The text of a file with these lines on its pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for number, lines in enumerate(pages, 1):
        canvas.setFont("Helvetica", 11)
        if head:
            canvas.drawString(60, 810, head(number))
        if foot:
            canvas.drawString(60, 30, foot(number))
        for row, line in enumerate(lines):
            canvas.drawString(60, 720 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return pdf_to_text("attachment x.pdf", buffer.getvalue(), Limits(), 100_000)


def test_a_sentence_goes_on_over_heads_and_feet() -> None:
    """The head stays on the first page, the foot on the last one, each character on its own page."""
    text = read(
        (*LINES, "Please answer all of our questions within"),
        ("7 days of this notice, or we keep the funds.",),
        ("Amazon",),
        head=lambda number: "Amazon Seller Performance",
        foot=lambda number: f"Page {number} of 3",
    )

    assert text.content.startswith("Amazon Seller Performance\n\nYour listings")
    assert "questions within 7 days of this notice" in text.content
    assert text.content.endswith("Amazon\n\nPage 3 of 3")
    assert text.content.count("Seller Performance") == text.content.count("of 3") == 1
    assert [text.page(text.content.index(word)) for word in ("Your", "7 days", "Page 3")] == [1, 2, 3]


def test_small_letters_go_on_in_the_same_line() -> None:
    """After a page that breaks off in the middle of a sentence."""
    text = read(
        (*LINES, "Please answer all of our"), ("questions within 7 days.",), foot=lambda number: f"- {number} -"
    )

    assert "Please answer all of our questions within 7 days.\n\n- 2 -" in text.content


@pytest.mark.parametrize(
    ("pages", "head"),
    [
        ((("Case 12345678901 is open.",), ("Case 12345678902 is open.",)), None),
        ((("Body of page one.",),), lambda number: "Only once"),
        ((("Body of page one.",), ("Body of page two.",)), lambda number: ("First part", "Second part")[number - 1]),
    ],
)
def test_what_is_no_head_stays(pages: Sequence[Sequence[str]], head: Callable[[int], str] | None) -> None:
    """Lines of the text itself, heads of one page, heads that differ in words."""
    text = read(*pages, head=head)
    said = [line for page in pages for line in page] + [head(number) for number in range(1, len(pages) + 1) if head]

    assert all(line in text.content for line in said)


@pytest.mark.parametrize(
    ("upper", "lower", "between"),
    [
        ("all of our", "questions", " "),
        ("mark,", "which", " "),
        ("the end.", "next", "\n"),
        ("our", "Questions", "\n"),
        ("within", "7 days", "\n"),
        ("Bitte antworten Sie uns innerhalb einer", "Frist von 7 Tagen auf diese Mitteilung.", " "),
        ("Bitte antworten Sie uns innerhalb einer", "ASIN: B0C1234567 in der Liste der Angebote", "\n"),
        ("Bitte antworten Sie uns innerhalb einer", "1. Rechnungen der letzten 365 Tage von Ihnen", "\n"),
        ("B0C1234567 | Cup of blue glass | Trademark", "B0C1234568 | Cup of red glass | Trademark", "\n"),
        ("您的商品已", "被下架", ""),
        ("已被下架。", "您的", "\n"),
    ],
)
def test_a_sentence_is_told_by_its_letters(upper: str, lower: str, between: str) -> None:
    """Small letters and Chinese ones go on, numbers and capitals in running text only."""
    joined = joint([(char, None) for char in upper], [(char, None) for char in lower])

    assert "".join(char for char, _ in joined) == between

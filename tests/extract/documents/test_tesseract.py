"""Tesseract as an OCR port: its output is understood, and the program itself reads a page where it is installed."""

from __future__ import annotations

import io
import pickle

import pytest
from PIL import Image, ImageDraw

from config.errors import ItemError
from extract.documents.ocr import Word, words_to_lines
from extract.documents.tesseract import PROBE, Tesseract, find_tesseract, tsv_to_words

HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
installed = pytest.mark.skipif(PROBE.path() is None, reason="tesseract is not installed")


def page(*lines: str) -> bytes:
    """A picture of printed lines."""
    image = Image.new("L", (1600, 200 + 90 * len(lines)), 255)
    for row, line in enumerate(lines):
        ImageDraw.Draw(image).text((100, 100 + 90 * row), line, fill=0, font_size=44)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def test_rows_of_words_are_read_and_others_are_not() -> None:
    """Only rows of level 5 with text are words; those of one line share its number."""
    tsv = (
        HEADER
        + "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n"
        + "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tASIN:\n"
        + "5\t1\t1\t1\t1\t2\t50\t20\t90\t40\t91\tB0C1234567\n"
        + "5\t1\t1\t1\t1\t3\t50\t20\t90\t40\t91\t \n"
        + "5\t1\t1\t1\t2\t1\t10\t80\t30\t40\t90\ta\tb\n"
        + "broken row\n"
    )

    assert tsv_to_words(tsv) == (
        Word("ASIN:", (10, 20, 40, 60), 96.5, 0),
        Word("B0C1234567", (50, 20, 140, 60), 91.0, 0),
        Word("a\tb", (10, 80, 40, 120), 90.0, 1),
    )


def test_pieces_of_chinese_are_joined_and_latin_words_are_not() -> None:
    """Spaces stand between Latin words only; boxes that reach into the next word are cut there."""
    words = (
        Word("2026", (100, 10, 300, 40), 90, 0),
        Word("年", (180, 8, 220, 42), 90, 0),
        Word("ASIN:", (260, 10, 380, 40), 90, 1),
        Word("B0C", (400, 10, 470, 40), 90, 1),
    )
    first, second = words_to_lines(words, 0.5, 0.5)

    assert (first.text, second.text) == ("2026年", "ASIN: B0C")
    assert first.drawn[3][1] == (80.0, 5.0, 90.0, 21.0)


@installed
def test_the_program_reads_a_printed_page() -> None:
    """The installed program gives the words of a page in their order, with boxes around them."""
    engine = find_tesseract()
    assert engine is not None
    words = engine(page("Your listing was removed", "Send us the invoices within 7 days"), ("eng", "deu"))

    assert " ".join(word.text for word in words) == "Your listing was removed Send us the invoices within 7 days"
    assert all(80 < word.box[0] < word.box[2] < 1500 for word in words)
    assert [word.line for word in words] == [0] * 4 + [1] * 7
    assert engine.rule.startswith("tesseract 5") or engine.rule.startswith("tesseract 4")


def test_an_engine_goes_to_a_worker_and_back() -> None:
    """The port can be pickled."""
    engine = Tesseract("/usr/bin/tesseract", ("eng",))

    assert engine == pickle.loads(pickle.dumps(engine))


@pytest.mark.parametrize(
    ("engine", "code"),
    [
        (Tesseract("/nonexistent/tesseract", ("eng",)), "ocr.failed"),
        (Tesseract("/bin/false", ("eng", "osd")), "ocr.failed"),
        (Tesseract("/usr/bin/tesseract", ("ita",)), "ocr.no_engine"),
    ],
)
def test_a_failing_program_is_an_error_with_a_code(engine: Tesseract, code: str) -> None:
    """A program that is missing, fails or lacks the languages never gives an empty page."""
    with pytest.raises(ItemError) as caught:
        engine(page("x"), ("eng",))

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [({"eng": 50.0, "chi_sim": 82.0, "jpn": 48.0}, "chi_sim"), ({"eng": 90.0, "chi_sim": 95.0, "jpn": 1.0}, "eng")],
)
def test_an_uncertain_reading_is_tried_in_the_other_scripts(
    monkeypatch: pytest.MonkeyPatch, confidence: dict[str, float], expected: str
) -> None:
    """Where the script was guessed wrongly the surest reading counts; a certain one is not doubted."""

    def read(_engine: Tesseract, _png: bytes, codes: tuple[str, ...]) -> tuple[Word, ...]:
        return (Word(codes[0], (0, 0, 1, 1), confidence[codes[0]], 0),)

    monkeypatch.setattr(Tesseract, "script", lambda *_: "Latin")
    monkeypatch.setattr(Tesseract, "_words", read)
    engine = Tesseract("tesseract", tuple(confidence))

    assert [word.text for word in engine(b"", tuple(confidence))] == [expected]

"""RapidOCR as an OCR port: its answers become words, limits hold, and the package itself reads a page."""

from __future__ import annotations

import json
import pickle
import socket
from pathlib import Path

import pytest

from config.errors import ItemError
from extract.documents import engines, rapidocr, rapidocr_reader
from extract.documents.engines import ByScript, find_ocr
from extract.documents.ocr import Word, words_to_lines
from extract.documents.rapidocr import RapidOcr, answers_to_words, find_rapidocr
from extract.documents.tesseract import Tesseract
from tests.extract.documents.test_tesseract import page

installed = pytest.mark.skipif(find_rapidocr() is None, reason="needs rapidocr and onnxruntime: noticepack[rapidocr]")


def answer(text: str, box: list[float], pieces: list[tuple[str, list[float]]], score: float = 0.99) -> str:
    """A line as the reader prints it."""
    return json.dumps({"text": text, "score": score, "box": box, "pieces": pieces})


def test_wide_characters_keep_their_boxes_and_latin_ones_make_words() -> None:
    """A wide character is a word with its own box; Latin ones between two spaces or wide ones share theirs."""
    pieces = [("编", [0, 1, 20, 30]), ("号", [25, 0, 45, 30]), ("B", [50, 0, 60, 30]), ("0C", [60, 0, 80, 30])]
    words = answers_to_words(answer("编号 B0C", [0, 0, 80, 30], pieces))

    assert [(word.text, word.box) for word in words] == [
        ("编", (0, 1, 20, 30)),
        ("号", (25, 0, 45, 30)),
        ("B0C", (50, 0, 80, 30)),
    ]
    assert "".join(line.text for line in words_to_lines(words, 1.0, 1.0)) == "编号B0C"


def test_pieces_that_say_something_else_give_way_to_equal_parts() -> None:
    """Where the pieces are not the text of the line, its characters share the width of the line."""
    words = answers_to_words(answer("AB C", [0, 0, 40, 10], [("AX", [0, 0, 9, 10])]))

    assert [(word.text, word.box) for word in words] == [("AB", (0, 0, 20, 10)), ("C", (30, 0, 40, 10))]


@pytest.mark.parametrize(
    ("second", "lines"),
    [([60.0, 2.0, 90.0, 32.0], [0, 0]), ([0.0, 30.0, 40.0, 60.0], [0, 1]), ([60.0, 25.0, 90.0, 55.0], [0, 1])],
)
def test_boxes_side_by_side_are_one_line(second: list[float], lines: list[int]) -> None:
    """What stands beside the box before is of its line; what stands below is not."""
    printed = "\n".join((answer("ASIN", [0, 0, 40, 30], []), answer("B0C", second, [])))

    assert [word.line for word in answers_to_words(printed)] == lines


def test_nothing_on_the_page_is_no_word() -> None:
    """An empty answer is a page without words, no error."""
    assert answers_to_words("") == ()


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("raise SystemExit(3)", "ended with 3"),
        ("x = bytearray(1 << 62)", "MemoryError"),
        ("while True: pass", "longer than"),
        (f"print({answer('3aka3', [0, 0, 9, 9], [], 0.9)!r})", "does not know the letters"),
    ],
)
def test_a_failing_engine_is_an_error_with_a_code(
    source: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader that fails, takes too much, or doubts what it reads never gives a page."""
    reader = tmp_path / "reader.py"
    reader.write_text(source, encoding="utf-8")
    monkeypatch.setattr(rapidocr, "READER", reader)
    monkeypatch.setattr(rapidocr, "SECONDS_A_PAGE", 1.0)

    with pytest.raises(ItemError, match=message) as caught:
        RapidOcr()(b"", ())

    assert caught.value.code == "ocr.failed"


@pytest.mark.parametrize(
    ("script", "read", "expected"),
    [
        ("HanS", "Заказ", "rapidocr"),
        ("Latin", "Заказ", "rapidocr"),
        (None, "Заказ", "rapidocr"),
        ("Cyrillic", "Заказ", "Заказ"),
        ("Cyrillic", "商标", "rapidocr"),
    ],
)
def test_only_cyrillic_pages_are_left_to_tesseract(
    script: str | None, read: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where both engines are there, RapidOCR reads every page whose letters it knows."""

    def word(name: str) -> tuple[Word, ...]:
        return (Word(name, (0, 0, 1, 1), 99.0, 0),)

    monkeypatch.setattr(Tesseract, "script", lambda *_: script)
    monkeypatch.setattr(Tesseract, "read", lambda *_: word(read))
    monkeypatch.setattr(RapidOcr, "__call__", lambda *_: word("rapidocr"))
    engine = pickle.loads(pickle.dumps(ByScript(Tesseract("tesseract"), RapidOcr())))

    assert engine(b"", ("eng", "chi_sim")) == word(expected)


def test_a_page_that_the_other_engine_does_not_know_is_read_by_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that was guessed wrongly costs time, not the page."""
    words = (Word("Заказ", (0, 0, 1, 1), 90.0, 0),)

    def refuse(*_: object) -> tuple[Word, ...]:
        raise ItemError("ocr.failed", "rapidocr does not know the letters")

    monkeypatch.setattr(Tesseract, "script", lambda *_: "Han")
    monkeypatch.setattr(Tesseract, "read", lambda *_: words)
    monkeypatch.setattr(RapidOcr, "__call__", refuse)

    assert ByScript(Tesseract("tesseract"), RapidOcr())(b"", ("rus",)) == words


@pytest.mark.parametrize(
    ("setting", "has_tesseract", "has_rapidocr", "expected"),
    [
        ("auto", True, True, ByScript(Tesseract("t"), RapidOcr())),
        ("auto", True, False, Tesseract("t")),
        ("auto", False, True, RapidOcr()),
        ("auto", False, False, None),
        ("tesseract", True, True, Tesseract("t")),
        ("rapidocr", True, True, RapidOcr()),
        ("rapidocr", True, False, None),
        ("off", True, True, None),
    ],
)
def test_the_setting_chooses_among_what_is_installed(
    setting: str, has_tesseract: bool, has_rapidocr: bool, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`auto` takes both where both are there; a named engine is never replaced by the other."""
    monkeypatch.setattr(engines, "find_tesseract", lambda: Tesseract("t") if has_tesseract else None)
    monkeypatch.setattr(engines, "find_rapidocr", lambda: RapidOcr() if has_rapidocr else None)

    assert find_ocr(setting) == expected  # type: ignore[arg-type]  # the table holds plain text


def test_the_reader_refuses_to_connect() -> None:
    """Nothing can be fetched while a page is read."""
    with pytest.raises(OSError, match="nothing to fetch"):
        rapidocr_reader._refuse_sockets("socket.connect", (socket.AF_INET,))
    rapidocr_reader._refuse_sockets("open", ())


@installed
def test_the_package_reads_a_printed_page() -> None:
    """The installed package gives the words of a page in their order, with boxes around them."""
    engine = find_rapidocr()
    assert engine is not None
    words = engine(page("Your listing was removed", "Send us the invoices"), ())

    assert " ".join(word.text for word in words) == "Your listing was removed Send us the invoices"
    assert all(80 < word.box[0] < word.box[2] < 1500 for word in words)
    assert [word.line for word in words] == [0] * 4 + [1] * 4
    assert engine.rule.startswith("rapidocr 3")

"""The demo does the whole job on real input, the result is valid for others, and doing it again changes nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

import pytest

from noticepack.demo import Demo, run_demo, show_demo
from tests.noticepack.conftest import tree


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A demo that has run once."""
    return run_demo(tmp_path_factory.mktemp("demo") / "demo")


def test_every_kind_of_outcome_is_shown(demo: Demo) -> None:
    """Notices are archived, one is a duplicate, one unrelated, and a look-alike and a broken PDF wait for a person."""
    assert demo.report.counts == {"archived": 11, "duplicate": 1, "unrelated": 1, "quarantined": 2}


def test_the_archive_is_valid_for_a_validator_that_is_not_ours(demo: Demo, ocfl_validate: Callable[..., str]) -> None:
    """ocfl-py finds nothing wrong in the storage root and in any object."""
    assert ocfl_validate(demo.folder / "store" / "archive") == ""


def test_every_case_has_a_packet_with_a_word_document(demo: Demo) -> None:
    """An open case's folder holds a document that Word can open; its manifest names every file."""
    for row in demo.app.catalog.cases():
        folder = demo.packets[row.id]
        if row.state != "reinstated":
            assert zipfile.is_zipfile(folder / "appeal.docx")
        listed = (folder / "manifest-sha256.txt").read_text(encoding="utf-8")
        names = {line.split("  ", 1)[1] for line in listed.splitlines() if "  " in line}
        files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        assert files - names <= {"manifest-sha256.txt"}


def test_a_second_demo_finds_only_duplicates(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    """The same folder again: no outcome but duplicate, not a byte of archive and vault is another, the same table."""
    kept = [demo.folder / "store" / "archive", demo.folder / "store" / "vault"]
    before = [tree(folder) for folder in kept]
    show_demo(demo)
    table = capsys.readouterr().out.partition("Cases")[2]

    again = run_demo(demo.folder)
    show_demo(again)

    assert again.report.counts == {"duplicate": 15}
    assert [tree(folder) for folder in kept] == before
    assert capsys.readouterr().out.partition("Cases")[2] == table


def test_the_table_fits_a_terminal_and_says_what_is_missing(demo: Demo, capsys: pytest.CaptureFixture[str]) -> None:
    """Eighty columns hold it; case ids are whole, the time left and the next commands are there."""
    show_demo(demo)

    shown = capsys.readouterr().out
    assert max(len(line) for line in shown.partition("Cases")[2].partition("packets (")[0].splitlines()) <= 80
    assert all(row.id in shown for row in demo.app.catalog.cases())
    assert "left" in shown
    assert "missing: root cause" in shown
    assert "case show" in shown

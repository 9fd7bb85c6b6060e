"""`noticepack archive search`: only what was proven redacted is found, by those who may, and it is on record."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from config.settings import load_settings
from noticepack.bootstrap import App, open_app, open_database
from noticepack.casework import close_case
from noticepack.cli import app as cli
from noticepack.filing import archived_files
from noticepack.searchable import search_row
from storage.catalog_rows import SearchRow
from storage.search import search
from storage.search_query import SearchQuery
from tests.noticepack.conftest import NOW, SAMPLES, run_here

PLANTED = ("zyx.plant@seller.example", "+49 30 23125 999", "DE89370400440532013000", "4111 1111 1111 1111")
NOTICES = [
    SAMPLES / "amazon-us-trademark-html.eml",
    SAMPLES / "amazon-us-trademark-reinstated-reply.eml",
    SAMPLES / "amazon-us-zh-trademark-qq-forward.eml",
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> App:
    """An application with some cases, common to all tests; one notice holds values that must not be found."""
    folder = tmp_path_factory.mktemp("filled")
    options: dict[str, object] = {"home": str(folder / "home"), "now": NOW, "workers": 1, "ocr": "off"}
    env = {"HOME": str(folder), "NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["mx.seller.example"]'}
    app = open_app(load_settings(None, env, options).settings)
    planted = (SAMPLES / "amazon-us-copyright-plain.eml").read_bytes().replace(
        b"\n\n", f"\n\nContact {', '.join(PLANTED)} about quincunx.\n\n".encode(), 2
    )  # fmt: skip
    (folder / "planted.eml").write_bytes(planted)
    report = run_here(app, [*NOTICES, folder / "planted.eml"])
    assert report.counts == {"archived": 4}
    return app


def say(app: App, *words: str, role: str = "auditor") -> Result:
    """What the command says."""
    base = ["--home", str(app.settings.home), "--role", role]
    return CliRunner().invoke(cli, [*base, "archive", "search", *words], env={"COLUMNS": "100"})


def found(app: App, *words: str) -> list[dict[str, Any]]:
    """The hits of the command."""
    return [json.loads(line) for line in say(app, *words, "--json").stdout.splitlines()]


def rows(app: App) -> dict[str, SearchRow]:
    """All that can be found."""
    return {hit.row.case_id: hit.row for hit in search(open_database(app.settings), SearchQuery(), 100).hits}


def test_a_planted_value_is_in_no_part_of_the_index(filled: App) -> None:
    """Neither rows nor terms hold a value that was redacted, and searching for it finds nothing."""
    connection = sqlite3.connect(filled.settings.home / "catalog.sqlite")
    kept = [str(row) for table in ("search_cases", "search_index", "search_index_content")
            for row in connection.execute(f"SELECT * FROM {table}")]  # fmt: skip
    connection.close()
    assert any("quincunx" in row for row in kept)
    for value in (*PLANTED, "zyx", "370400440532013000", "23125"):
        assert not any(value.lower() in row.lower() for row in kept), value
        assert found(filled, value) == []
    assert len(found(filled, "quincunx")) == 1


def test_cases_are_found_by_what_their_papers_say(filled: App) -> None:
    """By words of every notice of a case, in any script, by facts, and by their state of now."""
    (hit,) = found(filled, "商标权", "--violation", "ip", "--marketplace", "us", "--since", "2026-10-01")
    assert hit["platform"] == "amazon"
    assert "商标权" in hit["snippet"]
    assert hit["marks"]
    both = found(filled, "infring* reinstated")
    assert [one["state"] for one in both] == ["reinstated"]
    assert [one["case"] for one in found(filled, "--asin", both[0]["asins"][0])] == [both[0]["case"]]
    close_case(filled, both[0]["case"], by="ann", why="done")
    assert [one["case"] for one in found(filled, "--state", "closed")] == [both[0]["case"]]
    assert found(filled, "--state", "reinstated") == []
    assert "no case found" in say(filled, "nosuchword").stdout
    assert "»reinstated«" in say(filled, "reinstated").stdout


def test_a_row_is_what_the_archive_says(filled: App) -> None:
    """Read again from the archive alone, every case is found by the very same."""
    again = {id: search_row(id, row.state, archived_files(filled.archive, id)) for id, row in rows(filled).items()}
    assert again == rows(filled)
    assert len(again) == filled.catalog.counts().cases


def test_a_search_is_permitted_and_recorded(filled: App) -> None:
    """Who looked for which facts is written before anything is shown; of the words only the digest."""
    assert say(filled, "zyx.plant@seller.example", "--state", "open").exit_code == 0
    refused = say(filled, "x", role="custodian")
    assert getattr(refused.exception, "exit_code", None) == 2
    lines = (filled.settings.home / "audit" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    records = [one for one in map(json.loads, lines) if one["action"] == "archive.search"][-3:]
    assert [one["outcome"] for one in records] == ["granted", "delivered", "refused"]
    assert records[0]["details"]["state"] == "open"
    assert records[0]["details"]["words"].startswith("sha256:")
    assert "plant" not in str(records)


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("--platform", "ebay"), "amazon, joom"), (("--violation", "ip.nothing"), "ip.trademark"),
    (("--state", "lost"), "closed"),
    (("--asin", "B0"), "ten letters"), (("--marketplace", "USA"), "two letters"),
    (("--since", "12.3.2026"), "2026-03-12"),
    (("--limit", "0"), "from 1 to"), (("--policy", "a b"), "help page"), (("--", "-"), "Give words"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "advice"), WRONG, ids=lambda value: str(value[0]))
def test_what_no_case_can_have_is_refused(app: App, words: tuple[str, ...], advice: str) -> None:
    """A mistyped value is no empty answer: it is told what it may be."""
    assert advice in getattr(say(app, *words).exception, "advice", "")

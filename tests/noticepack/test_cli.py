"""The command line prints for people or for programs, returns the documented codes and never shows a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tests.noticepack.conftest import NOW, SAMPLES

TRADEMARK = SAMPLES / "amazon-us-trademark-html.eml"
JOOM = SAMPLES / "joom-late-fulfilment-pdf.eml"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "facts.schema.json"
ROOT = Path(__file__).resolve().parents[2]


def noticepack(home: Path, *arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own, with a home of its own."""
    return python(home, "-m", "noticepack.cli", *arguments, stdin=stdin)


def imported_by(home: Path, *arguments: str | Path) -> set[str]:
    """The top-level packages that the real program and the processes it forks import."""
    done = python(home, "-X", "importtime", "-m", "noticepack.cli", *arguments)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def python(home: Path, *arguments: str | Path, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """This Python in a process of its own, with a home of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "NOTICEPACK_HOME": str(home / "home"),
        "NOTICEPACK_NOW": NOW,
        "NOTICEPACK_WORKERS": "1",
        "NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["mx.seller.example"]',
        "COLUMNS": "100",
    }
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, env=environment, cwd=home, timeout=240, input=stdin or b"")
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which two notices were processed."""
    home = tmp_path_factory.mktemp("home")
    done = noticepack(home, "run", TRADEMARK, JOOM, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["archived"] == 2
    return home


def case_ids(home: Path) -> list[str]:
    """The cases as programs see them."""
    return [json.loads(line)["case"] for line in noticepack(home, "cases", "--json").stdout.splitlines()]


def test_extract_prints_the_published_schema(home: Path) -> None:
    """Each line is one object that docs/facts.schema.json accepts, named by its source."""
    done = noticepack(home, "extract", "--json", TRADEMARK, JOOM)

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    for line in lines:
        jsonschema.validate(line, schema)
    assert done.returncode == 0
    assert [line["source"] for line in lines] == [str(TRADEMARK), str(JOOM)]


def test_extract_keeps_nothing(tmp_path: Path) -> None:
    """Looking at a notice opens no case and makes no folder."""
    assert noticepack(tmp_path, "extract", TRADEMARK).returncode == 0
    assert not (tmp_path / "home" / "catalog.sqlite").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("cases", "--json"),
        ("items", "--json"),
        ("archive", "list", "--json"),
        ("archive", "verify", "--json"),
        ("config", "show", "--json"),
        ("doctor", "--json"),
    ],
    ids=" ".join,
)
def test_json_is_json_on_every_line(home: Path, arguments: tuple[str, ...]) -> None:
    """What --json prints can be parsed line by line, and nothing else is on standard output."""
    done = noticepack(home, *arguments)

    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()]


def test_a_case_is_shown_whole(home: Path) -> None:
    """The page of a case has its deadline, why each notice is in it, and what is missing with what to do."""
    case = next(case for case in case_ids(home) if case.startswith("JOOM"))

    shown = noticepack(home, "case", "show", case).stdout
    as_json = json.loads(noticepack(home, "case", "show", case, "--json").stdout)

    assert "left" in shown
    assert "NP-SECTION-EMPTY" in shown
    assert as_json["case"] == case
    assert as_json["lacks"]


def test_packet_and_archive_are_taken_away(home: Path, tmp_path: Path) -> None:
    """The seller's packet is complete, the auditor's is redacted, and both check out with sha256sum."""
    case = case_ids(home)[0]

    whole = noticepack(home, "packet", case, "--out", tmp_path / "whole")
    redacted = noticepack(home, "archive", "get", case, "--out", tmp_path / "redacted")

    assert (whole.returncode, redacted.returncode) == (0, 0), whole.stderr + redacted.stderr
    for folder in ("whole", "redacted"):
        checked = subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt"],
            cwd=tmp_path / folder, capture_output=True, text=True,
        )  # fmt: skip
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("run", "no-such-folder"), 1, "no-such-folder"),
        (("run",), 2, "Missing argument"),
        (("nonsense",), 2, "No such command"),
        (("case", "show", "AMZ-US-00000000"), 1, "there is no case"),
        (("packet", "AMZ-US-00000000"), 1, "there is no case"),
        (("archive", "get", "AMZ-US-00000000"), 1, "AMZ-US-00000000"),
        (("--config", "missing.toml", "cases"), 2, "missing.toml"),
        (("--workers", "0", "cases"), 2, "workers"),
        (("--store", "ftp://x", "cases"), 2, "store"),
        (("--now", "yesterday", "cases"), 2, "now"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_mistake_is_told_in_plain_words(home: Path, arguments: tuple[str, ...], code: int, says: str) -> None:
    """The exit code is the documented one, the message names what is wrong, and no traceback is shown."""
    done = noticepack(home, *arguments)

    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_quarantined_items_make_the_exit_code_three(tmp_path: Path) -> None:
    """A run that holds something back says which, and why, and returns 3."""
    done = noticepack(tmp_path, "run", SAMPLES / "bad" / "truncated.pdf")

    assert done.returncode == 3
    assert "pdf.broken" in done.stdout


def test_terminal_codes_of_a_notice_reach_no_terminal(tmp_path: Path) -> None:
    """Escape sequences and markup in a subject are shown as plain characters or not at all."""
    mail = TRADEMARK.read_bytes().replace(b"Subject: Notice", b"Subject: \x1b[31m[bold]Notice", 1)
    assert b"\x1b" in mail
    (tmp_path / "a.eml").write_bytes(mail)

    noticepack(tmp_path, "run", "a.eml")
    (case,) = case_ids(tmp_path)
    shown = noticepack(tmp_path, "case", "show", case).stdout

    assert "\x1b" not in shown
    assert "[bold]Notice" in shown


HEAVY = ("spacy", "boto3", "pdfplumber", "sqlalchemy", "docxtpl", "lxml", "numpy", "pydantic")


def test_help_imports_nothing_heavy() -> None:
    """`noticepack --help` answers at once because it loads no library that takes long."""
    code = f"""
import sys
sys.argv = ["noticepack", "--help"]
from noticepack.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)

    assert done.stderr.strip() == "[]"
    assert "Commands" in done.stdout


def test_extract_writes_a_page(home: Path, tmp_path: Path) -> None:
    """--html writes one page and says so; an item that cannot be read is counted and is the exit code."""
    out = tmp_path / "page.html"
    done = noticepack(home, "extract", TRADEMARK, SAMPLES / "bad" / "truncated.pdf", "--html", out)

    assert (done.returncode, done.stdout) == (3, f"{out}: 2 items, 1 cannot be read\n"), done.stderr
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_page_and_json_do_not_go_together(home: Path, tmp_path: Path) -> None:
    """A mistake, said in one line."""
    done = noticepack(home, "extract", TRADEMARK, "--json", "--html", tmp_path / "page.html")

    assert done.returncode == 2
    assert done.stderr.startswith("noticepack: --json and --html do not go together")
    assert not (tmp_path / "page.html").exists()

"""The operator's program gets what it must as data, and no more."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.errors import ReminderError
from noticepack.hook import run_hook

NASTY = "$(touch x); `touch x` \"'\\\n\u202e\x1b[31m {{ 7*7 }} --help"


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], list[str]]:
    """Makes a program of some Python text."""

    def make(text: str) -> list[str]:
        file = tmp_path / "hook.py"
        file.write_text(text, encoding="utf-8")
        return [sys.executable, str(file), "--fixed"]

    return make


def test_a_program_gets_json_and_values(
    program: Callable[[str], list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its arguments are those of the setting, words of a notice come as JSON only, secrets of ours not at all."""
    monkeypatch.setenv("NOTICEPACK_S3__SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    out = tmp_path / "out.json"
    text = (
        "import json, os, sys\n"
        "said = json.load(sys.stdin)\n"
        f"json.dump([sys.argv[1:], said, dict(os.environ)], open({str(out)!r}, 'w'))\n"
    )
    run_hook(program(text), {"lines": [NASTY]}, {"REMINDER_CASE": "AMZ-US-7KQ2M4XD"}, 20)
    arguments, said, environment = json.loads(out.read_text(encoding="utf-8"))

    assert arguments == ["--fixed"]
    assert said == {"lines": [NASTY]}
    assert environment["REMINDER_CASE"] == "AMZ-US-7KQ2M4XD"
    assert environment["PATH"] == os.environ["PATH"]
    assert "secret" not in environment.values()
    assert not any(name.startswith("NOTICEPACK") for name in environment)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("import sys; print('no\\nway', file=sys.stderr); sys.exit(3)", "code 3: no way"),
        ("import sys; sys.exit(1)", "code 1$"),
        ("import os; os.kill(os.getpid(), 9)", "code -9"),
        ("import time; time.sleep(60)", "longer than 0.5 seconds"),
        ("import os, time\nif os.fork() == 0: time.sleep(60)\nelse: time.sleep(60)", "longer than 0.5 seconds"),
    ],
    ids=["says why", "silent", "killed", "hangs", "hangs with a child"],
)
def test_a_program_that_fails(program: Callable[[str], list[str]], text: str, words: str) -> None:
    """A program that fails, dies or hangs, alone or with what it started, is a reminder that was not passed on."""
    with pytest.raises(ReminderError, match=words):
        run_hook(program(text), {}, {}, 0.5 if "sleep" in text else 20)


def test_a_program_that_reads_nothing_is_no_failure(program: Callable[[str], list[str]]) -> None:
    """Whoever needs none of the data may leave it unread."""
    run_hook(program("import sys; sys.stdin.close()"), {"lines": ["x" * 200_000]}, {}, 20)


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    """A path that leads nowhere is told with what to correct."""
    with pytest.raises(ReminderError, match="No such file") as caught:
        run_hook([str(tmp_path / "none")], {}, {}, 5)
    assert "reminders.hook" in caught.value.advice

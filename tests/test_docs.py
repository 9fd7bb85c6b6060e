"""What is written about the program is true: settings, codes, words, commands, links."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from config import words
from config.codes import load_codes
from config.docs import PAGES
from config.setting_docs import describe_settings
from noticepack.cli import app

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
WRITTEN = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")))


def text_of(name: str) -> str:
    """A page of docs/."""
    return (DOCS / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_what_would_be_generated(name: str) -> None:
    """A page that is made from the code says what the code says; `make docs` writes it anew."""
    assert text_of(name) == PAGES[name](), "run: make docs"


def test_every_setting_is_on_its_page() -> None:
    """Every setting stands on the page with what it is for."""
    page = text_of("settings.md")

    assert [doc.key for doc in describe_settings() if f"| `{doc.key}` |" not in page or doc.purpose not in page] == []


def test_every_code_is_on_its_page() -> None:
    """Every code stands on the page."""
    page = text_of("codes.md")

    assert [code for _, code, _ in load_codes().all() if f"| `{code}` |" not in page] == []


@pytest.mark.parametrize(
    "words_of",
    [
        words.Platform, words.Kind, words.Scope, words.Role, words.Basis, words.AppealPath, words.Verdict,
        words.Severity, words.Audience, words.Violation, words.PaperKind, words.Seen, words.ListingState,
    ],
    ids=lambda kind: kind.__name__,
)  # fmt: skip
def test_every_word_is_told(words_of: type[words.Kind]) -> None:
    """Each value of the closed lists is told in the architecture page."""
    page = text_of("architecture.md")

    assert [word.value for word in words_of if f"`{word.value}`" not in page] == []


def test_every_folder_is_told() -> None:
    """The architecture page tells what each of the packages does, and names none that is not there."""
    told = set(re.findall(r"^\| `([a-z]+)/` \|", text_of("architecture.md"), re.MULTILINE))

    assert told == {path.parent.name for path in ROOT.glob("*/__init__.py")}


def test_the_architecture_names_types_that_exist() -> None:
    """Every type that the architecture page names is a class of ours."""
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", text_of("architecture.md")))
    source = "\n".join(
        p.read_text(encoding="utf-8") for f in ROOT.glob("*/__init__.py") for p in f.parent.rglob("*.py")
    )

    assert named
    assert {name for name in named if not re.search(rf"^class {name}\b", source, re.MULTILINE)} == set()


def links() -> Iterator[tuple[Path, str]]:
    """Every link and picture of the written pages that leads to a file."""
    for page in WRITTEN:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                yield page, target


def test_links_lead_somewhere() -> None:
    """Every link from one page to a file of the tree leads to a file that is there."""
    assert [f"{page.name}: {target}" for page, target in links() if not (page.parent / target).exists()] == []


def test_every_make_target_that_is_written_about_exists() -> None:
    """`make x` in a page is a target of the Makefile, and every target of `make help` has its line there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    written = {name for page in WRITTEN for name in re.findall(r"\bmake ([a-z-]+)\b(?=[`\n ])", code_in(page))}

    assert {"demo", "test", "lock", "docs"} <= written
    assert written - targets == set()


def code_in(page: Path) -> str:
    """What stands in a page as code: between backticks, or indented."""
    text = page.read_text(encoding="utf-8")
    return "\n".join([*re.findall(r"`[^`\n]+`", text), *re.findall(r"^    .*\n", text, re.MULTILINE)])


def commands(
    command: TyperCommand | TyperGroup, name: str = "noticepack"
) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """A command and all below it, under the words that are typed."""
    yield name, command
    if isinstance(command, TyperGroup):
        for word, inner in command.commands.items():
            yield from commands(inner, f"{name} {word}")


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    """Each command says what it does, and each of its options and arguments what it is for."""
    command = COMMANDS[name]

    assert command.help
    assert [
        parameter.name
        for parameter in command.params
        if not getattr(parameter, "help", None) and parameter.name != "help"
    ] == []


def test_every_command_that_is_written_about_exists() -> None:
    """`noticepack x y` in a page is a command, so no page tells of one that was renamed."""
    written = {
        tuple(found.split())
        for page in WRITTEN
        for found in re.findall(r"(?:^|[`/ ])noticepack((?: [a-z]+)+)", code_in(page), re.MULTILINE)
    }
    known = {tuple(name.split()[1:]) for name in COMMANDS}
    groups = {tuple(name.split()[1:]) for name, command in COMMANDS.items() if isinstance(command, TyperGroup)}

    wrong = [w for w in written if w[:1] not in known or (w[:1] in groups and w[:2] not in known)]

    assert wrong == []


def test_advice_names_commands_that_exist() -> None:
    """`noticepack x y` in the advice of an error and the remedy of a code is a command."""
    source = (ROOT / "config" / "errors.py").read_text(encoding="utf-8")
    source += (ROOT / "config" / "codes.yaml").read_text(encoding="utf-8")
    named = {found.strip() for found in re.findall(r"`(noticepack(?: [a-z]+)+)", source)}

    assert named
    assert named - set(COMMANDS) == set()


def test_the_test_machine_runs_make_test_and_nothing_less() -> None:
    """`.ci/run` can be run and its last line is `make test`; what it runs is the linters and every test."""
    script = ROOT / ".ci" / "run"
    dry = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout.splitlines()

    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec make test </dev/null"
    assert [line for line in dry if "ruff check ." in line or "ruff format --check ." in line or line.endswith("mypy")]
    assert dry[-1].startswith(".venv/bin/pytest -n auto")
    assert not re.search(r"\s(-k|-m|--ignore|--deselect|-x)\b", dry[-1])

"""Codes are complete: every code that the source raises has its texts, and every code with texts is raised."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.codes import load_codes
from config.errors import RulesError
from config.limits import Limits
from config.words import Severity

ROOT = Path(__file__).resolve().parents[2]
STAGES = ("ingest", "extract", "assemble", "storage", "noticepack")
CODES = load_codes()


def calls(name: str) -> Iterator[tuple[str, ast.expr]]:
    """Where a function or class of that name is called, and its first argument."""
    for file in sorted(path for stage in STAGES for path in (ROOT / stage).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and node.args:
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node.args[0]


def words(name: str) -> dict[str, str]:
    """The texts that are passed first to a function or class, each with the last place of a call."""
    return {first.value: place for place, first in calls(name) if isinstance(first, ast.Constant)}


def raised() -> dict[str, str]:
    """Every quarantine code that the source names, with a place."""
    limits = {f"limit.{name}": place for name, place in words("over").items()}
    return words("ItemError") | words("Quarantined") | limits


def test_every_code_that_is_raised_has_its_texts() -> None:
    """A code in ItemError(...), Quarantined(...) or over(...) stands in codes.yaml."""
    found = raised()

    assert len(found) > 10, "the search sees the source"
    assert {code: place for code, place in found.items() if code not in CODES.quarantine} == {}


PASSED_ON = {"f'limit.{name}'", "error.code", "code"}
"""First arguments that are no text: the code of a limit, of an error and of a text's lack, passed on."""


def test_codes_are_written_out_where_they_are_raised() -> None:
    """No code is put together at run time: what is searched for in the source is there as it is written here."""
    odd = {
        f"{place}: {ast.unparse(first)}"
        for name in ("ItemError", "Quarantined")
        for place, first in calls(name)
        if not isinstance(first, ast.Constant) and ast.unparse(first) not in PASSED_ON
    }

    assert odd == set()


def literals() -> frozenset[str]:
    """Every text in the source of the stages."""
    return frozenset(
        node.value
        for stage in STAGES
        for file in (ROOT / stage).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def test_every_code_with_texts_is_used() -> None:
    """A code that nothing raises any more is taken out of codes.yaml, unless a limit goes by its name."""
    used = {text.partition(":")[0] for text in literals()} | {f"limit.{name}" for name in Limits.model_fields}

    assert [code for _, code, _ in CODES.all() if code not in used] == []


def test_texts_are_sentences() -> None:
    """Every text and remedy begins with a capital or a name and ends with a full stop."""
    texts = [(code, text) for _, code, entry in CODES.all() for text in (entry.text, entry.remedy) if text]

    assert [(code, text) for code, text in texts if not text.endswith(".")] == []


GOOD = "quarantine:\n  a.b: {text: 'It is broken.', remedy: 'Mend it well.'}\nauthenticity:\nreadiness:\n"


def test_codes_are_read(tmp_path: Path) -> None:
    """A section may be empty; the weight of a readiness code is an error unless it says otherwise."""
    file = tmp_path / "codes.yaml"
    plain = "  NP-X: {text: 'It is missing.', remedy: 'Add it now.'}\n"
    file.write_text(GOOD + plain + plain.replace("NP-X: {", "NP-Y: {severity: warning, "))

    codes = load_codes(file)

    assert codes.quarantine["a.b"].remedy == "Mend it well."
    assert {code: entry.severity for code, entry in codes.readiness.items()} == {
        "NP-X": Severity.ERROR,
        "NP-Y": Severity.WARNING,
    }


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (GOOD.replace("remedy", "remedi"), 2, "quarantine.a.b"),
        (GOOD.replace("It is broken.", ""), 2, "text"),
        (GOOD + "  NP-X: {severity: bad, text: 'It is so.', remedy: 'Do it now.'}\n", 5, "severity"),
        (GOOD + "other:\n", 5, "other"),
        (GOOD.replace("a.b", "a b"), 2, "a b"),
        (GOOD + "quarantine:\n", 5, "given twice"),
        ("quarantine:\n", 1, "authenticity"),
        ("quarantine: [\n", 2, ""),
    ],
)
def test_a_wrong_file_is_named_by_its_line(text: str, line: int, what: str, tmp_path: Path) -> None:
    """A code without text, an unknown key or section, a key given twice: each is an error with file and line."""
    file = tmp_path / "codes.yaml"
    file.write_text(text)

    with pytest.raises(RulesError) as caught:
        load_codes(file)

    assert (caught.value.file, caught.value.line) == (str(file), line)
    assert what in caught.value.what

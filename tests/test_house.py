"""The rules of the house hold: nothing private in the tree, locks that pin by hash, modules of a size to read."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("config", "ingest", "extract", "assemble", "storage", "noticepack")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-verifiers.lock", "requirements-uv.lock")

MODULE_LINES = 400
FUNCTION_LINES = 50

# Written so that these lines do not match themselves.
FORBIDDEN = {
    "a package registry": r"(?:p[y]pi|p[y]thonhosted|n[p]mjs)[.](?:org|com)\b"
    r"|(?:r[e]gistry|a[r]tifactory)[.]\w|/s[i]mple/",
    "a path of a machine": r"(?<![\w.])/(?:root|home/(?!ann\b)[a-z]\w*|Users/\w+|work/(?:main|shared))(?:/|\b)",
    "a private address": r"(?<![\w.])(?:10[.]\d+|192[.]168|172[.](?:1[6-9]|2\d|3[01]))[.]\d{1,3}[.]\d{1,3}(?![\w.])",
    "a key": r"AGE-SECRET[-]KEY-1[0-9A-Z]{58}|BEGIN [A-Z ]*PRIVATE[ ]KEY|AKIA[0-9A-Z]{16}\b",
    "an open end": r"\b(?:TODO|FIXME|XXX)\b[:( ]|raise NotImplemented[E]rror",
    "a silenced type": r"#\s*type:\s*ignore(?!\[)",
}

BINARY = {".png", ".pdf", ".docx", ".jpg", ".jpeg", ".zip", ".tiff", ".gif", ".ico", ".woff2"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is there."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: what is tracked is not known")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    return tuple(path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every tracked file that people read; sample notices and bytes of formats are not among them."""
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in BINARY and not name.startswith("tests/samples/bad/"):
            yield name, path.read_bytes().decode("utf-8", errors="replace")


def found(pattern: str, text: str) -> Iterator[int]:
    """The lines on which a pattern is found."""
    yield from (number for number, line in enumerate(text.splitlines(), 1) if re.search(pattern, line))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_tracked_file_holds(what: str) -> None:
    """No file under version control names a registry, a machine's path, a private address, a key or an open end."""
    wrong = [
        f"{name}:{line}"
        for name, text in texts()
        if not (what == "a key" and name.startswith("tests/"))  # tests invent keys, to see them redacted
        for line in found(FORBIDDEN[what], text)
    ]

    assert wrong == []


HELD = [
    ("a package registry", "https://pypi" + ".org/simple"),
    ("a package registry", "files.python" + "hosted.org"),
    ("a path of a machine", "see /home" + "/bob/x"),
    ("a path of a machine", "/work" + "/main/config"),
    ("a private address", "http://10" + ".1.2.3:80"),
    ("a private address", "192" + ".168.0.7"),
    ("a key", "-----BEGIN RSA PRIVATE" + " KEY-----"),
    ("an open end", "# TO" + "DO: later"),
    ("an open end", "raise NotImplemented" + "Error"),
    ("a silenced type", "x()  # type:" + " ignore"),
]
NOT_HELD = [
    ("a package registry", "docs of the registry. See example.org"),
    ("a path of a machine", "directory:/home/ann/store and a/root/b"),
    ("a private address", "version 10.1.2 of 2026, 127.0.0.1, 8.10.1.2"),
    ("an open end", "a method of todo lists"),
    ("a silenced type", "x()  # type: ignore[arg-type]"),
]


@pytest.mark.parametrize(
    ("what", "text", "expected"), [(*case, True) for case in HELD] + [(*case, False) for case in NOT_HELD]
)
def test_the_search_finds_what_it_should(what: str, text: str, expected: bool) -> None:
    """Each pattern finds its example and leaves alone what only looks like it."""
    assert bool(list(found(FORBIDDEN[what], text))) is expected


def test_no_tool_of_ours_leaves_files_in_the_tree() -> None:
    """Neither uv's own lock, which names the registry on every line, nor caches, keys or archives are tracked."""
    pattern = re.compile(r"(^|/)(uv\.lock|__pycache__|\.env|\.coverage.*|.*\.pyc|.*\.egg-info|node_modules)(/|$)")

    assert [str(path) for path in tracked() if pattern.search(path.relative_to(ROOT).as_posix())] == []


ENTRY = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*(?:\[[a-z0-9,-]+\])?)==(?P<version>[^\s;]+)(?: ; [^\\]+?)? \\?")


def entries(lock: str) -> list[tuple[str, list[str]]]:
    """The entries of a lock: name==version, and the lines under it."""
    result: list[tuple[str, list[str]]] = []
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            result[-1][1].append(line.strip().removesuffix("\\").strip())
        elif line:
            result.append((line, []))
    return result


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_by_hash(lock: str) -> None:
    """Every line of a lock is one exact version with its SHA-256 hashes, and nothing else: no address, no option."""
    wrong = [
        head
        for head, hashes in entries(lock)
        if not ENTRY.fullmatch(head)
        or not hashes
        or not all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes)
    ]

    assert entries(lock)
    assert wrong == []


def versions(lock: str) -> dict[str, str]:
    """The version of every package in a lock; of two for different machines, both."""
    result: dict[str, str] = {}
    for head, _ in entries(lock):
        if match := ENTRY.fullmatch(head):
            result[match["name"]] = f"{result.get(match['name'], '')} {match['version']}".strip()
    return result


def test_the_development_lock_holds_what_is_shipped() -> None:
    """Tests run against the very versions that are shipped."""
    development = versions("requirements-dev.lock")

    assert {name: v for name, v in versions("requirements.lock").items() if development.get(name) != v} == {}


def test_every_direct_dependency_is_locked() -> None:
    """What pyproject.toml asks for stands in the lock, so a new dependency cannot be forgotten there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in project["project"]["dependencies"]]

    assert [name for name in asked if name not in versions("requirements.lock")] == []


def sources() -> list[tuple[str, str]]:
    """Name and text of every module of ours."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]


def test_every_module_says_what_it_is_for() -> None:
    """Each module has a docstring whose first line is a sentence."""
    wrong = []
    for name, text in sources():
        first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
        if text and not first.endswith((".", ":", "?")):
            wrong.append(f"{name}: {first!r}")

    assert wrong == []


def test_every_public_function_and_class_says_what_is_true() -> None:
    """Each public function, method and class has a docstring; a method that a base class describes may do without."""
    wrong = [
        f"{name}:{node.lineno} {node.name}"
        for name, text in sources()
        for node in public(ast.parse(text))
        if not ast.get_docstring(node)
    ]

    assert wrong == []


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The public functions and classes of a module, and the public methods of classes that inherit nothing of ours."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.bases:
            yield from (
                inner
                for inner in node.body
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)) and not inner.name.startswith("_")
            )


def test_no_module_is_too_long() -> None:
    """A module has at most 400 lines: it is one noun or one verb."""
    assert {name: size for name, text in sources() if (size := len(text.splitlines())) > MODULE_LINES} == {}


def test_no_function_is_too_long() -> None:
    """A function has at most 50 lines."""
    wrong = [
        f"{name}:{node.lineno} {node.name} has {size} lines"
        for name, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]

    assert wrong == []


def test_every_test_states_the_true_sentence() -> None:
    """Each test function has a docstring that ends as a sentence does."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not (ast.get_docstring(node) or "").rstrip().endswith(".")
    ]

    assert wrong == []


def test_nothing_is_caught_and_forgotten() -> None:
    """No handler takes every exception and goes on as if nothing had been."""
    wrong = [
        f"{name}:{node.lineno} {ast.unparse(node).splitlines()[0]}"
        for name, text in sources()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ExceptHandler) and forgets(node)
    ]

    assert wrong == []


def forgets(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes any exception and neither raises nor, for `Exception`, looks at it."""
    kind = ast.unparse(handler.type) if handler.type else "BaseException"
    if kind not in ("BaseException", "Exception"):
        return False
    inner = [node for statement in handler.body for node in ast.walk(statement)]
    looks = kind == "Exception" and any(isinstance(node, ast.Name) and node.id == handler.name for node in inner)
    return not looks and not any(isinstance(node, ast.Raise) for node in inner)


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("except:\n  pass", True),
        ("except Exception:\n  log()", True),
        ("except BaseException as error:\n  log(error)", True),
        ("except Exception as error:\n  return Quarantined(error)", False),
        ("except BaseException:\n  undo()\n  raise", False),
        ("except ValueError:\n  pass", False),
    ],
)
def test_the_search_for_forgotten_exceptions_finds_them(handler: str, expected: bool) -> None:
    """A handler of everything that neither raises nor looks at the error is found; one that does is not."""
    (tried,) = ast.parse(f"try:\n  f()\n{handler}").body
    assert isinstance(tried, ast.Try)

    assert forgets(tried.handlers[0]) is expected

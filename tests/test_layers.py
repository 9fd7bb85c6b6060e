"""The folders import one way, in no circle, and the middle of the pipeline is pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "config": {"config"},
    "ingest": {"config", "ingest"},
    "extract": {"config", "ingest", "extract"},
    "assemble": {"config", "ingest", "extract", "assemble"},
    "storage": {"config", "storage"},
    "noticepack": {"config", "ingest", "extract", "assemble", "storage", "noticepack"},
}
"""Each folder, and the folders it may import from."""

HEAVY = {
    "PIL", "authres", "boto3", "botocore", "docx", "docxtpl", "lxml", "mailparser", "pdfplumber", "phonenumbers",
    "pikepdf", "pypdf", "pypdfium2", "pyrage", "reportlab", "selectolax", "spacy", "sqlalchemy", "tldextract",
    "urllib3", "dkim", "dns", "imapclient", "icalendar", "openpyxl", "oxmsg", "presidio_analyzer", "alembic", "psycopg",
    "bagit", "cryptography", "rapidfuzz", "jinja2", "olefile", "rich",
}  # fmt: skip
"""Libraries that take long to import: a function that needs one may import it itself."""

LATE = {
    "noticepack.checkup": {"storage.s3_probe"},
    "storage.stores": {"storage.s3", "storage.drops"},  # boto3 takes half a second, and folders need none of it
    "noticepack.tasks": {"noticepack.pack", "assemble.evidence"},  # who only reads needs no templates, no redaction
    "noticepack.workers": {"noticepack.runners.pool"},  # nor several processes
}
"""Modules of ours that another one imports inside a function, because they import something heavy."""

LATE_FOLDERS = ("noticepack.commands.",)
"""A command imports its work when it is called: `noticepack --help` answers before anything heavy is imported."""

PURE = ("ingest.parse", "ingest.unwrap", "ingest.authenticity", "extract.", "assemble.", "noticepack.read",
        "noticepack.pack")  # fmt: skip
"""Modules that work on what they are handed: no file, network, environment or clock."""

IMPURE_MODULES = {
    "asyncio", "ftplib", "glob", "http", "imaplib", "locale", "multiprocessing", "os", "platform", "poplib", "random",
    "secrets", "shutil", "smtplib", "socket", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request",
}  # fmt: skip

IMPURE_CALLS = {
    "open", "input", "print", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "uuid4", "uuid.uuid4",
    "uuid1", "uuid.uuid1", "eval", "exec", "compile", "__import__",
}  # fmt: skip

IMPURE_METHODS = {
    "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "touch", "iterdir", "glob", "rglob",
    "exists", "is_file", "is_dir", "expanduser", "getenv",
}  # fmt: skip

ENGINES = {
    "extract.tools": "runs outside programs, for the engines that the bootstrap hands in as functions of bytes",
    "assemble.libreoffice": "the word processor that makes PDF copies: a function of bytes that the bootstrap hands in",
    "extract.documents.engines": "chooses among the OCR engines, for the bootstrap",
    "extract.documents.rapidocr": "another OCR engine: a function of bytes that the bootstrap hands in",
    "extract.documents.rapidocr_reader": "a program of its own that the RapidOCR engine runs",
    "extract.documents.tesseract": "the OCR engine: a function of bytes that the bootstrap hands in",
}
"""Modules in a pure folder that are not pure, with the reason; no pure module imports them."""


@dataclass(frozen=True)
class Import:
    """One import of one module."""

    line: int
    target: str
    """Dotted; of `from a import b` it is `a.b` when that is a module of ours, else `a`."""
    local: bool
    """Inside a function."""
    typing_only: bool
    """Under `if TYPE_CHECKING`."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the six folders by its dotted name, parsed."""
    found = {}
    for folder in MAY_IMPORT:
        for path in sorted((ROOT / folder).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imports_of(name: str) -> Iterator[Import]:
    """All imports of a module."""
    yield from _imports_in(modules()[name], name, local=False, typing_only=False)


def _imports_in(node: ast.AST, name: str, *, local: bool, typing_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(child.lineno, alias.name, local, typing_only) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{name}:{child.lineno}: imports are absolute"
            for alias in child.names:
                whole = f"{child.module}.{alias.name}"
                yield Import(child.lineno, whole if whole in modules() else str(child.module), local, typing_only)
        else:
            inside = local or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            typed = typing_only or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test))
            yield from _imports_in(child, name, local=inside, typing_only=typed)


def folder_of(name: str) -> str:
    """The top-level folder of a module."""
    return name.partition(".")[0]


def test_the_search_sees_the_source() -> None:
    """Every folder has modules, so the tests below cannot pass on nothing."""
    assert {folder_of(name) for name in modules()} == set(MAY_IMPORT)


def test_folders_import_one_way() -> None:
    """No module imports from a folder that its own may not know, not even for a type."""
    wrong = [
        f"{name}:{one.line} imports {one.target}"
        for name in modules()
        for one in imports_of(name)
        if folder_of(one.target) in MAY_IMPORT and folder_of(one.target) not in MAY_IMPORT[folder_of(name)]
    ]

    assert wrong == []


def test_no_import_goes_in_a_circle() -> None:
    """The modules can be put in an order in which each imports only earlier ones, late imports included."""
    graph = {
        name: {one.target for one in imports_of(name) if one.target in modules() and not one.typing_only} - {name}
        for name in modules()
    }

    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_imports_stand_at_the_top() -> None:
    """Only heavy libraries, and what a command needs for its work, are imported inside a function."""
    wrong = [
        f"{name}:{one.line} imports {one.target} inside a function"
        for name in modules()
        for one in imports_of(name)
        if one.local
        and folder_of(one.target) not in HEAVY
        and one.target not in LATE.get(name, ())
        and not name.startswith(LATE_FOLDERS)
    ]

    assert wrong == []


def is_pure(name: str) -> bool:
    """Whether a module belongs to the pure middle."""
    return name not in ENGINES and any(name == part or f"{name}.".startswith(f"{part.rstrip('.')}.") for part in PURE)


def impurities(name: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """What a module uses of the world outside: the line, and the module, function or method used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            names = []
        yield from ((node.lineno, one) for one in names if one in IMPURE_MODULES or folder_of(one) in IMPURE_MODULES)
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in IMPURE_CALLS:
                yield node.lineno, called
            elif isinstance(node.func, ast.Attribute) and node.func.attr in IMPURE_METHODS:
                yield node.lineno, node.func.attr


def test_the_middle_is_pure() -> None:
    """No module between intake and archive touches a file, the network, the environment or the clock."""
    wrong = [
        f"{name}:{line} uses {what}"
        for name, tree in modules().items()
        if is_pure(name)
        for line, what in impurities(name, tree)
    ]

    assert wrong == []


def test_no_pure_module_imports_an_engine() -> None:
    """An engine reaches the pure middle only as a function that is handed in."""
    wrong = [
        f"{name}:{one.line} imports {one.target}"
        for name in modules()
        if is_pure(name)
        for one in imports_of(name)
        if one.target in ENGINES
    ]

    assert wrong == []


IMPURE_SOURCES = [
    "import os", "from os import environ", "import os.path", "from subprocess import run", "import urllib.request",
    "from urllib import request", "open('x')", "datetime.now(UTC)", "date.today()", "Path('x').read_text()",
    "import time", "from time import monotonic", "def f():\n import socket", "eval('1')", "uuid4()",
]  # fmt: skip
PURE_SOURCES = ["from urllib.parse import urlsplit", "import re", "image.open(x)", "datetime(2026, 1, 1)", "x.time()"]


@pytest.mark.parametrize(("source", "found"), [(s, True) for s in IMPURE_SOURCES] + [(s, False) for s in PURE_SOURCES])
def test_the_search_for_impurity_finds_it(source: str, found: bool) -> None:
    """Each way to reach outside is seen, and what only looks like one is not."""
    assert bool(list(impurities("x", ast.parse(source)))) is found

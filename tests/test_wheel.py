"""The wheel holds what the program needs at run time: modules, rules, templates and the samples of the demo."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("config", "ingest", "extract", "assemble", "storage", "noticepack")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of the files in a wheel built from this tree."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout: nothing to build from")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        return frozenset(archive.namelist())


def test_every_file_of_the_packages_is_in_the_wheel(wheel: frozenset[str]) -> None:
    """Modules, YAML rules, Word templates and markers are all there."""
    needed = {
        path.relative_to(ROOT).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ".yaml", ".docx", ".typed", ".html", ".css", ".js"}
    }

    assert {Path(name).suffix for name in needed} >= {".py", ".yaml", ".typed"}
    assert needed - wheel == set()


def test_the_samples_of_the_demo_are_in_the_wheel(wheel: frozenset[str]) -> None:
    """The list of the demo and every file it names lie in noticepack/samples, and no other sample does."""
    text = (ROOT / "tests" / "samples" / "demo.txt").read_text(encoding="utf-8")
    names = {line.partition("#")[0].strip() for line in text.splitlines()} - {""}

    inside = {name.removeprefix("noticepack/samples/") for name in wheel if name.startswith("noticepack/samples/")}

    assert inside == names | {"demo.txt"}


def test_nothing_else_is_in_the_wheel(wheel: frozenset[str]) -> None:
    """The wheel brings only our six packages: no tests, no docs, no environment."""
    tops = {name.partition("/")[0] for name in wheel}

    assert {top for top in tops if not top.endswith(".dist-info")} == set(FOLDERS)

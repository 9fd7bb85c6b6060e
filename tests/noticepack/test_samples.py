"""The demo finds its samples, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import UsageError
from noticepack.samples import demo_files


def folder_with(folder: Path, text: str, *names: str) -> Path:
    """A folder with a list of that text and files of those names."""
    (folder / "bad").mkdir(parents=True)
    (folder / "demo.txt").write_text(text)
    for name in names:
        (folder / name).write_bytes(b"x")
    return folder


def test_the_samples_are_there() -> None:
    """The list of the checkout names at least ten files, and all of them exist."""
    files = demo_files()

    assert len(files) >= 10
    assert all(file.is_file() for file in files)


def test_the_first_folder_with_a_list_counts(tmp_path: Path) -> None:
    """Files come in the order of the list, without comments and blank lines, from the first folder that has one."""
    first = folder_with(tmp_path / "b", "# the demo\nz.eml\n\nbad/a.pdf  # broken\n", "z.eml", "bad/a.pdf")
    second = folder_with(tmp_path / "c", "y.eml\n", "y.eml")

    assert demo_files((tmp_path / "a", first, second)) == (first / "z.eml", first / "bad/a.pdf")


def test_no_folder_is_wrong_use(tmp_path: Path) -> None:
    """Where no folder has a list, the error says how to get one."""
    with pytest.raises(UsageError, match="not installed") as caught:
        demo_files((tmp_path,))

    assert "make demo" in caught.value.advice


def test_a_missing_sample_is_named(tmp_path: Path) -> None:
    """A file that the list names and that is not there is an error, never left out."""
    with pytest.raises(UsageError, match=r"y\.eml is missing"):
        demo_files((folder_with(tmp_path / "a", "z.eml\ny.eml\n", "z.eml"),))

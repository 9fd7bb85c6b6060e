"""A packet is one zip whose bytes depend on its files alone, and unpacking it never leaves its folder."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assemble.packet import PacketFile
from config.errors import Damaged
from noticepack.bundle import bundle, inside, unbundle

FILES = [PacketFile("b/two.txt", "text/plain", b"2"), PacketFile("one.txt", "text/plain", b"1")]


def test_the_same_files_give_the_same_bytes() -> None:
    """The order in which they are given does not matter, nor does the clock."""
    assert bundle(FILES) == bundle(reversed(FILES))


def test_what_is_bundled_comes_out_again(tmp_path: Path) -> None:
    """Each file lies under its name with its bytes."""
    paths = unbundle(bundle(FILES), tmp_path)

    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in paths} == {
        "b/two.txt": b"2",
        "one.txt": b"1",
    }


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "..", "a/.."])
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    """A bundle with such a name is damaged, and nothing of it is written outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, b"x")

    with pytest.raises(Damaged):
        unbundle(out.getvalue(), tmp_path / "inner")
    assert not (tmp_path / "x").exists()


def test_a_plain_name_is_inside(tmp_path: Path) -> None:
    """A name without dots and roots is a path below the folder."""
    assert inside(tmp_path, "a/b.txt") == tmp_path / "a" / "b.txt"

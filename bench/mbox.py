"""Messages a second and peak memory of reading an mbox: ours beside plain `mailbox` + mail-parser, in the same run.

    python bench/mbox.py [COUNT ...]      1000, 10000 and 100000 messages unless told

Both read the same file: of ten messages one is a notice (those in tests/samples in turn), the others are ordinary mail
in plain text and in HTML, one of twenty with a file. Ours: `ingest.sources.mbox` gives the exact bytes and digest,
`ingest.parse` the message: header, body and files, charsets repaired, limits held. Theirs: `mailbox.mbox` gives the
bytes and `mailparser.parse_from_bytes` the message, of which subject, sender, date, bodies and attachments are asked.
`noticepack, facts` also unwraps forwards, gives the verdict and reads the facts; it has no rival and is left out above
10,000 messages. Each reading is a process of its own, so that peak memory is its own; the readers take turns. A second
is one of processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COUNTS = (1_000, 10_000, 100_000)
TURNS, FEW = 3, 10_000
"""Readings of each side, of which the best one counts, for up to so many messages; of more, one reading."""
FACTS = "noticepack, facts"


WORDS = ("order", "stock", "parcel", "invoice", "spring", "offer", "carton", "sample", "price", "meeting", "size")


def write(path: Path, count: int) -> int:
    """An mbox of so many messages; its size in bytes."""
    samples = sorted((ROOT / "tests" / "samples").glob("*.eml"))
    notices = [one.read_bytes().replace(b"\r\n", b"\n") for one in samples if not one.name.startswith("unrelated")]
    chance = random.Random(1)
    with path.open("wb") as out:
        for number in range(count):
            notice = notices[number // 10 % len(notices)].replace(b"Subject: ", b"Subject: %d " % number, 1)
            data = ordinary(number, chance) if number % 10 else notice
            out.write(b"From MAILER-DAEMON Thu Mar 12 09:14:00 2026\n")
            out.write(data.replace(b"\nFrom ", b"\n>From "))
            out.write(b"\n" if data.endswith(b"\n") else b"\n\n")
    return path.stat().st_size


def ordinary(number: int, chance: random.Random) -> bytes:
    """A mail that is no notice: 0.5 to 4 KB of text, half of them in HTML too, one of twenty with a file of 60 KB."""
    lines = [" ".join(chance.choices(WORDS, k=12)) for _ in range(chance.randint(5, 50))]
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Shop {number % 97} <news{number % 97}@shop.example>", "Ops <ops@seller.example>"
    mail["Subject"], mail["Message-ID"] = f"{lines[0][:40]} {number}", f"<{number}@shop.example>"
    mail["Date"] = format_datetime(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number))
    mail.set_content("\n".join(lines))
    if number % 2:
        mail.add_alternative("<html><body><p>" + "</p>\n<p>".join(lines) + "</p></body></html>", subtype="html")
    if number % 20 == 1:
        mail.add_attachment(chance.randbytes(60_000), maintype="application", subtype="pdf", filename="invoice.pdf")
    return mail.as_bytes()


def ours(path: Path) -> int:
    """Read it with noticepack; the number of messages."""
    from config.errors import ItemError
    from config.limits import Limits
    from ingest.parse import parse
    from ingest.sources.mbox import MboxSource

    now, limits, read = datetime.now(UTC), Limits(), 0
    for item in MboxSource(path, now=lambda: now).items():
        with contextlib.suppress(ItemError):
            parse(item, limits)
        read += 1
    return read


def ours_facts(path: Path) -> int:
    """Read it to the end with noticepack, as `noticepack extract` does; the number of messages."""
    from config.limits import Limits
    from config.rules import load_rules
    from config.senders import load_senders
    from ingest.sources.mbox import MboxSource
    from noticepack.read import ReadContext, read

    now, context = datetime.now(UTC), ReadContext(load_rules(), load_senders(), Limits(), ())
    return sum(1 for _ in (read(item, context) for item in MboxSource(path, now=lambda: now).items()))


def ours_split(path: Path) -> int:
    """Only take it apart with noticepack, digests included; the number of messages."""
    from ingest.sources.mbox import MboxSource

    now = datetime.now(UTC)
    return sum(1 for _ in MboxSource(path, now=lambda: now).items())


def theirs(path: Path) -> int:
    """Read it with the standard library and mail-parser; the number of messages."""
    import mailbox

    import mailparser

    read, box = 0, mailbox.mbox(path, create=False)
    for key in box.iterkeys():
        mail = mailparser.parse_from_bytes(box.get_bytes(key))
        _ = (mail.subject, mail.from_, mail.date, mail.text_plain, mail.text_html, mail.attachments)
        read += 1
    return read


def theirs_split(path: Path) -> int:
    """Only take it apart with the standard library; the number of messages."""
    import mailbox

    box = mailbox.mbox(path, create=False)
    return sum(1 for key in box.iterkeys() if box.get_bytes(key) is not None)


SIDES: dict[str, Callable[[Path], int]] = {
    "noticepack": ours, "mailbox + mail-parser": theirs, "noticepack, split only": ours_split,
    "mailbox, split only": theirs_split, FACTS: ours_facts,
}  # fmt: skip
RIVALS = {
    "noticepack": "mailbox + mail-parser",
    FACTS: "mailbox + mail-parser",
    "noticepack, split only": "mailbox, split only",
}


def peak_mib() -> float:
    """Peak memory of this process, in MiB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def measure(side: str, path: Path) -> dict[str, float]:
    """One reading in a process of its own."""
    command = [sys.executable, __file__, "--read", side, str(path)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def read(side: str, path: Path) -> None:
    """What the process does: read once, say how it went."""
    SIDES[side](path.with_suffix(".warm"))  # imports, and what is made at the first use
    begun = time.process_time()
    count = SIDES[side](path)
    print(json.dumps({"count": count, "seconds": time.process_time() - begun, "mib": peak_mib()}))


def main(counts: tuple[int, ...]) -> None:
    """Measure and print the table."""
    print(f"{'messages':>9} {'MiB':>7}  {'reader':24} {'messages/s':>10} {'peak MiB':>9} {'to theirs':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "box"
        write(path.with_suffix(".warm"), 200)
        for count in counts:
            mib = write(path, count) / 2**20
            found = best_of(
                path, [side for side in SIDES if side != FACTS or count <= FEW], TURNS if count <= FEW else 1
            )
            for side, one in found.items():
                assert one["count"] == count, (side, one)
                ratio = found[RIVALS.get(side, side)]["seconds"] / one["seconds"]
                rate = count / one["seconds"]
                print(f"{count:9} {mib:7.1f}  {side:24} {rate:10.0f} {one['mib']:9.1f} {ratio:9.2f}x", flush=True)


def best_of(path: Path, sides: list[str], turns: int) -> dict[str, dict[str, float]]:
    """The fastest of each side's readings; the sides take turns."""
    found: dict[str, list[dict[str, float]]] = {side: [] for side in sides}
    for _ in range(turns):
        for side, readings in found.items():
            readings.append(measure(side, path))
    return {side: min(readings, key=lambda one: one["seconds"]) for side, readings in found.items()}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2], Path(sys.argv[3]))
    else:
        main(tuple(int(word) for word in sys.argv[1:]) or COUNTS)

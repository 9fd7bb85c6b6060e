"""A mailbox in a storm: mail comes in while a watch runs, and everything that can break breaks.

Connections are cut, the server is restarted, its mailbox is numbered anew, the password is wrong for a while, folders
are removed, and the watch itself is killed. What was sent is counted against what the catalog, the vault, the archive
and the folders of the mailbox hold in the end. `python bench/mailbox_storm.py` runs it with a thousand messages.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from config.settings import load_settings
from noticepack.bootstrap import App, open_app
from noticepack.health import health_file, read_health
from tests.services.dovecot import PASSWORD, Dovecot

START_SECONDS = 120.0
STALL_SECONDS = 180.0
"""When nothing has changed for so long, no more will."""
SAMPLES = Path(__file__).resolve().parents[1] / "samples"
KINDS = ("notice", "notice", "mail", "mail", "suspicious", "empty", "again")
"""What is sent, in these shares; `again` is one that was sent before, byte for byte."""
OUTCOME = {"notice": "archived", "mail": "unrelated", "suspicious": "quarantined", "empty": "quarantined"}
FILED = {"notice": "noticepack-processed", "suspicious": "noticepack-quarantine", "empty": "noticepack-quarantine"}


@dataclass
class Sent:
    """What was delivered."""

    kinds: dict[str, str] = field(default_factory=dict)
    """Digest -> kind, each once."""
    copies: Counter[str] = field(default_factory=Counter)
    """Digest -> how often it was delivered."""
    last: list[bytes] = field(default_factory=list)

    def message(self, kind: str, number: int) -> bytes:
        """A message of that kind that no other one equals."""
        if kind == "again" and self.last:
            return self.last[number % len(self.last)]
        data = MAKE.get(kind, make_mail)(number)
        self.last.append(data)
        self.kinds[digest(data)] = kind if kind in OUTCOME else "mail"
        return data


def make_notice(number: int) -> bytes:
    """A notice about a product and a complaint of its own."""
    text = (SAMPLES / "amazon-us-copyright-plain.eml").read_text(encoding="utf-8")
    text = text.replace("B060XXHFU1", f"B0{number:08d}").replace("11167008725", f"{20_000_000_000 + number}")
    return lines_of(text.replace("093bbc987b555fe6302a50b6", f"notice-{number}"))


def make_mail(number: int) -> bytes:
    """A newsletter."""
    return lines_of(f"From: shop@news.example\nMessage-ID: <mail-{number}@x>\nSubject: Offers {number}\n\nSpring!\n")


def make_suspicious(number: int) -> bytes:
    """A message that imitates a marketplace."""
    text = (SAMPLES / "amazon-us-phishing-lookalike.eml").read_text(encoding="utf-8")
    return lines_of(text.replace("Subject: ", f"X-Number: {number}\nSubject: ", 1))


def make_empty(number: int) -> bytes:
    """Blank lines."""
    return b"\r\n" * (number + 1)


MAKE: dict[str, Callable[[int], bytes]] = {
    "notice": make_notice, "mail": make_mail, "suspicious": make_suspicious, "empty": make_empty,
}  # fmt: skip


def lines_of(text: str) -> bytes:
    """The text as mail goes over the wire."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def digest(data: bytes) -> str:
    """The identity of bytes."""
    return "sha256:" + sha256(data).hexdigest()


@dataclass
class Storm:
    """The server, the watch over it, and what was done to both."""

    server: Dovecot
    folder: Path
    seed: int
    log: Callable[[str], None] = lambda _line: None
    sent: Sent = field(default_factory=Sent)
    done: Counter[str] = field(default_factory=Counter)
    """What was broken, and how often."""
    removed: list[bytes] = field(default_factory=list)
    """Mail of folders that were removed."""
    watch: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.password = self.folder / "password"
        self.password.write_text(PASSWORD, encoding="utf-8")

    def blow(self, count: int, pause: float = 0.1) -> None:
        """Deliver so many messages, and break each thing at least once meanwhile; then wait until all is settled.

        `pause` is the mean time between two messages, in seconds.
        """
        breaks = [self.cut, self.restart, self.renumber, self.wrong_password, self.remove_folder, self.kill]
        breaks = breaks * max(1, count // 200) + [self.cut] * (count // 20)
        plan = dict(zip(self.random.sample(range(count), len(breaks)), breaks, strict=True))
        self.start_watch()
        try:
            for number in range(count):
                data = self.sent.message(self.random.choice(KINDS), number)
                self.sent.copies[digest(data)] += 1
                self.server.deliver(data)
                if number in plan:
                    plan[number]()
                time.sleep(self.random.random() * pause * 2)
            self._wait_settled()
        finally:
            self.end_watch()

    def start_watch(self) -> None:
        """Start the watch as a person would, and wait until it is at work."""
        file = health_file(self.folder / "home", [self.server.url()])
        file.unlink(missing_ok=True)
        command = [sys.executable, "-m", "noticepack.cli", "--home", str(self.folder / "home"), "watch"]
        with (self.folder / "watch.log").open("ab") as out:
            self.watch = subprocess.Popen([*command, self.server.url()], env=self._env(), stdout=out, stderr=out)
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            health = read_health(file)
            if health and (health.sources[0].looked or sum(health.counts.values())):
                return
            self._check_runs()
            time.sleep(0.1)
        raise RuntimeError(f"the watch does not begin: {self._said()}")

    def _check_runs(self) -> None:
        if self.watch is not None and self.watch.poll() is not None:
            raise RuntimeError(f"the watch ended: {self._said()}")

    def _said(self) -> str:
        return (self.folder / "watch.log").read_text(encoding="utf-8")[-2000:]

    def _env(self) -> dict[str, str]:
        told = {
            "NOTICEPACK_IMAP__PASSWORD_FILE": str(self.password),
            "NOTICEPACK_IMAP__CA_BUNDLE": str(self.server.ca),
            "NOTICEPACK_WATCH__LONGEST_PAUSE_SECONDS": "2",
            "NOTICEPACK_WATCH__POLL_SECONDS": "2",
            "NOTICEPACK_OCR": "off",
        }
        return os.environ | told

    def end_watch(self) -> None:
        """Ask the watch to end, and see that it does."""
        if self.watch is not None:
            self.watch.send_signal(signal.SIGTERM)
            self.done["clean ends"] += self.watch.wait(60) == 0
            self.watch = None

    def cut(self) -> None:
        """Cut every connection."""
        self.done["cuts"] += self.server.cut() > 0

    def restart(self) -> None:
        """Stop the server, and start it again a little later."""
        self.server.stop()
        time.sleep(self.random.random())
        self.server.start()
        self.done["restarts"] += 1

    def renumber(self) -> None:
        """Give the mailbox another UIDVALIDITY."""
        self.server.stop()
        self.server.renumber()
        self.server.start()
        self.done["renumberings"] += 1

    def wrong_password(self) -> None:
        """Let the password be wrong for a while."""
        self.password.write_text("wrong", encoding="utf-8")
        self.server.cut()
        time.sleep(2.0)
        self.password.write_text(PASSWORD, encoding="utf-8")
        self.done["wrong passwords"] += 1

    def remove_folder(self) -> None:
        """Remove the folder that notices are moved to, as somebody who tidies up does."""
        folder = self.server.folder("noticepack-processed")
        if folder.exists():
            gone = self.folder / f"removed-{self.done['removed folders']}"
            folder.rename(gone)
            self.removed += [path.read_bytes() for name in ("new", "cur") for path in (gone / name).iterdir()]
            self.done["removed folders"] += 1

    def kill(self) -> None:
        """Kill the watch where it stands, and start another one."""
        assert self.watch is not None
        self.watch.kill()
        self.watch.wait(10)
        self.start_watch()
        self.done["kills"] += 1

    def _wait_settled(self) -> None:
        """Wait until every message is filed and has its outcome, as long as there is any progress.

        Mail that is no notice stays in its folder.
        """
        stays = sum(n for one, n in self.sent.copies.items() if self.sent.kinds[one] == "mail")
        last, end = (-1, -1), 0.0
        while True:
            left = (len(self.server.mails()) - stays, len(self.missing()))
            if left == (0, 0):
                return
            if left != last:
                last, end = left, time.monotonic() + STALL_SECONDS
            if time.monotonic() > end:
                return
            self._check_runs()
            time.sleep(0.5)

    def app(self) -> App:
        """The application over what the watch has made."""
        return open_app(load_settings(None, {"HOME": str(self.folder)}, {"home": str(self.folder / "home")}).settings)

    def missing(self) -> list[str]:
        """Digests of messages that have no outcome, or another one than they should."""
        app = self.app()
        rows = {row.digest: row.state.value for row in app.catalog.items()}
        app.catalog.close()
        return [one for one, kind in self.sent.kinds.items() if rows.get(one) != OUTCOME[kind]]


@dataclass(frozen=True)
class Counts:
    """What came of a storm."""

    sent: int
    archived: int
    duplicate: int
    unrelated: int
    quarantined: int
    lost: int
    """Messages without an outcome, without their original in the vault, or that lie in no folder of the mailbox."""
    double: int
    """Notices that opened a second case or a second version, and messages that lie in two folders."""
    broken: dict[str, int]

    def line(self) -> str:
        """For a person."""
        return json.dumps(self.__dict__)


def count(storm: Storm) -> Counts:
    """Count what was sent against what there is."""
    app = storm.app()
    states = Counter(row.state.value for row in app.catalog.items())
    lost = set(storm.missing()) | {one for one in storm.sent.kinds if not app.vault.has(one)}
    cases = list(app.archive.list())
    faults = [place for place, found in app.archive.verify_all() if found]
    app.catalog.close()
    assert not faults, faults
    assert set(storm.sent.kinds) == {row for row in storm.sent.kinds if row not in lost} | lost
    filed = _filed(storm)
    too_few = sum((storm.sent.copies - filed).values())
    too_many = sum((filed - storm.sent.copies).values())
    notices = sum(1 for kind in storm.sent.kinds.values() if kind == "notice")
    return Counts(
        sent=sum(storm.sent.copies.values()),
        archived=states["archived"],
        duplicate=sum(storm.sent.copies.values()) - len(storm.sent.copies),
        unrelated=states["unrelated"],
        quarantined=states["quarantined"],
        lost=len(lost) + too_few,
        double=sum(case.versions for case in cases) - notices + too_many,
        broken=dict(storm.done),
    )


def _filed(storm: Storm) -> Counter[str]:
    """Digest -> how often it lies in the folder where it belongs, or lay in one that was removed."""
    found: Counter[str] = Counter(map(digest, storm.removed))
    for folder in (None, *sorted(set(FILED.values()))):
        for data in storm.server.mails(folder):
            if FILED.get(storm.sent.kinds.get(digest(data), "")) == folder:
                found[digest(data)] += 1
    return found

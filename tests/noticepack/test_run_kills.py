"""`noticepack run` killed at random moments, again and again: the next one finishes, once, and no process stays."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from noticepack.bootstrap import App
from tests.services.storm import make_empty, make_mail, make_notice, make_suspicious

LIMIT = 120.0
MESSAGES = [make_notice(n) for n in range(6)] + [make_mail(1), make_mail(2), make_suspicious(1), make_empty(1)]


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A run over the folder's inbox, in a process group of its own."""
    command = [sys.executable, "-m", "noticepack.cli", "--home", str(folder / "home"), "run", str(folder / "inbox")]
    environment = os.environ | {"NOTICEPACK_OCR": "off", "NOTICEPACK_WORKERS": "2"}
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)


def wait_for(what: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Wait until it holds or the process has ended."""
    end = time.monotonic() + LIMIT
    while process.poll() is None and not what():
        assert time.monotonic() < end
        time.sleep(0.005)


def alive(group: int) -> bool:
    """Whether a process of the group runs; one that has ended and was not waited for does not."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                rest = (entry / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue
            if int(rest[2]) == group and rest[0] != "Z":
                return True
    return False


def test_killed_at_random_the_next_run_finishes(tmp_path: Path, make_app: Callable[..., App]) -> None:
    """Each item has its outcome, each notice one case in one version, and the workers end with what started them."""
    chance, home = random.Random(1), tmp_path / "home"
    (tmp_path / "inbox").mkdir()
    for number, data in enumerate(MESSAGES):
        (tmp_path / "inbox" / f"{number:02}.eml").write_bytes(data)

    for progress in sorted(chance.sample(range(1, len(MESSAGES) + 6), 3)):
        process = start(tmp_path)
        wait_for(lambda: len(list((home / "store").rglob("*.age"))) >= progress, process)  # noqa: B023
        time.sleep(chance.random() * 0.3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        end = time.monotonic() + LIMIT
        while alive(process.pid):
            assert time.monotonic() < end, "workers outlive the run that started them"
            time.sleep(0.05)

    last = start(tmp_path)
    last.wait(LIMIT)

    app = make_app()
    counts = app.catalog.counts()
    assert last.returncode in (0, 3), (tmp_path / "said").read_text()
    assert (counts.received, counts.archived, counts.unrelated, counts.quarantined) == (0, 6, 2, 2)
    assert [case.versions for case in app.archive.list()] == [1] * 6
    assert [found for _, found in app.archive.verify_all() if found] == []
    assert all(app.vault.has(row.digest) for row in app.catalog.items())

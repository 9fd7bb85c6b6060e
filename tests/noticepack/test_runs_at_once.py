"""Several programs at work on the same items and the same stores."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from noticepack.bootstrap import App
from tests.noticepack.parts import NOTICE, sample

NAMES = [NOTICE, "amazon-us-trademark-reinstated-reply.eml", "amazon-gb-restricted-plain.eml"]
LIMIT = 120.0


def test_two_runs_at_once_do_each_item_once(tmp_path: Path, make_app: Callable[..., App]) -> None:
    """Two programs on the same items archive each once; what one did is a duplicate to the other."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in NAMES:
        (inbox / name).write_bytes(sample(name).data)
    command = [sys.executable, "-m", "noticepack.cli", "--home", str(tmp_path / "home"), "run", "--json", str(inbox)]
    environment = os.environ | {"NOTICEPACK_OCR": "off", "NOTICEPACK_WORKERS": "1"}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment}

    runs = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    said = [run.communicate(timeout=LIMIT) for run in runs]

    assert [run.returncode for run in runs] == [0, 0], said
    reports = [json.loads(out) for out, _ in said]
    counts = sum((Counter({name: report[name] for name in ("archived", "duplicate")}) for report in reports), Counter())
    assert counts == {"archived": 3, "duplicate": 3}
    assert sum(case.versions for case in make_app().archive.list()) == 3

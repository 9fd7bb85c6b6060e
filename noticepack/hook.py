"""Running the operator's own program for a reminder: no shell, nothing of a notice on its command line.

The program and its arguments are those of the setting, word for word. What a notice says reaches it only as JSON on
standard input; the environment holds values that noticepack made itself (ids, times, words of closed lists).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence

from config.errors import ReminderError

PASSED = ("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "TZ", "USER")
"""Variables of our own environment that it gets; never ours for settings, which may hold secrets."""
SHOWN = 300
"""Characters of what it wrote that an error repeats."""


def run_hook(command: Sequence[str], said: Mapping[str, object], values: Mapping[str, str], seconds: float) -> None:
    """Run the program and wait for its end.

    Raises:
        ReminderError: it cannot be started, ends with another code than 0, or takes longer than `seconds`.
    """
    environment = {name: os.environ[name] for name in PASSED if name in os.environ} | dict(values)
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, the command is the operator's own setting
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise ReminderError(f"{command[0]}: {error.strerror}", advice="Correct the setting reminders.hook.") from error
    try:
        _, wrote = process.communicate(json.dumps(said).encode("ascii") + b"\n", timeout=seconds)
    except subprocess.TimeoutExpired as error:
        _end(process)
        raise ReminderError(f"{command[0]}: took longer than {seconds:g} seconds and was ended") from error
    if process.returncode:
        words = " ".join(wrote.decode("utf-8", "replace").split())[:SHOWN]
        raise ReminderError(f"{command[0]}: ended with code {process.returncode}" + (f": {words}" if words else ""))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

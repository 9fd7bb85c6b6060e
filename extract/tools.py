"""Programs that are not ours: which version is installed, and one way to run them.

A program gets a private folder, a clean environment, a limit on time and on what it may print, and no shell. It and all
that it started are killed together when the time is over.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_OUTPUT = 32 * 1024 * 1024
"""Bytes that a program may print, and that any file it writes may have."""


class ToolFailed(Exception):
    """A program ended with an error, was stopped, or printed too much; always mapped to an ItemError by its adapter."""


@dataclass(frozen=True, slots=True)
class ToolProbe:
    """How to find a program and learn its version."""

    program: str
    """Name on the search path."""
    version_arguments: tuple[str, ...] = ("--version",)
    version_pattern: str = r"(\d+(?:\.\d+){1,3})"
    """The first group is the version."""

    def path(self) -> str | None:
        """Absolute path of the program; None when it is not installed."""
        return shutil.which(self.program)

    def version(self) -> str | None:
        """The installed version; None when the program is missing or does not tell."""
        path = self.path()
        if path is None:
            return None
        try:
            output = run([path, *self.version_arguments], seconds=20)
        except ToolFailed:
            return None
        match = re.search(self.version_pattern, output.decode("utf-8", "replace"))
        return match.group(1) if match else None


def run(
    command: Sequence[str],
    *,
    seconds: float,
    files: Mapping[str, bytes] | None = None,
    environment: Mapping[str, str] | None = None,
    result: str | None = None,
) -> bytes:
    """What a program prints, or the file named `result` that it leaves, run in a private folder that holds `files`.

    The folder is gone afterwards. File names are plain names in that folder.

    Raises:
        ToolFailed: it cannot be started, ends with an error, takes longer than `seconds` or prints too much.
    """
    with tempfile.TemporaryDirectory(prefix="noticepack-") as folder:
        for name, data in (files or {}).items():
            if Path(name).name != name:
                raise ValueError("a file name without any folder is needed")
            Path(folder, name).write_bytes(data)
        printed = _run_in(folder, command, seconds, environment or {})
        if result is None:
            return printed
        try:
            return Path(folder, Path(result).name).read_bytes()
        except OSError as error:
            raise ToolFailed(f"{Path(command[0]).name} left no {result}") from error


def _run_in(folder: str, command: Sequence[str], seconds: float, extra: Mapping[str, str]) -> bytes:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8"}
    output = Path(folder, ".output")
    with output.open("wb") as sink, Path(folder, ".errors").open("wb") as errors:
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell, the program's path comes from a ToolProbe
                list(command),
                cwd=folder,
                env={**environment, **extra},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=errors,
                start_new_session=True,
            )
        except OSError as error:
            raise ToolFailed(f"{command[0]} cannot be started: {error}") from error
        _limit_files(process)
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ToolFailed(f"{Path(command[0]).name} took longer than {seconds:g} s") from None
        finally:
            _kill_group(process)
    if code != 0:
        words = Path(folder, ".errors").read_bytes()[-400:].decode("utf-8", "replace").strip()
        raise ToolFailed(f"{Path(command[0]).name} ended with {code}: {words}")
    return output.read_bytes()


def _limit_files(process: subprocess.Popen[bytes]) -> None:
    """No file that the program writes may grow beyond MAX_OUTPUT: the system stops it with SIGXFSZ."""
    with contextlib.suppress(ProcessLookupError):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()

"""Writes what was made: a new file each, whole or not at all; nothing that exists is ever replaced."""

from __future__ import annotations

import os
from pathlib import Path

from assemble.redact.file import RedactedFile
from config.errors import UsageError


def copy_path(path: Path, found: RedactedFile) -> Path:
    """Where the copy of a file goes: beside it, `name.redacted.ending`; a name that tells a value is replaced."""
    ending = found.file.name.rpartition(".")[2]
    stem = found.file.name.rpartition(".")[0] if found.name_tells else path.stem
    return path.with_name(f"{stem}.redacted.{ending}")


def check_new(path: Path) -> None:
    """Refuse to write over anything. Raises: UsageError."""
    if os.path.lexists(path):
        raise UsageError(f"{path} exists and stays as it is", advice="Name a new file with --out, or move that one.")


def write_new(path: Path, data: bytes) -> None:
    """The whole file or none, readable by its owner only, never over another. Raises: UsageError."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write(part, data)
        os.link(part, path)
    except FileExistsError:
        check_new(path)
        raise
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", advice="Name a file in a folder that can be written.") from error
    finally:
        part.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)

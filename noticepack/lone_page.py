"""One HTML page that needs nothing else (no file, no network, no script but its own), and how it becomes a file.

What it shows is hostile input. Everything of it is escaped by the template, and the page's Content-Security-Policy
allows its own script and style by their digest, pictures that stand in the page, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.errors import UsageError

if TYPE_CHECKING:
    from jinja2 import Environment

HEAD = 4096
"""Bytes in which a page of ours says what made it."""


def environment_of(folder: Path) -> Environment:
    """The templates of a folder: everything escaped, nothing undefined."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, finalize=harmless, trim_blocks=True
    )


def policy_of(style: str, script: str) -> str:
    """Content-Security-Policy level 3: all is forbidden but what the page itself holds."""
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{digests[0]}'; style-src 'sha256-{digests[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def harmless(value: Any) -> Any:
    """Text without control and format characters: they turn words around or hide in them, and are never shown."""
    if not isinstance(value, str) or (value.isascii() and value.isprintable()):
        return value
    bad = {c for c in set(value) if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co")}
    return type(value)(value.translate({ord(c): None for c in bad})) if bad else value


def check_free(out: Path, generator: str) -> None:
    """Refuse to write over anything but a page of the same maker. Raises: UsageError."""
    try:
        with out.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{out}: {error.strerror}", advice="Name a file that can be written.") from error
    if head and f'content="{generator}"'.encode() not in head:
        raise UsageError(f"{out} is another file and stays as it is", advice="Name a new file for the page.")


def write_whole(out: Path, page: str) -> None:
    """The whole page or none of it, readable by its owner only. Raises: UsageError."""
    part = out.with_name(f".{out.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(page)
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{out}: {error.strerror}", advice="Name a file in a folder that can be written.") from error

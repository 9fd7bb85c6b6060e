"""A record of the audit log as a value and as the line it is kept as. No input or output.

A log is a text file with one record a line. A line is canonical JSON (RFC 8785: sorted keys, no spaces, UTF-8), and
each record names the SHA-256 of the line before it (without its line feed), so whoever changes, removes or moves a line
breaks the chain at the next one. `sha256sum` checks it: no code of ours is needed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from config.errors import Damaged

START = "0" * 64
"""What the first record names as the line before it."""
LONGEST = 16 * 1024
"""Bytes of a line at most: what was done, never what was in it."""
LONGEST_VALUE = 500
"""Characters of a value; what is longer is cut and ends in `…`."""
WORD = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
KEYS = {"action", "at", "details", "origin", "outcome", "previous", "role", "seq", "target", "user", "via"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded: who did what to what, from where, and what came of it."""

    at: datetime
    """UTC."""
    user: str
    role: str
    origin: str
    """From where: `account@host` on the command line, an address on the web."""
    via: str
    """`command line`, `web` or `run`."""
    action: str
    """`archive.add`, `vault.get`: what and how, a dot between."""
    target: str
    """A case, a digest, a file of a case; empty when it concerns the whole."""
    outcome: str
    """`done`, `granted`, `refused`, `failed`, ..."""
    details: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises: ValueError (a word that is none, or a time without a zone)."""
        words = (self.action, self.outcome, *self.details)
        if self.at.tzinfo is None or not all(WORD.fullmatch(word) for word in words):
            raise ValueError(f"not an entry for the audit log: {words}, {self.at}")


@dataclass(frozen=True, slots=True)
class Record:
    """An entry in its place."""

    seq: int
    """From 1, without a gap."""
    previous: str
    """SHA-256 of the line before, 64 hex digits."""
    entry: Entry


def line_hash(line: bytes) -> str:
    """SHA-256 of a line without its line feed: 64 lower-case hex digits."""
    return hashlib.sha256(line).hexdigest()


def record_to_line(record: Record) -> bytes:
    """The line, without a line feed."""
    entry = record.entry
    return canonical({
        "action": entry.action,
        "at": stamp(entry.at),
        "details": {key: _cut(value) for key, value in entry.details.items()},
        "origin": _cut(entry.origin),
        "outcome": entry.outcome,
        "previous": record.previous,
        "role": entry.role,
        "seq": record.seq,
        "target": _cut(entry.target),
        "user": _cut(entry.user),
        "via": entry.via,
    })  # fmt: skip


def line_to_record(line: bytes) -> Record:
    """The record in a line. Raises: Damaged (it is none, or not written as `record_to_line` writes it)."""
    try:
        plain = json.loads(line)
        if set(plain) != KEYS or canonical(plain) != line:
            raise ValueError("other keys, or not canonical")
        at = datetime.fromisoformat(plain["at"])
        named = {key: str(plain[key]) for key in KEYS - {"at", "details", "previous", "seq"}}
        details = {str(key): str(value) for key, value in plain["details"].items()}
        return Record(int(plain["seq"]), str(plain["previous"]), Entry(at=at, details=details, **named))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged(f"not a record of an audit log: {error}"[:300]) from error


def whole_lines(data: bytes) -> Iterator[bytes]:
    """The lines that end in a line feed, without it; what a killed writer left after the last one is not a line."""
    yield from data.split(b"\n")[:-1]


def canonical(value: object) -> bytes:
    """JSON as RFC 8785 writes it, for objects of text and whole numbers with ASCII keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "replace")


def stamp(at: datetime) -> str:
    """A time as logs write it: UTC, microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _cut(text: str) -> str:
    clean = "".join(character if character.isprintable() else " " for character in text)
    return clean if len(clean) <= LONGEST_VALUE else clean[: LONGEST_VALUE - 1] + "…"

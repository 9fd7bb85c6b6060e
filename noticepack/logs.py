"""The log of a program that runs for months: one JSON object a line, without personal data.

Sources are named by their number on the command line, items by their digest, reasons by their code: neither addresses
nor texts of mail nor names stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO


@dataclass(frozen=True, slots=True)
class JsonLog:
    """Writes lines of JSON."""

    stream: TextIO
    clock: Callable[[], datetime]

    def __call__(self, event: str, facts: Mapping[str, object] | None = None, *, level: str = "info") -> None:
        """One line: when, how bad, what, and its facts; facts that are None are left out."""
        kept = {name: value for name, value in (facts or {}).items() if value is not None}
        entry = {"time": self.clock().isoformat(timespec="milliseconds"), "level": level, "event": event, **kept}
        self.stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self.stream.flush()

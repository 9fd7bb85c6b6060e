"""Evidence: the papers the seller gives, byte for byte, with an index.

A marketplace treats an altered paper as forged, so nothing here changes a byte; names are made anew because a name from
outside is never used as a path.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from assemble.file_types import ending_of
from ingest.item import digest_of

MAX_NAME = 60
"""Characters of the made name without number and folder."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One paper."""

    name: str
    """As the seller calls it; answers refer to it by this name."""
    media_type: str
    data: bytes
    source: str
    """Where it came from, for people: a path, an upload."""
    added: datetime
    """When the seller gave it, with a time zone."""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("an evidence file has a name")
        if self.added.tzinfo is None:
            raise ValueError("added must carry a time zone")

    @property
    def digest(self) -> str:
        """`sha256:…` of the bytes."""
        return digest_of(self.data)

    @property
    def extension(self) -> str:
        """The ending of the name, lower case, without dot; empty where there is none."""
        return ending_of(self.name)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """An evidence file with its number in the packet."""

    number: int
    """1-based."""
    path: str
    """Name in the packet: `evidence/01-invoice.pdf`."""
    file: EvidenceFile


@dataclass(frozen=True, slots=True)
class Evidence:
    """All papers of a case, in the order they were added to it."""

    files: tuple[EvidenceFile, ...] = ()
    sealed: tuple[str, ...] = ()
    """Names of papers that are kept in the vault and could not be read here."""

    def __post_init__(self) -> None:
        names = [*(file.name for file in self.files), *self.sealed]
        if len(set(names)) != len(names):
            raise ValueError("two evidence files have the same name")

    def names(self) -> frozenset[str]:
        """The names of all papers, readable here or not."""
        return frozenset((*(file.name for file in self.files), *self.sealed))

    def index(self) -> tuple[Exhibit, ...]:
        """The files numbered from 1."""
        return tuple(
            Exhibit(number, f"evidence/{number:02d}-{safe_name(file.name)}", file)
            for number, file in enumerate(self.files, start=1)
        )

    def labels(self) -> dict[str, str]:
        """What each file is called in the documents: `Exhibit 1`."""
        return {exhibit.file.name: f"Exhibit {exhibit.number}" for exhibit in self.index()}


def safe_name(name: str) -> str:
    """A file name of lower-case ASCII letters, digits, `.`, `_`, `-` that resembles `name`; never empty, no folder."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    stem, dot, ending = ascii_only.rpartition(".")
    if not dot or not re.fullmatch(r"[a-z0-9]{1,8}", ending):
        stem, ending = ascii_only, ""
    words = re.sub(r"[^a-z0-9_-]+", "-", stem).strip("-_")[:MAX_NAME].strip("-_") or "file"
    return f"{words}.{ending}" if ending else words

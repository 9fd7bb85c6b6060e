"""A packet and its files, and how texts and JSON become one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from assemble.lack import Lack
from config.words import Audience
from ingest.item import digest_of

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,3}")
"""Safe relative names: ASCII, no segment that begins with a dot."""


@dataclass(frozen=True, slots=True)
class PacketFile:
    """One file of a packet."""

    name: str
    """Relative path with `/`, safe characters only (made by us, never taken from a notice)."""
    media_type: str
    data: bytes
    copy_of: str = ""
    """Name of the file of the same packet that it shows in another form; empty for a file of its own."""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(f"not a safe file name: {self.name!r}")

    @property
    def digest(self) -> str:
        """`sha256:…` of the bytes."""
        return digest_of(self.data)


@dataclass(frozen=True, slots=True)
class Packet:
    """What a case's papers are now, complete and unredacted: for the operator and the marketplace."""

    case_id: str
    files: tuple[PacketFile, ...]
    lacks: tuple[Lack, ...]
    audience: Audience = Audience.PLATFORM


def text_file(name: str, text: str) -> PacketFile:
    """A UTF-8 text file; what UTF-8 cannot hold becomes `?`."""
    return PacketFile(name, "text/plain", text.encode("utf-8", "replace"))


def json_file(name: str, value: object) -> PacketFile:
    """A JSON file, keys in the order given, ASCII only so that no text can break it."""
    return PacketFile(name, "application/json", (json.dumps(value, indent=1) + "\n").encode("ascii"))


def manifest_files(case_id: str, form: str, audience: str, files: tuple[PacketFile, ...]) -> tuple[PacketFile, ...]:
    """`manifest.json` over the files, and `manifest-sha256.txt` over the files and `manifest.json`.

    The second is the format that `sha256sum --check` reads.
    """
    listed = [
        {"name": f.name, "media_type": f.media_type, "bytes": len(f.data), "sha256": f.digest.removeprefix("sha256:")}
        for f in files
    ]
    inner = json_file("manifest.json", {"case": case_id, "form": form, "audience": audience, "files": listed})
    lines = [f"{f.digest.removeprefix('sha256:')}  {f.name}\n" for f in sorted((*files, inner), key=lambda f: f.name)]
    return inner, text_file("manifest-sha256.txt", "".join(lines))

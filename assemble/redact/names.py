"""File names that tell nothing."""

from __future__ import annotations

import re

from assemble.evidence import safe_name as ascii_name
from assemble.redact.media_types import ENDINGS
from assemble.redact.seek import Seeker


def safe_name(name: str, seeker: Seeker) -> str:
    """The name, its stem replaced where it tells a value (evidence keeps part of the seller's own file name)."""
    words = re.sub(r"[/_-]+", " ", name)
    if not seeker.values(name) and not seeker.values(words):
        return name
    folder, _, last = name.rpartition("/")
    number, ending = re.match(r"\d{0,4}", last), re.search(r"\.[a-z]{1,5}$", last)
    stem = f"{number[0] if number and number[0] else 'file'}-renamed"
    return (f"{folder}/" if folder else "") + stem + (ending[0] if ending else "")


def plain_name(name: str, media_type: str, seeker: Seeker) -> str:
    """A sender's file name as one that tells nothing: lower-case ASCII, with the usual ending of its type."""
    shown = "file" if seeker.values(name) else safe_name(ascii_name(name), seeker)
    ending = ENDINGS.get(media_type, "bin")
    return shown if shown.endswith(f".{ending}") else f"{shown.rpartition('.')[0] or shown}.{ending}"

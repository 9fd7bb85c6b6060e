"""The rows of bench/leaks.py: every channel of every format, values a file of it holds, values a full run plants."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from config.redaction import Entity
from tests.assemble.redact import image_plants, pdf_plants
from tests.assemble.redact.mail_plants import MAILS
from tests.assemble.redact.office_plants import OFFICE
from tests.assemble.redact.plants import ALL_MAKERS, Plant, plants
from tests.assemble.redact.text_plants import TEXTS

PDF = "application/pdf"
FULL = 20_000
"""Values of a full run, at least."""
WITH_ENGINE = {"mail attachments", "docx picture"}
"""The only ones of texts and office files that are redacted with an engine."""
BESIDE = {
    "bookmarks",
    "metadata",
    "attachments",
    "structure",
    "unreachable objects",
    "picture metadata",
    "actions",
    "names",
}
"""Channels of PDFs that are not on the page: many values fit into one file."""
PAGE = {
    "wrapped": 20, "turned": 20, "pattern": 20, "type 3 font": 20, "scan": 22, "scan with layer": 22,
    "sideways scan": 44, "annotations": 30, "form fields": 30, "sliced scan": 22, "inline picture": 12, "shapes": 10,
}  # fmt: skip
"""Values that fit on a page, where they are not 34."""
WITHIN = ("hidden", "headers", "margins", "changes", "members", "notes", "picture", "edges", "names", "codings")
"""Words of the names of rows whose words around the values go with the channel."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A row of the table."""

    name: str
    media_type: str
    make: Callable[[Sequence[Plant]], bytes]
    size: int
    """Values a file."""
    share: int
    """Values of a full run: less where an engine reads, which takes seconds a page."""
    engine: bool = True
    drawn: bool = False
    """Whether only an engine can read what should survive."""
    hidden: bool = False
    """Whether the words around the values go with the channel, so that only the filler has to survive."""

    def files(self, values: int) -> int:
        """How many files a run of so many values, over all rows, has in this row."""
        return max(1, -(-self.share * values // (FULL * self.size)))

    def planted(self, seed: int) -> list[Plant]:
        """The values of one file."""
        found = plants(seed, self.size, ALL_MAKERS)
        if self.name == "pdf wrapped":  # names and passports are not broken, its lines have room for 16 others
            found = [p for p in found if p.entity not in (Entity.PERSON, Entity.PASSPORT)][:16]
        return found


def channels() -> list[Channel]:
    """All rows."""
    found = []
    for name, make in pdf_plants.CHANNELS.items():
        drawn = name in pdf_plants.DRAWN or name == "split glyphs"
        size, share = (200, 400) if name in BESIDE else (PAGE.get(name, 34), 100)
        found.append(Channel(f"pdf {name}", PDF, make, size, share, True, drawn, name in pdf_plants.HIDDEN))
    for name, (media_type, make) in image_plants.CHANNELS.items():
        hidden = name in image_plants.HIDDEN
        size, share = (200, 400) if hidden and name != "transparent pixels" else (12 if hidden else 22, 66)
        found.append(Channel(f"picture {name}", media_type, make, size, share, True, not hidden, hidden))
    others = TEXTS | MAILS | OFFICE
    for name, (media_type, make) in others.items():
        size, share = (42, 84) if name in WITH_ENGINE else (200, 600)
        hidden = any(word in name for word in WITHIN)
        found.append(Channel(name, media_type, make, size, share, name in WITH_ENGINE, hidden=hidden))
    return found

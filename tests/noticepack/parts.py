"""Parts of jobs in tests: sample notices as items, a source that is a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ingest.item import Container, RawItem
from noticepack.bootstrap import App
from storage.catalog_rows import ItemState

SAMPLES = Path(__file__).parents[1] / "samples"
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NOTICE = "amazon-us-trademark-html.eml"
SUSPICIOUS = "amazon-us-phishing-lookalike.eml"
UNRELATED = "unrelated-newsletter-amazon.eml"


@dataclass
class ListSource:
    """Items that stand in a list, and what the source was told."""

    given: list[RawItem | Container]
    told: list[tuple[str, str]] = field(default_factory=list)
    """Source and outcome of each item that was acknowledged."""
    durables: list[str] = field(default_factory=list)
    name: str = "list"

    def items(self) -> Iterator[RawItem | Container]:
        """What is in the list."""
        yield from self.given

    def durable(self, item: RawItem) -> None:
        """Remember it."""
        self.durables.append(item.source)

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Remember it."""
        self.told.append((item.source, outcome))

    def close(self) -> None:
        """Nothing is open."""


def sample(name: str, source: str | None = None) -> RawItem:
    """A sample notice as an item."""
    return RawItem(source or name, NOW, (SAMPLES / name).read_bytes())


def state_of(app: App, item: RawItem) -> ItemState | None:
    """Where the catalog says that an item stands."""
    row = app.catalog.known(item.digest)
    return None if row is None else row.state

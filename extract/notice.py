"""A notice read to the end: what extract hands to assemble."""

from __future__ import annotations

from dataclasses import dataclass

from extract.facts import Facts
from extract.text import Document
from ingest.message import Message


@dataclass(frozen=True, slots=True)
class Notice:
    """A message from a marketplace with its text and its facts."""

    message: Message
    document: Document
    facts: Facts

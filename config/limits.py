"""How much of hostile input is looked at: the only numbers that say no to an item."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(strict=False, ge=1)]

MIB = 1024 * 1024


class Limits(BaseModel):
    """What is more than this is quarantined, never cut off in silence."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    message_bytes: Count = 50 * MIB
    """Largest message, in bytes as received."""
    part_count: Count = 500
    """Most MIME parts of one message, those of forwarded messages included."""
    nesting_depth: Count = 10
    """Deepest nesting of messages in messages and multiparts in multiparts."""
    header_lines: Count = 1000
    """Most header lines of one message."""
    attachment_bytes: Count = 25 * MIB
    """Largest attachment, in bytes after decoding."""
    attachments: Count = 100
    """Most attachments of one message."""
    zip_entries: Count = 10_000
    """Most files in one zip."""
    zip_ratio: Count = 100
    """Most times that a zip may be smaller than what it unpacks to."""
    zip_member_bytes: Count = 50 * MIB
    """Largest file in a zip, in bytes unpacked."""
    zip_depth: Count = 2
    """Deepest zip in a zip; 1 means that a zip may hold no zip."""
    pdf_pages: Count = 200
    """Most pages of one PDF."""
    text_characters: Count = 2_000_000
    """Most characters of text of one message with its attachments."""
    item_seconds: Annotated[float, Field(gt=0)] = 120.0
    """How long one item may be worked on, in seconds."""
    packet_seconds: Annotated[float, Field(gt=0)] = 1800.0
    """How long a packet that an operator asks for may take, in seconds; an engine reads every page of its papers."""
    item_memory_bytes: Count = 2048 * MIB
    """How much memory the worker of one item may take, in bytes."""

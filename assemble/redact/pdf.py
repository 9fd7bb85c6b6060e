"""PDF (ISO 32000)."""

from __future__ import annotations

from assemble.redact.seek import Cleaned, Seeker, Withheld


def survey(data: bytes) -> tuple[str, ...]:
    """The texts of a file as they are searched."""
    raise Withheld("PDF is held back")


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file without its sensitive values."""
    raise Withheld("PDF is held back")

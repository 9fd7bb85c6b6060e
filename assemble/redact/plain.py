"""Plain text (UTF-8): values are replaced where they stand."""

from __future__ import annotations

from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld


def survey(data: bytes) -> tuple[str, ...]:
    """The texts of a file, as they are searched.

    Raises:
        Withheld: it is not UTF-8.
    """
    try:
        return (data.decode("utf-8-sig"),)
    except UnicodeDecodeError as error:
        raise Withheld("text is not UTF-8") from error


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file without its sensitive values."""
    tally = Tally(seeker)
    return tally.done(tally.clean(survey(data)[0]).encode())

"""Plain text in any charset that can be told: values are replaced where they stand; written in UTF-8."""

from __future__ import annotations

from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld, line_in
from ingest.charsets import decode


def survey(data: bytes) -> tuple[str, ...]:
    """The texts of a file, as they are searched.

    Raises:
        Withheld: no charset fits its bytes.
    """
    try:
        return (data.decode("utf-8-sig"),)
    except UnicodeDecodeError:
        text = decode(data, None).text
    if "\ufffd" in text or "\x00" in text:
        raise Withheld("text in a charset that cannot be told")
    return (text,)


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file without its sensitive values."""
    tally, (text,) = Tally(seeker), survey(data)
    return tally.done(tally.take(text, seeker.values(text), line_in(text)).encode())

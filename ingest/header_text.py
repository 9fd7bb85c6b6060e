"""Header values as text: RFC 2047 encoded words, raw 8-bit bytes, addresses and dates, read without guessing names.

The standard library splits the encoded words; our charset repair reads their bytes, since senders lie there too.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache

from ingest.charsets import Decoded, decode
from ingest.message import Address

SPACE = re.compile(r"\s+")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
CLAIMED = re.compile(r"([^<>\",]{1,500}@[^<>\",]{0,500})<([^<>]{1,500})>")
HEADER_CHARACTERS = 20_000
"""More of one header value is not looked at: no client shows that much."""


def unfold(value: object) -> str:
    """A raw header value as one line; undecodable bytes stay surrogates (PEP 383)."""
    if isinstance(value, Header):
        value = _raw(value)
    return re.sub(r"\r?\n[ \t]*", " ", str(value))[:HEADER_CHARACTERS].strip()


def _raw(value: Header) -> str:
    """The bytes of a header that the parser marked `unknown-8bit`, as surrogates again."""
    chunks = getattr(value, "_chunks", ())
    return "".join(chunk for chunk, _ in chunks)


def text(value: object) -> Decoded:
    """A header value as people read it: encoded words decoded, white space single, nothing evaluated."""
    raw = unfold(value)
    try:
        pieces = decode_header(raw.encode("utf-8", "surrogateescape").decode("latin-1")) if "=?" in raw else None
    except (HeaderParseError, binascii.Error, ValueError):
        return Decoded(tidy(_plain(raw).text), "an encoded word that cannot be decoded is left as written")
    decoded = _plain(raw) if pieces is None else _joined(pieces)
    return Decoded(tidy(decoded.text), decoded.repair)


def tidy(value: str) -> str:
    """The text on one line, without control characters."""
    return SPACE.sub(" ", CONTROL.sub(" ", value)).strip()


def nfc(value: str) -> str:
    """The text in Unicode normalisation form C, for comparing."""
    return unicodedata.normalize("NFC", value)


def _plain(raw: str) -> Decoded:
    data = raw.encode("utf-8", "surrogateescape")
    if data.isascii() and b"\x1b$" not in data:
        return Decoded(raw)
    found = decode(data, None)
    return Decoded(found.text, f"header with raw 8-bit characters: {found.repair or 'read as utf-8'}")


def _joined(pieces: Iterable[tuple[bytes | str, str | None]]) -> Decoded:
    texts: list[str] = []
    repairs: list[str] = []
    for piece, charset in pieces:
        data = piece.encode("latin-1", "replace") if isinstance(piece, str) else piece
        found = decode(data, charset if charset else None)
        texts.append(found.text)
        if found.repair:
            repairs.append(found.repair)
    return Decoded("".join(texts), "; ".join(dict.fromkeys(repairs)))


def addresses(values: Iterable[object]) -> tuple[Address, ...]:
    """The addresses of a header's values, in order; names decoded, domains in lower case."""
    found = [one for value in values for one in _addresses(unfold(value))]
    return tuple(dict.fromkeys(one for one in found if one.name or one.address))


@lru_cache(maxsize=256)
def _addresses(raw: str) -> tuple[Address, ...]:
    """The addresses of one value; an unquoted name that looks like an address is a name (RFC 5322 forbids it).

    Kept for a while, since the mails of one mailbox have few recipients.
    """
    value = recoded(raw)
    if claimed := CLAIMED.fullmatch(value):
        return (address_of(claimed.group(1), claimed.group(2)),)
    return tuple(address_of(name, spec) for name, spec in getaddresses([value]))


def recoded(raw: str) -> str:
    """Raw 8-bit names as text, so that the address parser meets characters and not surrogates."""
    return raw if raw.isascii() else _plain(raw).text


def address_of(name: str, spec: str) -> Address:
    """An address from its display name and `local@domain`, both as found."""
    local, at, domain = tidy(spec).rpartition("@")
    return Address(text(name).text.strip("\"' "), f"{local}@{domain.strip('.').lower()}" if at and domain else "")


def date(value: str) -> datetime | None:
    """An RFC 5322 date with its own offset; `-0000` (offset unknown) is UTC. None when it is no such date."""
    try:
        found = parsedate_to_datetime(value)
        found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def message_ids(values: Iterable[object]) -> tuple[str, ...]:
    """The message ids in header values, without angle brackets, each once, in order; 8-bit ones as text."""
    found = [one for value in values for one in MESSAGE_ID.findall(recoded(unfold(value)))]
    return tuple(dict.fromkeys(found))

"""What an Outlook message (.msg) holds: MAPI properties of the message, its recipients and attachments (MS-OXMSG).

python-oxmsg takes the compound file apart; its own reading of texts is not used, because it raises where the code page
is a lie, as of messages that say ISO-2022-JP and hold Shift_JIS. Texts go through the repair of `ingest.charsets`.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from config.errors import ItemError
from ingest.charsets import decode

if TYPE_CHECKING:
    from oxmsg.storage import Storage

PROPERTIES = "__properties_version1.0"
"""The stream in which every object lists its properties."""
STRING, STRING8, BINARY, INTEGER, TIME = 0x001F, 0x001E, 0x0102, 0x0003, 0x0040
"""Types of properties (MS-OXCDATA 2.11.1)."""
MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
HEADERS = {"": 32, "__substg": 24, "__recip_": 8, "__attach": 8}
"""Bytes before the first property: of the message, of an embedded message, of a recipient, of an attachment."""
CODEPAGES = {
    20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 28591: "iso-8859-1", 28592: "iso-8859-2", 28595: "iso-8859-5",
    28605: "iso-8859-15", 50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 50225: "iso-2022-kr",
    51932: "euc-jp", 51936: "gb2312", 51949: "euc-kr", 52936: "hz", 54936: "gb18030", 65000: "utf-7", 65001: "utf-8",
    1200: "utf-16-le", 10000: "mac-roman",
}  # fmt: skip
"""Windows code page -> charset, where it is not `cp<number>` (MS-UCODEREF)."""


@dataclass(frozen=True, slots=True)
class Bag:
    """The properties of one object: of the message, a recipient or an attachment."""

    storage: Storage
    integers: dict[int, int]
    types: dict[int, int]
    """Property id -> type, as the object lists them."""
    codepage: int | None
    """Code page of 8-bit texts, of the message that the object belongs to."""
    repairs: list[str] = field(default_factory=list)
    """What had to be repaired; shared by all objects of one message."""

    def text(self, *ids: int) -> str:
        """The first of these properties that is a text and not empty; else empty."""
        for number in ids:
            raw = self.raw(number, STRING)
            if raw is not None:
                found = raw[: len(raw) & ~1].decode("utf-16-le", "replace")
            else:
                raw = self.raw(number, STRING8)
                found = "" if raw is None else self._eight_bit(raw, self.codepage)
            if found.strip("\x00 "):
                return found.rstrip("\x00")
        return ""

    def body(self, number: int) -> str:
        """A body; 8-bit and binary ones are in the code page of the internet message where one is named."""
        if self.raw(number, STRING) is not None:
            return self.text(number)
        raw = self.raw(number, STRING8)
        if raw is None:
            raw = self.raw(number, BINARY)
        return "" if raw is None else self._eight_bit(raw, self.integers.get(INTERNET_CODEPAGE, self.codepage))

    def _eight_bit(self, raw: bytes, codepage: int | None) -> str:
        found = decode(raw.rstrip(b"\x00"), charset_of(codepage))
        if found.repair and found.repair not in self.repairs:
            self.repairs.append(found.repair)
        return found.text

    def binary(self, number: int) -> bytes | None:
        """A binary property; None without it."""
        return self.raw(number, BINARY)

    def raw(self, number: int, kind: int) -> bytes | None:
        """The bytes of a property of variable length; None without it."""
        try:
            return bytes(self.storage.property_stream_bytes(number, kind))
        except KeyError:
            return None

    def time(self, *ids: int) -> datetime | None:
        """The first of these properties that is a time, UTC; None without one that can be."""
        for number in ids:
            ticks = self.integers.get(number, 0) if self.types.get(number) == TIME else 0
            if ticks:
                try:
                    return EPOCH + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    continue
        return None


def charset_of(codepage: int | None) -> str | None:
    """The charset of a Windows code page; None for none or an unknown one."""
    if codepage is None:
        return None
    name = CODEPAGES.get(codepage, f"cp{codepage}")
    try:
        codecs.lookup(name)
    except LookupError:
        return None
    return name


def open_outlook(data: bytes) -> Bag:
    """The message in the bytes of a .msg file. Raises: ItemError (`parse.unreadable`)."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    try:
        with OleFileIO(data) as ole:
            return bag_of(Storage.from_ole(ole), None, [])
    except ItemError:
        raise
    except RecursionError as error:
        raise ItemError("limit.nesting_depth", "storages nested deeper than can be read") from error
    except Exception as error:  # olefile meets hostile input with every error there is
        raise ItemError("parse.unreadable", f"Outlook message: {type(error).__name__}: {error}"[:300]) from error


def bag_of(storage: Storage, codepage: int | None, repairs: list[str]) -> Bag:
    """The properties of an object. Raises: ItemError (it has none)."""
    streams = {stream.name: stream.bytes_ for stream in storage.streams}
    if PROPERTIES not in streams:
        raise ItemError("parse.unreadable", f"Outlook message: {storage.path or 'it'} has no properties")
    integers, types = {}, {}
    for number, kind, value in _entries(streams[PROPERTIES], HEADERS[storage.name[:8]]):
        types[number] = kind
        integers[number] = value if kind == TIME else value & 0xFFFFFFFF
    own = integers.get(MESSAGE_CODEPAGE, integers.get(INTERNET_CODEPAGE))
    return Bag(storage, integers, types, own if own is not None else codepage, repairs)


def _entries(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Id, type and value of each property; the value of one of variable length is its size (MS-OXMSG 2.4.2)."""
    for at in range(start, len(stream) - 15, 16):
        tag, _flags, value = struct.unpack_from("<IIQ", stream, at)
        yield tag >> 16, tag & 0xFFFF, value


def children(bag: Bag, prefix: str) -> Iterator[Bag]:
    """The recipients (`__recip_`) or attachments (`__attach`) of a message, in their order."""
    found = [one for one in bag.storage.storages if one.name.startswith(prefix)]
    for storage in sorted(found, key=lambda one: one.name):
        yield bag_of(storage, bag.codepage, bag.repairs)


def embedded(attachment: Bag) -> Bag | None:
    """The message that an attachment is, when it is one (PidTagAttachDataObject)."""
    for storage in attachment.storage.storages:
        if storage.name == "__substg1.0_3701000D":
            return bag_of(storage, attachment.codepage, attachment.repairs)
    return None

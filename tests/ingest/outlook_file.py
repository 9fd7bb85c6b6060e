"""Writes Outlook messages (.msg) for tests: compound files (MS-CFB, version 3) with MAPI properties (MS-OXMSG)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
PER_SECTOR = SECTOR // 4

Tree = dict[str, "bytes | Tree"]


@dataclass
class Entry:
    """One entry of the directory."""

    name: str
    kind: int
    data: bytes = b""
    left: int = NOBODY
    right: int = NOBODY
    child: int = NOBODY
    start: int = END
    size: int = 0

    def packed(self) -> bytes:
        """Its 128 bytes."""
        name = self.name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name, len(name) + 2, self.kind, 1, self.left, self.right, self.child, b"", 0, 0, 0, self.start, self.size,
        )  # fmt: skip


def compound_file(tree: Tree) -> bytes:
    """The bytes of a compound file with these streams and storages."""
    entries = [Entry("Root Entry", ROOT)]
    _add(entries, 0, tree)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = bytearray(), []
    for entry in entries:
        if entry.kind == STREAM and len(entry.data) < CUTOFF:
            entry.size, entry.start = len(entry.data), len(mini_fat) if entry.data else END
            _chain(mini_fat, -(-len(entry.data) // MINI))
            mini += entry.data.ljust(-(-len(entry.data) // MINI) * MINI, b"\0")
        elif entry.kind == STREAM:
            entry.size, entry.start = len(entry.data), _write(sectors, fat, entry.data)
    entries[0].start, entries[0].size = _write(sectors, fat, bytes(mini)), len(mini)
    mini_start = _write(sectors, fat, _words(mini_fat))
    directory = _write(sectors, fat, b"".join(entry.packed() for entry in entries))
    count = 1
    while count * PER_SECTOR < len(sectors) + count:
        count += 1
    places = range(len(sectors), len(sectors) + count)
    fat += [FAT_SECTOR] * count
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count, directory, 0, CUTOFF,
        mini_start, -(-len(mini_fat) // PER_SECTOR), END, 0,
    )  # fmt: skip
    head += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return head + b"".join(sectors) + _words(fat).ljust(count * SECTOR, b"\xff")


def _words(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers)


def _chain(fat: list[int], count: int) -> None:
    first = len(fat)
    fat += [first + step + 1 for step in range(count)]
    if count:
        fat[-1] = END


def _write(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    """Put data into sectors of their own; the first of them."""
    if not data:
        return END
    start = len(sectors)
    pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
    sectors += pieces
    _chain(fat, len(pieces))
    return start


def _add(entries: list[Entry], parent: int, tree: Tree) -> None:
    ids: list[tuple[str, int]] = []
    for name, value in tree.items():
        ids.append((name, len(entries)))
        if isinstance(value, bytes):
            entries.append(Entry(name, STREAM, value))
        else:
            entries.append(Entry(name, STORAGE))
            _add(entries, len(entries) - 1, value)
    ids.sort(key=lambda one: (len(one[0]), one[0].upper()))
    entries[parent].child = _balanced(entries, [number for _, number in ids])


def _balanced(entries: list[Entry], ids: list[int]) -> int:
    if not ids:
        return NOBODY
    middle = len(ids) // 2
    one = entries[ids[middle]]
    one.left, one.right = _balanced(entries, ids[:middle]), _balanced(entries, ids[middle + 1 :])
    return ids[middle]


@dataclass
class Outlook:
    """An Outlook message to write; property id -> value, texts as `str` (Unicode) or `bytes` (8 bit, or binary)."""

    texts: dict[int, str | bytes] = field(default_factory=dict)
    binaries: dict[int, bytes] = field(default_factory=dict)
    integers: dict[int, int] = field(default_factory=dict)
    times: dict[int, datetime] = field(default_factory=dict)
    recipients: list[Outlook] = field(default_factory=list)
    attachments: list[Outlook] = field(default_factory=list)
    embedded: Outlook | None = None
    """Of an attachment: the message that it is."""

    def file(self) -> bytes:
        """The bytes of the .msg file."""
        return compound_file(self.tree(32))

    def tree(self, header: int) -> Tree:
        """Streams and storages; `header` is how many bytes stand before the properties."""
        listed: list[bytes] = []
        tree: Tree = {}
        for number, text in self.texts.items():
            kind = 0x1F if isinstance(text, str) else 0x1E
            raw = text.encode("utf-16-le", "surrogatepass") if isinstance(text, str) else text
            tree[f"__substg1.0_{number:04X}{kind:04X}"] = raw
            listed.append(struct.pack("<HHIII", kind, number, 6, len(raw), 0))
        for number, raw in self.binaries.items():
            tree[f"__substg1.0_{number:04X}0102"] = raw
            listed.append(struct.pack("<HHIII", 0x102, number, 6, len(raw), 0))
        for number, value in self.integers.items():
            listed.append(struct.pack("<HHIII", 3, number, 6, value, 0))
        for number, moment in self.times.items():
            ticks = int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            listed.append(struct.pack("<HHIQ", 0x40, number, 6, ticks))
        for place, one in enumerate(self.recipients):
            tree[f"__recip_version1.0_#{place:08X}"] = one.tree(8)
        for place, one in enumerate(self.attachments):
            tree[f"__attach_version1.0_#{place:08X}"] = one.tree(8)
        if self.embedded is not None:
            tree["__substg1.0_3701000D"] = self.embedded.tree(24)
        tree["__properties_version1.0"] = b"\0" * header + b"".join(listed)
        return tree


def attached_file(name: str, data: bytes, **more: dict[int, int]) -> Outlook:
    """A file as an attachment."""
    return Outlook(texts={0x3707: name}, binaries={0x3701: data}, integers={0x3705: 1}, **more)  # type: ignore[arg-type]


def packed_rtf(rtf: bytes) -> bytes:
    """Rich text packed as Outlook packs it, without any reference into the dictionary (MS-OXRTFCP)."""
    body = b"".join(b"\0" + rtf[at : at + 8] for at in range(0, len(rtf), 8))
    crc = zlib.crc32(body, 0xFFFFFFFF) ^ 0xFFFFFFFF
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, crc) + body

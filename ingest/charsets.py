"""Bytes to text when the declared charset is missing, unknown or a lie; every repair is named.

Labels are read as browsers read them (WHATWG Encoding Standard, section 4.2): `iso-8859-1` means windows-1252, `gb2312`
means gb18030, `shift_jis` means windows-31j. A label that does not fit the bytes is replaced by the candidate whose
text looks most like text.

    >>> decode("Größe".encode("utf-8"), "iso-8859-1").text
    'Größe'
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.charset_guess import better, guess

SUPERSET = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "iso2022_jp": "iso2022_jp_ext",
}
"""Python codec -> the codec that holds all its characters and those that senders slip in."""

ALIASES = {
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "gb-2312": "gb18030",
    "chinese": "gb18030",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc_jp",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "cp65001": "utf-8",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874",
    "ks_c_5601-1987": "cp949",
    "cp-1251": "cp1251",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "windows1252": "cp1252",
    "koi8": "koi8-r",
    "x-x-big5": "big5hkscs",
}
"""Labels met in mail that Python does not know."""

LATIN = frozenset({"cp1252", "iso8859-1", "iso8859-15", "ascii"})
C1 = re.compile(rb"[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what had to be repaired to read it (empty when nothing had)."""

    text: str
    repair: str = ""


def decode(data: bytes, label: str | None) -> Decoded:
    """The text of bytes that are said to be in the charset `label` (None: nothing is said)."""
    if marked := _marked(data):
        return marked
    if data.isascii() and not _utf16(label):
        return _seven_bit(data, label)
    codec = codec_of(label)
    if codec is None:
        said = f"charset {label!r} is unknown" if label else "no charset is named"
        return _guessed(data, said)
    return _declared(data, codec, label or "")


def _marked(data: bytes) -> Decoded | None:
    """The text when a byte order mark tells the charset."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(codec, "replace"))
    return None


def _seven_bit(data: bytes, label: str | None) -> Decoded:
    """ASCII, or Japanese in its escape coding (RFC 1468), which some senders put under another label."""
    if b"\x1b$" not in data:
        return Decoded(data.decode("ascii"))
    codec = codec_of(label) or ""
    if codec.startswith("iso2022"):
        return _declared(data, codec, label or "")
    return Decoded(data.decode("iso2022_jp_ext", "replace"), f"charset {label or 'not named'} read as iso-2022-jp")


def _utf16(label: str | None) -> bool:
    return (label or "").strip().lower().startswith(("utf-16", "utf16", "utf-32", "utf-7", "hz"))


def _declared(data: bytes, codec: str, label: str) -> Decoded:
    if codec in LATIN:
        return _latin(data, codec, label)
    if rival := better(data, codec):
        return Decoded(data.decode(rival, "replace"), f"charset {label} read as {rival}")
    try:
        return Decoded(data.decode(codec))
    except UnicodeDecodeError:
        pass
    wider = SUPERSET.get(codec)
    if wider is not None:
        try:
            return Decoded(data.decode(wider), f"charset {label} read as {wider}")
        except UnicodeDecodeError:
            pass
    return _broken(data, codec, label)


def _latin(data: bytes, codec: str, label: str) -> Decoded:
    """A one-byte charset fits all bytes, so the label proves nothing: UTF-8 and other scripts are looked for."""
    best = guess(data, fallback="cp1252" if codec != "iso8859-15" else codec)
    if best not in LATIN:
        return Decoded(data.decode(best, "replace"), f"charset {label} read as {best}")
    if codec == "iso8859-15" and not C1.search(data):
        return Decoded(data.decode(codec))
    text = data.decode("cp1252", "replace")
    lied = codec == "ascii" or (codec != "cp1252" and C1.search(data) is not None)
    return Decoded(text, f"charset {label} read as windows-1252" if lied else "")


def _broken(data: bytes, codec: str, label: str) -> Decoded:
    """Bytes that do not fit their label: a few bad ones are marked, many mean that the label is wrong."""
    text = data.decode(codec, "replace")
    high = sum(1 for char in text if char > "\x7f")
    bad = text.count("\ufffd")
    if bad * 10 <= high or (codec.startswith("iso2022") and b"\x1b" in data):
        return Decoded(text, f"{bad} characters that charset {label} does not hold are shown as \ufffd")
    return _guessed(data, f"charset {label} does not fit")


def _guessed(data: bytes, said: str) -> Decoded:
    best = guess(data, fallback="cp1252")
    return Decoded(data.decode(best, "replace"), f"{said}: read as {best}")


def codec_of(label: str | None) -> str | None:
    """Python's name for a charset label; None when there is none or it is unknown."""
    name = (label or "").strip().strip("\"'").lower()
    if not name:
        return None
    try:
        found = codecs.lookup(ALIASES.get(name, name))
        b"".decode(found.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return found.name

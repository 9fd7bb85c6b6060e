"""Hosts compared as a careful reader would: registrable domains, characters that look alike, near misses of a brand.

Registrable domains follow the Public Suffix List (config.suffixes).

    >>> registrable("sellercentral.amazon.co.uk")
    'amazon.co.uk'
    >>> registrable("amazon.com.evil.example")
    'evil.example'
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata

from config.kept import kept
from config.lookalikes import skeleton
from config.senders import PlatformSenders, Senders, under
from config.suffixes import public_suffix

RESERVED = frozenset({"example", "test", "invalid", "localhost"})
"""Top-level domains of RFC 2606: no public suffixes, yet complete hosts."""
SPLIT = re.compile(r"[-_]")
NUMBER = re.compile(r"\d{1,10}|0x[0-9a-f]{0,8}")
MOST_HOSTS = 4096
LONG_BRAND = 6
"""From this length on one wrong letter is a near miss; shorter words have too many honest neighbours (room, zoom)."""


def suffix_of(host: str) -> str:
    """The public suffix of a host; its last label under RFC 2606, empty when it has none that exists."""
    last = host.rpartition(".")[2]
    return last if last in RESERVED else public_suffix(unicode_of(host.lower().rstrip(".")))


def registrable(host: str) -> str:
    """The domain that somebody registered: public suffix and one label; the last two labels under an unknown suffix."""
    suffix = suffix_of(host)
    keep = suffix.count(".") + 2 if suffix else 2
    return ".".join(host.split(".")[-keep:])


def normal(host: str) -> str:
    """A host in lower case, Unicode as written, without a trailing dot."""
    return unicodedata.normalize("NFKC", host).strip().strip(".").lower()


def ascii_of(host: str) -> str:
    """A host as it is asked for in the DNS; as it stands when it cannot be one."""
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return host


def unicode_of(host: str) -> str:
    """A host as it is shown: punycode labels decoded (RFC 3492)."""
    return ".".join(_shown(label) for label in host.split("."))


def _shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def is_address(host: str) -> bool:
    """Whether a host is an IP address: also shortened, as one number, octal or hexadecimal, or in brackets.

    Browsers read any host whose last label is a number as an address (URL Living Standard, section 3.5).
    """
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def imitated(host: str, senders: Senders) -> str | None:
    """The brand or service that a host imitates; None when it is genuine or imitates none.

    A host imitates a brand when one of its labels below the public suffix spells it: by itself, beside words of
    service, in characters that look alike, or with one letter wrong.
    """
    known = _imitations(senders)
    host = normal(host)
    if host not in known:
        if len(known) >= MOST_HOSTS:
            known.clear()
        known[host] = _imitated(host, senders)
    return known[host]


@kept
def _imitations(senders: Senders) -> dict[str, str | None]:
    """What is known of hosts: a mailbox holds the same few again and again."""
    return {}


def _imitated(host: str, senders: Senders) -> str | None:
    if senders.is_platform_host(ascii_of(host)) or under(ascii_of(host), senders.genuine_elsewhere):
        return None
    shown = unicode_of(host)
    suffix = suffix_of(shown)
    labels = shown.removesuffix(f".{suffix}").split(".") if suffix else shown.split(".")
    for platform in senders.platforms.values():
        for label in labels:
            if found := _spells(label, platform, senders):
                return found
    return None


def _spells(label: str, platform: PlatformSenders, senders: Senders) -> str | None:
    joined = skeleton(label.replace("-", "").replace("_", ""))
    for service in platform.services:
        if service in joined or distance_at_most(joined, service, 1):
            return service
    for brand in platform.brands:
        if any(_is_brand(word, brand, senders) for word in (*SPLIT.split(label), SPLIT.sub("", label))):
            return brand
    return None


def _is_brand(word: str, brand: str, senders: Senders) -> bool:
    likes = {skeleton(word), skeleton(word.replace("1", "i")), word}
    return any(_named(like, brand, senders.service_words) for like in likes)


def _named(word: str, brand: str, service_words: tuple[str, ...]) -> bool:
    if word == brand or (len(brand) >= LONG_BRAND and distance_at_most(word, brand, 1)):
        return True
    before, found, after = word.partition(brand)
    return bool(found) and all(made_of(rest, service_words) for rest in (before, after))


def made_of(word: str, pieces: tuple[str, ...]) -> bool:
    """Whether a word is nothing but pieces and digits, one after the other; the empty word is."""
    reached = {0}
    for start in range(len(word)):
        if start not in reached:
            continue
        if word[start].isdigit():
            reached.add(start + 1)
        reached |= {start + len(piece) for piece in pieces if word.startswith(piece, start)}
    return len(word) in reached


def distance_at_most(word: str, other: str, most: int) -> bool:
    """Whether two words differ by at most so many inserted, left out, replaced or swapped neighbouring letters."""
    if abs(len(word) - len(other)) > most:
        return False
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, a in enumerate(word, 1):
        line = [row]
        for column, b in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (a != b))
            if before and column > 1 and a == other[column - 2] and word[row - 2] == b:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        before, last = last, line
    return last[-1] <= most

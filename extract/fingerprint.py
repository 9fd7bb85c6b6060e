"""Whether two messages are the same notice, however each of them arrived.

Bytes differ when two people forward one notice; what it says does not. The fingerprint holds the identifying facts, the
time it was written, the order of everything with digits in it, and a sketch of its words (bottom-k of hashed shingles,
Broder 1997). Wraps, quote marks, markup, links that plain text spells out and footers of gateways change none of what
is compared; another ASIN, complaint id or date does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from itertools import islice

from extract.facts import REFERENCE_KINDS, Facts
from extract.folding import INVISIBLE, WIDE
from extract.notice import Notice
from extract.text import Document
from ingest.forward_dates import NO_OFFSET, NO_TIME
from ingest.message import Message

WORD = re.compile(f"[{WIDE}]|[^\\W_{WIDE}]+")
ADDRESS = re.compile(r"(?:https?|hxxps?|mailto):\S+|<[^<>\s]{1,300}>|\[(?:image|cid)[^\]]{0,200}\]", re.I)
LIST_NUMBER = re.compile(r"^[ \t>]{0,9}\d{1,2}[.)](?=\s)", re.M)
"""Plain text writes the numbers of a list, markup does not."""
SHINGLE = 4
"""Words of one shingle."""
KEPT = 48
"""Smallest hashes kept of all shingles."""
ALIKE = 0.5
"""Least share of common shingles: a long footer below a short notice still leaves as much."""
TOKENS = 400
SAME_SEND = timedelta(minutes=5)
"""One notice that goes to several addresses of a seller is sent within minutes."""
ZONES = timedelta(hours=16)
"""Between the clocks of two colleagues (Pacific and Japan); every offset is a multiple of a quarter of an hour."""
QUARTER = 15 * 60


class Precision(StrEnum):
    """How well the time of a notice is known."""

    EXACT = "exact"
    LOCAL = "local"
    """By the clock of whoever forwarded it, offset not written."""
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What of a notice stays the same however it arrives."""

    facts: str
    """Hash of what identifies it: equal for the same notice."""
    message_id: str
    """Of the notice itself; empty where a forward lost it."""
    at: datetime | None
    precision: Precision
    tokens: tuple[str, ...]
    """Hashes of the words with digits and, behind a dot, of their neighbours, in the order of the text."""
    sketch: tuple[str, ...]
    """The smallest hashes of its shingles, ascending."""


def fingerprint_of(notice: Notice) -> Fingerprint:
    """The fingerprint of a notice."""
    words = tuple(_words(notice.document))
    message = notice.message
    return Fingerprint(
        facts=_hash("\n".join(_identity(notice.facts)), 16),
        message_id=message.message_id,
        at=message.date,
        precision=_precision(message),
        tokens=tuple(islice(_tokens(words), TOKENS)),
        sketch=_sketch(words),
    )


def same_notice(one: Fingerprint, other: Fingerprint) -> str:
    """Why two fingerprints are of the same notice; empty when they are not.

    A Message-ID is a hint and never enough: senders repeat them, and anybody can write one.
    """
    if one.facts != other.facts or not _one_time(one, other) or _differ(one.tokens, other.tokens):
        return ""
    if one.message_id and one.message_id == other.message_id:
        return "same Message-ID and same facts"
    if _resemblance(one.sketch, other.sketch) < ALIKE:
        return ""
    return "same facts and same text, sent at the same time" if one.at and other.at else "same facts and same text"


def _identity(facts: Facts) -> Iterator[str]:
    """What a notice is about, line by line. What hard wraps can hide (periods, dates) is compared by the words."""
    yield f"{facts.platform} {facts.kind}"
    yield f"asins {' '.join(sorted(facts.asins))}"
    for kind in REFERENCE_KINDS:
        yield f"{kind} {' '.join(sorted(getattr(facts.references, kind)))}"
    yield f"complaints {' '.join(sorted(one.complaint_id or '' for one in facts.complaints))}"


def _precision(message: Message) -> Precision:
    said = " ".join(message.repairs) if message.forwards else ""
    if NO_TIME in said:
        return Precision.DAY
    return Precision.LOCAL if NO_OFFSET in said else Precision.EXACT


def _words(document: Document) -> Iterator[str]:
    """The words of all parts but the subject, as compared: no addresses of links, no numbers of lists, no case."""
    for text in document:
        if text.part == "subject":
            continue
        bare = LIST_NUMBER.sub(" ", ADDRESS.sub(" ", text.content))
        plain = "".join(char for char in bare if char not in INVISIBLE)
        yield from WORD.findall(unicodedata.normalize("NFKC", plain).casefold())


def _telling(word: str) -> bool:
    """Whether a word tells notices apart: an identifier, an amount, a date, the length of a period."""
    return any(char.isdigit() for char in word)


def _tokens(words: tuple[str, ...]) -> Iterator[str]:
    for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
        if _telling(word):
            yield f"{_hash(word, 4)}.{_hash(f'{before} {after}', 3)}"


def _sketch(words: tuple[str, ...]) -> tuple[str, ...]:
    last = max(len(words) - SHINGLE, 0)
    hashes = {_hash(" ".join(words[start : start + SHINGLE]), 8) for start in range(last + 1)}
    return tuple(sorted(hashes)[:KEPT])


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def _one_time(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two times can be the same moment, read from different clocks."""
    if one.at is None or other.at is None:
        return True
    apart = abs(one.at - other.at)
    if Precision.DAY in (one.precision, other.precision):
        return apart <= timedelta(days=1) + ZONES
    if one.precision is other.precision is Precision.EXACT:
        return apart <= SAME_SEND
    beside = apart.total_seconds() % QUARTER
    return apart <= ZONES and min(beside, QUARTER - beside) <= 60


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the words with digits differ.

    They do not when one text has all of the other's in their order, or when a footer went on behind what they share:
    then nothing behind is common, and what differs first does not stand between the same words.
    """
    ours, theirs = ([token.partition(".")[0] for token in tokens] for tokens in (one, other))
    if _within(ours, theirs) or _within(theirs, ours):
        return False
    shorter = min(len(ours), len(theirs))
    shared = next((place for place in range(shorter) if ours[place] != theirs[place]), shorter)
    same_place = one[shared].partition(".")[2] == other[shared].partition(".")[2]
    return same_place or bool({*ours[shared:]} & {*theirs[shared:]}) or shared < 0.5 * shorter


def _within(few: list[str], many: list[str]) -> bool:
    """Whether all of a sequence stands in another, in its order."""
    rest = iter(many)
    return all(token in rest for token in few)


def _resemblance(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """About the share of shingles that two texts have in common (Jaccard, estimated from their sketches)."""
    smallest = sorted({*one, *other})[:KEPT]
    both = {*one} & {*other}
    return sum(hash in both for hash in smallest) / len(smallest)

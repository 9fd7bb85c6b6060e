"""Facts set behind labels: `Complaint ID: 123`, glued, spaced by a scanner, several on a line, or as table columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from config.cue_rules import LabelRules
from config.kept import kept
from extract.folding import INVISIBLE, plain_character

MAX_LABEL = 48
_NUMBERED = frozenset({"complaint", "case", "trademark", "patent", "design", "type"})
"""Labels whose values are numbers, `type` because of `Complaint 12345678901`."""
_COLON = re.compile(r"[:：]")
_CELL = re.compile(r"[|｜\t]")
_ODD = re.compile(r"[\s#№*()_.'’°º・\-–—]+")
_LEAD = r"(?:[\s\-–—•*·・>|]|\d{1,2}[.)]\s)"
"""What stands before a label: signs of lists and quotations, the number of a list item."""
_DROPPED = re.compile(rf"^{_LEAD}+")
_BULLET = re.compile(r"\s*(?:[-–•*・]|\d{1,2}[.)]\s)")
_ADDRESS = re.compile(
    r"[\s\-–—•*·・>|]*(?P<label>[^:：@\n]{1,48})[:：]\s*<?(?P<address>[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,24})>?\s*"
)
_ALONE = re.compile(r"\s*<?([\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-zA-Z]{2,24})>?\s*")
"""A mail address alone on its line."""
NUMBER = re.compile(r"#?\s?\d{5,15}")
_BARE = re.compile(
    r"(?P<label>[^\W\d][^\d:：#\n]{2,40}?)[\s.]{1,2}[#№]?\s?"
    r"(?P<value>(?:(?!ID|NO|NR)[A-Z]{1,3}[\s-]?)?\d[\dA-Z ,./-]{4,24})[\s.;,]*"
)
_SIGN = re.compile(r"[\s,]+(?:n[.\s]?[º°o]?|nr|no|núm|num|№|id)[.\s]*$", re.IGNORECASE)
_ASIN_FIRST = re.compile(r"B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_UNKNOWN = re.compile(r"[\s\-–—•*·・>|]*(?P<label>[^:：@\n]{1,30})[:：]\s*(?P<asin>B0[0-9A-Z]{8})(?![0-9A-Za-z])")
_STOP = re.compile(r"[.!?](?:\s|$)|[。！？]")
"""The end of a sentence: what comes after it stands under no label that is not known."""
_BEFORE = re.compile(r"[\s,;，；)）|。]")
"""What stands before a label inside a line."""
_WHITE = re.compile(r"\s")
_SPLIT = re.compile(r"[:：|｜\t]")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled value."""

    key: str
    """Field of LabelRules."""
    value: str
    start: int
    """Place of the value in the joined text, half open."""
    end: int
    line: int
    """Number of its line, to see what stands together."""
    name: str
    """The label as written."""


def canonical(label: str) -> str:
    """A label without case, spaces and signs: what scanners and writers vary.

    >>> canonical("Co mpla int ID #") == canonical("complaint-id")
    True
    """
    plain = label if label.isascii() else "".join(plain_character(c) for c in label if c not in INVISIBLE)
    return _ODD.sub("", plain.lower())


class _Names(NamedTuple):
    """The labels of one set of rules."""

    keys: dict[str, str]
    """Canonical label -> field."""
    written: frozenset[str]
    """As written, lower case."""
    longest: int


@kept
def _names(rules: LabelRules) -> _Names:
    pairs = [(key, label) for key in type(rules).model_fields if key != "nouns" for label in getattr(rules, key)]
    keys: dict[str, str] = {}
    for key, label in pairs:
        keys.setdefault(canonical(label), key)
    written = frozenset(label.lower() for _, label in pairs)
    return _Names(keys, written, max(map(len, written), default=0))


def key_of(label: str, rules: LabelRules) -> str | None:
    """The field that a label names; None for words that are no label."""
    return _names(rules).keys.get(canonical(label)) if len(label) <= MAX_LABEL else None


def labels_in(source: str, rules: LabelRules) -> tuple[Label, ...]:
    """Every labelled value of a text, in order; unknown labels are left out, `ignored` ones end a value."""
    found: list[Label] = []
    waiting: tuple[str, str] | None = None
    for number, match in enumerate(_LINE.finditer(source)):
        line, start = match[0], match.start()
        below = found[-1] if found and found[-1].key == "owner" and number - found[-1].line <= 2 else None
        if below and (address := _ALONE.fullmatch(line)):
            found.append(
                Label("email", address[1], start + address.start(1), start + address.end(1), number, below.name)
            )
            continue
        pieces = list(_pieces(line, start, rules)) or list(_bare(line, start, rules)) or list(_known(line, start))
        if not pieces and waiting and _short_value(match[0]):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.append(Label(waiting[0], match[0].strip(), start, start + len(match[0].strip()), number, waiting[1]))
        waiting = None
        for key, name, start, end in pieces:
            value = source[start:end]
            lead = len(value) - len(value.lstrip())
            value = value.strip().rstrip(",;，；、。")
            if key == "type" and NUMBER.fullmatch(value):
                key = "complaint"  # `Complaint: Expired` and `Complaint: 12345678901`
            if key == "title" and _ASIN_FIRST.match(value):
                key = "asin"  # `Product: B0ABCDEFGH, Lamp`
            if value:
                found.append(Label(key, value, start + lead, start + lead + len(value), number, name))
            elif key_of(_DROPPED.sub("", match[0]).strip().rstrip(":："), rules) == key:
                waiting = (key, name)
        bare = _DROPPED.sub("", match[0]).strip()
        named = None if pieces else key_of(bare, rules)
        if named and named not in ("ignored", "title", "type", "owner"):
            waiting = (named, bare)
    return tuple(found)


def _known(line: str, offset: int) -> Iterator[tuple[str, str, int, int]]:
    """What tells itself what it is behind a label that is not known: a mail address alone, an ASIN."""
    if match := _ADDRESS.fullmatch(line):
        yield "email", match["label"].strip(), offset + match.start("address"), offset + match.end("address")
    elif match := _UNKNOWN.match(line):
        end = _STOP.search(line, match.end())
        yield "asin", match["label"].strip(), offset + match.start("asin"), offset + (end.start() if end else len(line))


def _bare(line: str, offset: int, rules: LabelRules) -> Iterator[tuple[str, str, int, int]]:
    """A label and its number alone on a line, without a colon: `Complaint ID 12345678901`."""
    match = _BARE.fullmatch(_DROPPED.sub("", line).strip())
    key = (key_of(match["label"], rules) or key_of(_SIGN.sub("", match["label"]), rules)) if match else None
    if match and key in _NUMBERED:
        start = line.rfind(match["value"])
        yield key, match["label"], offset + start, offset + start + len(match["value"])


def _short_value(line: str) -> bool:
    return len(line.strip()) <= 80 and not _COLON.search(line) and not _BULLET.match(line)


def _pieces(line: str, offset: int, rules: LabelRules) -> Iterator[tuple[str, str, int, int]]:
    """(key, label, start, end) of each `label: value` of a line."""
    if not _SPLIT.search(line):
        return
    starts: list[tuple[int, int, str, str]] = []
    for cell_start, cell in _cells(line):
        colon = _COLON.search(cell)
        if colon and colon.start() <= MAX_LABEL:
            name = _DROPPED.sub("", cell[: colon.start()]).strip()
            if key := key_of(name, rules):
                starts.append((cell_start, cell_start + colon.end(), key, name))
    cells = list(_cells(line))
    if not starts and len(cells) == 2:  # a row of a table that sets a label beside a value
        name = _DROPPED.sub("", cells[0][1]).strip()
        key, other = key_of(name, rules), key_of(cells[1][1].strip(), rules)
        if key and (other is None or other == key or key == "type"):
            yield key, name, offset + cells[1][0], offset + len(line)
            return
    known = {end for _, end, _, _ in starts}
    for start, end in _inside(line, _names(rules)):
        name = line[start : end - 1].strip()
        if end not in known and (key := key_of(name, rules)):
            starts.append((start, end, key, name))
    starts.sort()
    bounds = [c.start() for c in _CELL.finditer(line)]
    for index, (_, begin, key, name) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(line)
        cut = next((b for b in bounds if begin <= b < end), end)
        yield key, name, offset + begin, offset + min(end, cut)


def _inside(line: str, names: _Names) -> Iterator[tuple[int, int]]:
    """Where labels stand inside a line, the longest before each colon, and the colon after them."""
    last = 0
    for colon in _COLON.finditer(line):
        end = colon.start() - (line[colon.start() - 1 : colon.start()].isspace())
        for before in _BEFORE.finditer(line, max(last - 1, end - names.longest - 1, 0), end):
            if _WHITE.sub(" ", line[before.end() : end].lower()) in names.written:
                yield before.end(), colon.end()
                last = colon.end()
                break


def _cells(line: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _CELL.finditer(line):
        yield at, line[at : match.start()]
        at = match.end()
    yield at, line[at:]

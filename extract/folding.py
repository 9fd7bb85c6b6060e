"""A text folded for matching: one form for what writers, mail programs and scanners spell in many ways.

Full-width signs become plain ones, invisible characters go, Cyrillic or Greek look-alikes inside Latin words become
Latin, hard wraps and runs of spaces become one space, and each sentence ends with a line feed. Every character knows
the offset it comes from, so that what is found is reported at its place in the text.

    >>> folded = fold("ＡＳＩＮ：B0\\u200bABC")
    >>> folded.text, folded.span(5, 7)
    ('ASIN:B0ABC', (5, 7))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
"""Letters of Chinese and Japanese, as a character class."""
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u180e") | frozenset(
    map(chr, range(0x202A, 0x202F))
)
_PLAIN = {
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201b": "'", "\u2032": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
    "\u301c": "~", "\uff5e": "~",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2022": "-", "\u30fb": "-", "\u00b7": "-", "\u25cf": "-", "\u25aa": "-",
}  # fmt: skip
_LOOKALIKES = dict(zip("АВЕКМНОРСТХаеорсухіјѕΑΒΕΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXaeopcyxijsABEHIKMNOPTYXo", strict=True))
_MIXED = re.compile(r"(?=\w{0,40}[A-Za-z])(?=\w{0,40}[\u0370-\u03ff\u0400-\u04ff])\w{2,40}")
_WIDE = re.compile(f"[{WIDE}]")
_WIDE_SIGN = re.compile(f"[{WIDE}\u3000-\u303f]")
_HIDDEN = re.compile(f"[{''.join(sorted(INVISIBLE))}]")
_RUN = re.compile(r"(?P<white>\s+)|\S+")
_NARROW_RUN = re.compile(r"(?P<white>\s+)|\S+(?: \S+)*")
"""The same where no space can be dropped, because no Chinese or Japanese stands beside it."""
_BREAK = re.compile(r"[ \t]*\n[\s]*")
_LIST_ITEM = re.compile(
    r"\s*(?:[-*\u2022\u30fb\u00b7\u25cf\u25aa]|--|[0-9]{1,2}[.)\u3001]|[a-z]\)|[①-⑳]|[一二三四五六七八九十]{1,2}、|>)\s*\S"
)
_LABEL = re.compile(r"\s*[^\s:\uff1a][^:\uff1a\n]{0,38}[:\uff1a]")
_ENDS = re.compile(r"[.!?:;\u3002\uff01\uff1f\uff1a\uff1b\u2026|>)\uff09]\s*$")
_SENTENCE = re.compile(
    r"(?P<end>[.!?\u2026][\"')\]]{0,2})[ ](?=[^a-z\u0430-\u044f\u00df-\u00ff\s.,;:)])"
    r"|(?P<wide>[\u3002!?;][\"')\]]?)(?=[^\n])[ ]?"
)
_SHORT = re.compile(
    r"(?:^|[\s(])(?:inc|ltd|co|corp|no|nr|n|nos|art|abs|st|mr|mrs|ms|dr|vs|approx|sec|sect|fig|e\.g|i\.e|z\. ?b|bzw"
    r"|ca|ggf|inkl"
    r"|usw|evtl|d\. ?h|max|min|tel|str|gmbh|p|sig|sigra|spa|s\.p\.a|s\.r\.l|s\.l|s\.a"
    r"|avda|ud|uds|г|ул|д|т|им|руб|стр|[a-z]|\d{1,2})\.$",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"@[\w-]{1,40}\.(?:com|de|fr|it|es|ca|co\.uk|co\.jp)(?=(?:within|and|or|before|by|until|for|to|with|if|in|on|no)\b)"
)
"""A mail address that lost the space behind it, as forms of notices do."""
_CELLS = re.compile(r"\S\s{0,2}[|\t\uff5c]\s{0,2}\S")
"""A line of a table."""
_ADDRESS_END = re.compile(r"https?://[!-~]{1,400}\s*$")
WRAPPED = 50
"""A line of Latin or Cyrillic letters shorter than this was ended by its writer, not by a hard wrap."""
UNWRAPPED = 140
"""A longer one is a whole paragraph, which nobody has wrapped: programs wrap at 72 to 132 columns."""
WRAPPED_WIDE = 16


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, the same in lower case, and where its characters come from."""

    text: str
    lower: str
    """As long as `text`."""
    offsets: tuple[int, ...]
    """Source offset of every character, and at the end the length of the source."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source of a place in the folded text, half open."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    def place(self, offset: int) -> int:
        """The first folded offset that stands for a source offset or what follows it."""
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < offset:
                low = middle + 1
            else:
                high = middle
        return low


def fold(source: str) -> Folded:
    """The folded form of a text."""
    text, kept = _unwrapped(*_spelled_out(*_characters(_without_lookalikes(source))))
    text, kept = _with_sentences(text, kept)
    return Folded(text, _lower(text), (*kept, len(source)))


def _without_lookalikes(source: str) -> str:
    if source.isascii():
        return source
    return _MIXED.sub(lambda match: _latin(match[0]), source)


def _latin(word: str) -> str:
    latin = sum(c.isascii() and c.isalpha() for c in word)
    foreign = sum(not c.isascii() and c.isalpha() for c in word)
    if latin < foreign or any(c not in _LOOKALIKES and "\u0370" <= c <= "\u04ff" for c in word):
        return word
    return "".join(_LOOKALIKES.get(c, c) for c in word)


def _characters(source: str) -> tuple[str, Sequence[int]]:
    glued = {match.end() for match in _GLUED.finditer(source)} if "@" in source else set()
    if not glued and (source.isascii() or not _HIDDEN.search(source)):
        return source if source.isascii() else source.translate(_PLAIN_FORMS), range(len(source))
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(source):
        if offset in glued:
            characters.append(" ")
            offsets.append(offset)
        if character in INVISIBLE:
            continue
        characters.append(character if character < "\x80" else plain_character(character))
        offsets.append(offset)
    return "".join(characters), offsets


_CONTRACTIONS = re.compile(
    r"(?<=[a-z])n't\b|(?<=\bca)n't\b|\bwon't\b|(?<=[a-z])'(?:ve|ll|re)\b|(?<=\bi)'m\b", re.IGNORECASE
)
_FULL = {"'ve": " have", "'ll": " will", "'re": " are", "'m": " am", "n't": " not", "won't": "will not"}


def _spelled_out(text: str, offsets: Sequence[int]) -> tuple[str, Sequence[int]]:
    """English contractions as whole words: `can't` is `cannot`, `we'll` is `we will`."""
    if "'" not in text:
        return text, offsets
    out: list[str] = []
    kept: list[int] = []
    at = 0
    for match in _CONTRACTIONS.finditer(text):
        full = _FULL[match[0].lower()]
        if full == " not" and text[max(0, match.start() - 2) : match.start()].lower() == "ca":
            full = "nnot"
        out += (text[at : match.start()], full)
        last = match.end() - 1
        kept += (*offsets[at : match.start()], *(offsets[min(match.start() + n, last)] for n in range(len(full))))
        at = match.end()
    kept += offsets[at:]
    return "".join((*out, text[at:])), kept


@lru_cache(maxsize=4096)
def plain_character(character: str) -> str:
    """One character for one character: full-width and compatibility forms undone, quotes and dashes made plain."""
    if character in _PLAIN:
        return _PLAIN[character]
    if character in "\x85\u2028\u2029":
        return "\n"
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


class _PlainForms(dict[int, str]):
    """Code point -> plain form, made when it is met first, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        plain = plain_character(chr(code))
        if len(self) < MOST_FORMS:
            self[code] = plain
        return plain


MOST_FORMS = 10_000
_PLAIN_FORMS = _PlainForms({code: chr(code) for code in range(128)})


def _unwrapped(text: str, offsets: Sequence[int]) -> tuple[str, list[int]]:
    out: list[str] = []
    kept: list[int] = []
    lines = text.split("\n")
    at = 0
    for number, line in enumerate(lines):
        runs = _NARROW_RUN if line.isascii() or not _WIDE_SIGN.search(line) else _RUN
        for run in runs.finditer(line):
            start, end = run.span()
            if not run["white"]:
                out.append(run[0])
                kept += offsets[at + start : at + end]
            elif out and out[-1] not in " \n" and not _between_wide(line, start, out[-1][-1]):
                out.append(" ")
                kept.append(offsets[at + start])
        at += len(line) + 1
        if number + 1 < len(lines):
            _end_line(line, lines[number + 1], offsets[at - 1], out, kept)
    return "".join(out), kept


def _between_wide(line: str, index: int, before: str) -> bool:
    if not _WIDE_SIGN.match(before):
        return False
    after = line[index:].lstrip()[:1]
    return bool(after) and bool(_WIDE_SIGN.match(after))


def _end_line(line: str, following: str, offset: int, out: list[str], kept: list[int]) -> None:
    """End the last of the pieces put `out`, a space or line feed a piece of its own, as the line end there asks."""
    while out and out[-1] == " ":
        out.pop()
        kept.pop()
    if not out or out[-1] == "\n":
        return
    joined = wraps(line, following)
    sign = "\n" if not joined else " "
    if joined and _WIDE.match(out[-1][-1]) and _WIDE.match(following.lstrip()[:1]):
        return
    out.append(sign)
    kept.append(offset)


def wraps(line: str, following: str) -> bool:
    """Whether the line end was made by a hard wrap: the sentence goes on in the following line."""
    if not following.strip() or _ENDS.search(line) or _LIST_ITEM.match(following):
        return False
    if _ADDRESS_END.search(line):
        return False
    stripped = line.strip()
    first = following.strip()[:1]
    if _CELLS.search(stripped) or _CELLS.search(following):
        return False
    if stripped.isdigit() or following.strip().isdigit():
        return True
    if _LABEL.match(following) and not first.islower():
        return False
    if _WIDE.search(stripped):
        return len(stripped) >= WRAPPED_WIDE and ("|" not in stripped)
    return WRAPPED <= len(stripped) <= UNWRAPPED or (first.islower() and len(stripped) >= 8)


def _with_sentences(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    """A line feed in place of the space between two sentences, or put in where Chinese and Japanese have none."""
    out: list[str] = []
    kept: list[int] = []
    at = 0
    for match in _SENTENCE.finditer(text):
        if match["end"] and _SHORT.search(text[max(0, match.start() - 10) : match.start() + 1]):
            continue
        end = match.end()
        if text[end - 1] != " " and not _WIDE_SIGN.search(text[max(0, match.start() - 1) : end + 1]):
            continue  # `?` inside an address
        stop = end - (text[end - 1] == " ")
        out += (text[at:stop], "\n")
        kept += (*offsets[at:stop], offsets[stop] if stop < end else offsets[stop - 1])
        at = end
    out.append(text[at:])
    kept += offsets[at:]
    return "".join(out), kept


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[:1] for c in text)

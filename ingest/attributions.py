"""The one line that replies put over what they quote: `On <date>, <name> <address> wrote:`, in any language.

Some programs leave the word for "wrote" out (`12.03.2026, 18:02, "Amazon" <notice@amazon.com>:`); a date before the
address at the end is asked for then.
"""

from __future__ import annotations

import re
from functools import lru_cache

from config.forwards import ForwardWords
from config.kept import kept
from ingest import header_text
from ingest.body_lines import Line
from ingest.forward_dates import Written, read_date
from ingest.header_block import ADDRESS, CLUTTER, Block, after_blanks
from ingest.header_words import fold

BARE = re.compile(r"<[^<>\s]{3,120}@[^<>\s]{3,120}>\s?[:\uff1a]$")
CLOCK = re.compile(r"\d{1,2}[:h.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\b\.?)?|\d{4}|,")


def attribution_at(lines: tuple[Line, ...], place: int, words: ForwardWords) -> Block | None:
    """The block of a line like `On <date>, <who> wrote:`, which may be wrapped over three lines.

    It begins at the last line from which on the text tells as much: what stands right above is no part of it.
    """
    for count in (1, 2, 3):
        part = lines[place : place + count]
        if len(part) < count or not part[-1].text:
            return None
        if not part[-1].text.endswith((":", "\uff1a")):
            continue
        text = " ".join(line.text for line in part)
        if len(text) > 400:
            return None
        if _tells(text, words):
            told = _told(part, words)
            shorter = any(_told(part[start:], words) >= told for start in range(1, count))
            return None if shorter else _block(lines, place, count, text, words)
    return None


def _tells(text: str, words: ForwardWords) -> bool:
    """Whether a line says that somebody wrote: by a word for it, or by a date before an address at its end."""
    folded = fold(text)
    if any(word in folded for word in _folded(words)) and _wrote(words.wrote).search(text):
        return True
    ends = BARE.search(text)
    return ends is not None and _date(text[: ends.start()], words) is not None


def _told(part: tuple[Line, ...], words: ForwardWords) -> int:
    """How much of an address and a date stands in some lines: 0 to 2."""
    text = " ".join(line.text for line in part)
    return (ADDRESS.search(text) is not None) + (_date(text, words) is not None)


def _block(lines: tuple[Line, ...], place: int, count: int, text: str, words: ForwardWords) -> Block | None:
    match = ADDRESS.search(text)
    written = _date(text, words)
    if match is None and written is None:
        return None
    end = after_blanks(lines, place + count)
    depth = lines[place].depth
    quoted = end < len(lines) and lines[end].depth > depth
    name = _name(text, match.group() if match else "", words)
    return Block(
        start=place,
        end=end,
        depth=depth + 1 if quoted else depth,
        style="reply",
        sender=header_text.address_of(name, match.group() if match else ""),
        recipients=(),
        date=written,
        subject="",
        marked=False,
        attribution=True,
    )


def _date(text: str, words: ForwardWords) -> Written | None:
    return read_date(ADDRESS.sub(" ", text), "en", words)


def _name(text: str, spec: str, words: ForwardWords) -> str:
    """The words right before the address, which is where these lines put the name."""
    before = text.partition(spec)[0] if spec else text
    last = CLUTTER.sub(" ", CLOCK.split(_wrote(words.wrote).sub(" ", before))[-1]).split()
    beside = {fold(word) for word in words.beside_names}
    while last and fold(last[0]) in beside:
        del last[0]
    return header_text.tidy(" ".join(last))


@kept
def _folded(words: ForwardWords) -> tuple[str, ...]:
    """The words for "wrote" as texts are compared: asked first, since most lines hold none."""
    return tuple(dict.fromkeys(map(fold, words.wrote)))


@lru_cache(maxsize=4)
def _wrote(wrote: tuple[str, ...]) -> re.Pattern[str]:
    pieces = (
        rf"(?<!\w){re.escape(word)}(?!\w)" if re.match(r"[^\W\d_]", word) and ord(word[0]) < 0x1100 else re.escape(word)
        for word in wrote
    )
    return re.compile("|".join(pieces), re.I)

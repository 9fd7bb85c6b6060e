"""The header blocks of forwarded and quoted mails in a body: where they stand and what they tell.

A block is a run of lines that begin with header words of one language (`Von: ... / Gesendet: ... / An: ... / Betreff:
...`), or the one line that replies put over what they quote (`On <date>, <name> <address> wrote:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from config.forwards import ForwardWords, HeaderField
from ingest import header_text
from ingest.body_lines import Line
from ingest.forward_dates import Written, read_date
from ingest.message import Address

FIELD = re.compile(
    r"^[\s*|•·_-]{0,6}([^\W\d_][\w .'’-]{0,28}?)\s{0,4}[*_]{0,2}\s{0,4}[:\uff1a|\t]\s{0,4}[*_]{0,2}\s{0,4}(.{0,2000})$"
)
ADDRESS = re.compile(r"[\w.+=~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
CLUTTER = re.compile(r"(?i)\[?mailto:[^\s\]>]{0,200}\]?|[<>\[\]();\uff1b\"“”|*]")
EDGE = " \t-—–_=*>~#·•|"
RULE = re.compile(r"^[-_=*—–]{8,200}$")
LONGEST_BLOCK = 24
"""Lines from the first to the last field: long lists of recipients wrap."""
NEEDED = {HeaderField.DATE, HeaderField.SUBJECT, HeaderField.TO}


@dataclass(frozen=True, slots=True)
class Block:
    """One header block in a body."""

    start: int
    """Number of its first line, the marker and rule above it counted in."""
    end: int
    """Number of the first line of what it is the header of."""
    depth: int
    """Quote marks before its lines."""
    style: str
    sender: Address | None
    recipients: tuple[Address, ...]
    date: Written | None
    subject: str
    marked: bool
    """Whether a line says that a forwarded or original mail follows."""
    attribution: bool = False
    """Whether it is the one line over a quotation."""


@dataclass(slots=True)
class Run:
    """The fields of one block while they are gathered."""

    first: int
    last: int
    values: dict[HeaderField, str] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def blocks(lines: tuple[Line, ...], words: ForwardWords) -> tuple[Block, ...]:
    """All header blocks of a body, top first."""
    return tuple(_found(lines, words))


def _found(lines: tuple[Line, ...], words: ForwardWords) -> Iterator[Block]:
    place = free = 0
    while place < len(lines):
        block = _block_at(lines, place, free, words) or _attribution_at(lines, place, free, words)
        if block is not None:
            yield block
            place = free = max(block.end, place + 1)
        else:
            place += 1


def _block_at(lines: tuple[Line, ...], place: int, free: int, words: ForwardWords) -> Block | None:
    run = _run(lines, place, words)
    if run is None:
        return None
    style, start = _marker(lines, place, free, words)
    told = NEEDED & run.values.keys()
    if HeaderField.FROM not in run.values or not (len(told) >= 2 or (style and told)):
        return None
    language = max(run.languages, key=lambda code: run.languages[code])
    return Block(
        start=start,
        end=_after_blanks(lines, run.last + 1),
        depth=lines[place].depth,
        style=style or _style(run),
        sender=_address(run.values[HeaderField.FROM]),
        recipients=_addresses(run.values.get(HeaderField.TO, "")),
        date=read_date(run.values.get(HeaderField.DATE, ""), "zh" if style == "netease" else language, words),
        subject=header_text.tidy(run.values.get(HeaderField.SUBJECT, "").strip(" |")),
        marked=bool(style),
    )


def _run(lines: tuple[Line, ...], place: int, words: ForwardWords) -> Run | None:
    """The run of header fields that begins at a line; None when the line is none."""
    if _field(lines[place], words) is None:
        return None
    run, last = Run(place, place), None
    for number in range(place, min(place + LONGEST_BLOCK, len(lines))):
        line = lines[number]
        if line.depth != lines[place].depth:
            break
        found = _field(line, words)
        if found is not None and found[0] not in run.values:
            last = found[0]
            _take(run, number, *found)
        elif found is None and last is not None and _continues(lines, number, run, words):
            if line.text and number == run.last + 1:
                run.values[last] += " " + line.text
                run.last = number
        else:
            break
    return run


def _take(run: Run, number: int, name: HeaderField, value: str, word: str, languages: tuple[str, ...]) -> None:
    run.values[name] = value
    run.words.append(word)
    run.last = number
    for language in languages:
        run.languages[language] = run.languages.get(language, 0) + 1


def _continues(lines: tuple[Line, ...], number: int, run: Run, words: ForwardWords) -> bool:
    """Whether a line that is no field stands inside the block: another field of it follows soon."""
    nearly_whole = {HeaderField.FROM, HeaderField.DATE, HeaderField.SUBJECT} <= run.values.keys()
    ahead = lines[number + 1 : number + (2 if nearly_whole else 4)]
    found = (_field(line, words) for line in ahead)
    return any(one is not None and one[0] not in run.values for one in found)


def _field(line: Line, words: ForwardWords) -> tuple[HeaderField, str, str, tuple[str, ...]] | None:
    """Field, value, word and languages of a line that begins with a header word."""
    match = FIELD.match(line.text)
    if match is None:
        return None
    word = match.group(1).replace("’", "'").casefold().strip()
    known = _words(words).get(word) or _words(words).get(word.replace(" ", ""))
    if known is None:
        return None
    name, languages = known
    return name, match.group(2).strip(), word, languages


def _words(words: ForwardWords) -> Mapping[str, tuple[HeaderField, tuple[str, ...]]]:
    return _by_word(
        tuple(
            (language, name, spelt) for language, fields in words.header_words.items() for name, spelt in fields.items()
        )
    )


@lru_cache(maxsize=8)
def _by_word(
    entries: tuple[tuple[str, HeaderField, tuple[str, ...]], ...],
) -> Mapping[str, tuple[HeaderField, tuple[str, ...]]]:
    """Header word -> field and the languages that use it so; a word of two fields is the first one's."""
    found: dict[str, tuple[HeaderField, tuple[str, ...]]] = {}
    for language, name, spelt in entries:
        for word in spelt:
            before = found.get(word, (name, ()))
            found[word] = (before[0], (*before[1], language))
    return found


def _marker(lines: tuple[Line, ...], place: int, free: int, words: ForwardWords) -> tuple[str, int]:
    """The program named by the marker above a block (empty when there is none), and where the wrapper begins."""
    start, style = place, ""
    for number in range(place - 1, max(free, place - 6) - 1, -1):
        text = lines[number].text
        if not text:
            continue
        if style or not (named := marker_style(text, words) or ("outlook" if RULE.match(text) else "")):
            break
        style, start = named, number
    return style, start


def marker_style(text: str, words: ForwardWords) -> str:
    """The program whose marker a line is; empty when it is none."""
    whole, bare = text.casefold().strip(), text.casefold().strip(EDGE + ":\uff1a")
    if not bare or len(whole) > 120:
        return ""
    for style, markers in words.markers.items():
        for marker in markers:
            if whole.startswith(marker) if marker.startswith("-") else bare == marker:
                return style
    return ""


def _style(run: Run) -> str:
    """The program, by its header words, when no marker names it."""
    iso = re.match(r"\d{4}-\d{2}-\d{2}", run.values.get(HeaderField.DATE, ""))
    if "发件人" in run.words:
        return "foxmail" if iso else "outlook"
    sent = {
        "sent",
        "gesendet",
        "envoyé",
        "enviado",
        "inviato",
        "отправлено",
        "送信日時",
        "寄件日期",
        "傳送時間",
        "enviado el",
    }
    return "outlook" if sent & set(run.words) else "inline"


def _after_blanks(lines: tuple[Line, ...], number: int) -> int:
    while number < len(lines) and not lines[number].text:
        number += 1
    return number


def _address(value: str) -> Address | None:
    """The address in a From line; its name may stand alone."""
    match = ADDRESS.search(value)
    name = header_text.tidy(CLUTTER.sub(" ", value.replace(match.group(), " ") if match else value))
    name = re.sub(r"(?i)\s*(?:<|\[|\()?\s*(?:im auftrag von|on behalf of|代表)\s*$", "", name).strip(" '")
    if not match and not name:
        return None
    return header_text.address_of(name, match.group() if match else "")


def _addresses(value: str) -> tuple[Address, ...]:
    found = (_address(piece) for piece in re.split(r"[;,\uff0c\uff1b\u3001]", value))
    return tuple(one for one in found if one is not None and (one.address or one.name))


def _attribution_at(lines: tuple[Line, ...], place: int, free: int, words: ForwardWords) -> Block | None:
    """The block of a line like `On <date>, <who> wrote:`, which may be wrapped over three lines.

    It begins at the last line from which on the text tells as much: what stands right above is no part of it.
    """
    for count in (1, 2, 3):
        part = lines[place : place + count]
        text = " ".join(line.text for line in part)
        if len(part) < count or not all(line.text for line in part) or len(text) > 400:
            return None
        if text.endswith((":", "\uff1a")) and _wrote(words.wrote).search(text):
            told = _told(part, words)
            shorter = any(_told(part[start:], words) >= told for start in range(1, count))
            return None if shorter else _attribution(lines, place, count, text, words)
    return None


def _told(part: tuple[Line, ...], words: ForwardWords) -> int:
    """How much of an address and a date stands in some lines: 0 to 2."""
    text = " ".join(line.text for line in part)
    return (ADDRESS.search(text) is not None) + (_attribution_date(text, words) is not None)


def _attribution(lines: tuple[Line, ...], place: int, count: int, text: str, words: ForwardWords) -> Block | None:
    match = ADDRESS.search(text)
    written = _attribution_date(text, words)
    if match is None and written is None:
        return None
    end = _after_blanks(lines, place + count)
    depth = lines[place].depth
    quoted = end < len(lines) and lines[end].depth > depth
    name = _attribution_name(_wrote(words.wrote).sub(" ", text), match.group() if match else "")
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


def _attribution_date(text: str, words: ForwardWords) -> Written | None:
    for language in ("en", *words.months):
        found = read_date(ADDRESS.sub(" ", text), language, words)
        if found is not None:
            return found
    return None


def _attribution_name(text: str, spec: str) -> str:
    """The words right before the address, which is where these lines put the name."""
    before = text.partition(spec)[0] if spec else text
    return header_text.tidy(
        CLUTTER.sub(" ", re.split(r"\d{1,2}[:h.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?|,", before)[-1])
    )


@lru_cache(maxsize=4)
def _wrote(wrote: tuple[str, ...]) -> re.Pattern[str]:
    pieces = (rf"(?<!\w){re.escape(word)}(?!\w)" if re.match(r"[a-zа-я]", word) else re.escape(word) for word in wrote)
    return re.compile("|".join(pieces), re.I)

"""The header blocks of forwarded and quoted mails in a body: where they stand and what they tell.

A block is a run of lines that begin with header words of one language (`Von: ... / Gesendet: ... / An: ... / Betreff:
...`), or the one line that replies put over what they quote (`On <date>, <name> <address> wrote:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from config.forwards import ForwardWords, HeaderField
from config.kept import kept
from ingest import header_text
from ingest.attributions import attribution_at
from ingest.body_lines import Line
from ingest.forward_dates import NO_TIME, Written, read_date
from ingest.header_block import Block, address_in, addresses_in, after_blanks
from ingest.header_words import field_of, fold

FIELD = re.compile(
    r"^[\s*|•·_\u200e\u200f\u202a-\u202e\u2066-\u2069-]{0,6}"
    r"([^\W\d_][\w\u0900-\u0963\u0e31-\u0e4e \u3000.'’()-]{0,28}?)\s{0,4}[*_]{0,2}\s{0,4}"
    r"[:\uff1a|\t]\s{0,4}[*_]{0,2}\s{0,4}(.{0,2000})$"
)
"""A header word, of the signs over and under Hindi and Thai letters too, and its value."""
EDGE = " \t-—–_=*>~#·•|"
RULE = re.compile(r"^[-_=*—–]{5,200}$")
FRAMED = re.compile(r"^[-_=*—–]{4,40}\s?[^\W\d_].{1,100}?[-_=*—–]{3,40}$")
"""Words between dashes: over a header they announce it, whatever they say."""
LONGEST_BLOCK = 24
"""Lines from the first to the last field: long lists of recipients wrap."""
LONGEST_DATED = 40
"""Characters of a line above a header that tells its date."""
NEEDED = {HeaderField.DATE, HeaderField.SUBJECT, HeaderField.TO}


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
        block = _block_at(lines, place, free, words) or _quotation_at(lines, place, free, words)
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
    language = "zh" if style == "netease" else language
    date = read_date(run.values.get(HeaderField.DATE, ""), language, words)
    if date is None and place > free and (above := _date_above(lines[place - 1], lines[place], language, words)):
        date, start = above, min(start, place - 1)
    return Block(
        start=start,
        end=_body_start(lines, run.last + 1, words),
        depth=lines[place].depth,
        style=style or _style(run),
        sender=address_in(run.values[HeaderField.FROM]),
        recipients=addresses_in(run.values.get(HeaderField.TO, "")),
        date=date,
        subject=header_text.tidy(run.values.get(HeaderField.SUBJECT, "").strip(" |")),
        marked=bool(style),
    )


def _date_above(line: Line, first: Line, language: str, words: ForwardWords) -> Written | None:
    """The date and time in a short line right above a header without a date (La Poste, Orange: `Message du ...`)."""
    if line.depth != first.depth or len(line.text) > LONGEST_DATED:
        return None
    found = read_date(line.text, language, words)
    return found if found and NO_TIME not in found.assumed else None


def _body_start(lines: tuple[Line, ...], number: int, words: ForwardWords) -> int:
    """Where the mail under a header begins: after blank lines, and a rule or the marker again where one closes it."""
    number = after_blanks(lines, number)
    after = after_blanks(lines, number + 1)
    closes = number < len(lines) and (RULE.match(lines[number].text) or marker_style(lines[number].text, words))
    return after if closes and after < len(lines) and _field(lines[after], words) is None else number


def _quotation_at(lines: tuple[Line, ...], place: int, free: int, words: ForwardWords) -> Block | None:
    """The block of a quotation's line, with the marker that some programs put over it too."""
    block = attribution_at(lines, place, words)
    style, start = _marker(lines, place, free, words) if block else ("", place)
    return replace(block, start=start, style=style, marked=True) if block and style else block


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
            if line.text and number == run.last + 1 and not RULE.match(line.text):
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
    known = field_of(match.group(1), words)
    return (known[0], match.group(2).strip(), fold(match.group(1)).strip(), known[1]) if known else None


def _marker(lines: tuple[Line, ...], place: int, free: int, words: ForwardWords) -> tuple[str, int]:
    """The program named by the marker above a block (empty when there is none), and where the wrapper begins."""
    start, style = place, ""
    for number in range(place - 1, max(free, place - 6) - 1, -1):
        text = lines[number].text
        if not text:
            continue
        if style or not (named := marker_style(text, words) or _framed(text)):
            break
        style, start = named, number
    return style, start


def conversation(lines: tuple[Line, ...], words: ForwardWords) -> bool:
    """Whether one of some lines says that a whole conversation follows."""
    return any(fold(line.text).strip(EDGE + ":\uff1a") in words.conversations for line in lines)


def _framed(text: str) -> str:
    return "outlook" if RULE.match(text) else "inline" if FRAMED.match(text) else ""


def closes(line: Line, words: ForwardWords) -> bool:
    """Whether a line closes a forwarded mail: its words between dashes."""
    return len(line.text) < 120 and line.text[:1] in "-—=" and fold(line.text).strip(EDGE) in words.ends


def marker_style(text: str, words: ForwardWords) -> str:
    """The program whose marker a line is; empty when it is none."""
    whole, bare = fold(text).strip(), fold(text).strip(EDGE + ":\uff1a")
    if not bare or len(whole) > 120:
        return ""
    if bare in words.conversations:
        return "gmail"
    dashed, plain = _markers(words)
    found = [dashed[marker] for marker in dashed if whole.startswith(marker)] if whole[0] == "-" else []
    found += [plain[bare]] if bare in plain else []
    return min(found)[1] if found else ""


Markers = dict[str, tuple[int, str]]
"""Marker -> its rank among all, and the program that writes it."""


@kept
def _markers(words: ForwardWords) -> tuple[Markers, Markers]:
    """The markers that begin with a dash, and all others."""
    named = ((marker, style) for style, markers in words.markers.items() for marker in markers)
    dashed: Markers = {}
    plain: Markers = {}
    for rank, (marker, style) in enumerate(named):
        (dashed if marker.startswith("-") else plain).setdefault(marker, (rank, style))
    return dashed, plain


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

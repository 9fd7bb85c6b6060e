"""A body as lines that know where they stand in it, so that a stretch of lines can be cut out of text and HTML alike.

For HTML the tags are scanned, not parsed into a tree: a line is what stands between two tags that break lines, and it
covers all source from one break to the next. What is cut out of HTML gets the tags that were open there back, so that
it is shown as before.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
CELLS = frozenset({"td", "th"})
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
SKIPPED = frozenset({"head", "style", "script", "title", "template", "noscript"})
NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]{0,40})")
SPACES = re.compile(r"[ \t\r\n\f\xa0\u2002-\u200a\u202f\u3000]+")
SPACES_IN_PRE = re.compile(r"[\xa0\u202f]")
QUOTATION = re.compile(
    r"type\s{0,3}=\s{0,3}[\"']?cite|\scite\s{0,3}=|gmail_quote|moz-cite|yahoo_quoted|ydp\w{4,12}yahoo_quoted", re.I
)
"""In the tag of a blockquote: mail programs mark what they quote so; without it a blockquote is an indent."""
QUOTE = re.compile(r"[\"'>]")
MARKS = re.compile(r"^(?:[ \t]?>){1,50}[ ]?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as shown."""

    text: str
    """Without quote marks and the spaces around; a tab between the cells of a table."""
    depth: int
    """Quote marks (`>`) before it; in HTML also the quotations (`<blockquote type="cite">`) around it."""
    start: int
    """Offset of its first character in the body."""
    end: int
    """Offset after its last character: where the next line starts."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in HTML source."""

    name: str
    closing: bool
    start: int
    end: int


def lines_of(media_type: str, body: str) -> tuple[Line, ...]:
    """The lines of a body."""
    return tuple(_html_lines(body) if media_type == "text/html" else _text_lines(body))


def cut(media_type: str, body: str, lines: tuple[Line, ...], depth: int = 0) -> str:
    """The stretch of a body that consecutive lines cover, `depth` quote marks taken off plain text."""
    if not lines:
        return ""
    if media_type == "text/html":
        return _reopened(body, lines[0].start) + body[lines[0].start : lines[-1].end]
    return "".join(_unquoted(body[line.start : line.end], depth) for line in lines)


def shown(lines: tuple[Line, ...]) -> str:
    """Lines as text for people, no blank lines around."""
    return "\n".join(line.text for line in lines).strip()


def _text_lines(body: str) -> Iterator[Line]:
    offset = 0
    for raw in body.splitlines(keepends=True):
        marks = MARKS.match(raw)
        content = raw[marks.end() :] if marks else raw
        depth = marks.group().count(">") if marks else 0
        yield Line(SPACES_IN_PRE.sub(" ", content).strip(), depth, offset, offset + len(raw))
        offset += len(raw)


def _unquoted(raw: str, depth: int) -> str:
    for _ in range(depth):
        raw = re.sub(r"^[ \t]?>[ ]?", "", raw, count=1)
    return raw


def _html_lines(body: str) -> Iterator[Line]:
    """Lines of HTML: text runs gathered until a tag breaks the line; source between is covered without gaps."""
    run: list[str] = []
    start = offset = pre = skip = 0
    quotes: list[bool] = []
    for tag in tags(body):
        text, offset = body[offset : tag.start], tag.end
        if skip == 0:
            for piece_end in _pre_breaks(text, tag.start - len(text)) if pre else ():
                run.append(body[max(start, tag.start - len(text)) : piece_end])
                yield _line(run, start, piece_end, sum(quotes))
                run, start = [], piece_end
            run.append(body[max(start, tag.start - len(text)) : tag.start])
        if tag.name in SKIPPED:
            skip = max(0, skip + (-1 if tag.closing else 1))
        if tag.name == "pre":
            pre = max(0, pre + (-1 if tag.closing else 1))
        if tag.name in CELLS and skip == 0 and not tag.closing and "".join(run).strip():
            run.append("\t")
        if tag.name in BREAKING and skip == 0 and (tag.name == "br" or "".join(run).strip()):
            yield _line(run, start, tag.start, sum(quotes))
            run, start = [], tag.start
        if tag.name == "blockquote" and skip == 0:
            _follow_quotes(quotes, tag, body)
    run.append(body[max(start, offset) :] if skip == 0 else "")
    yield _line(run, start, len(body), sum(quotes))


def _follow_quotes(quotes: list[bool], tag: Tag, body: str) -> None:
    """Keep which of the open blockquotes are quotations."""
    if not tag.closing:
        quotes.append(QUOTATION.search(body, tag.start, tag.end) is not None)
    elif quotes:
        quotes.pop()


def _pre_breaks(text: str, base: int) -> Iterator[int]:
    """Offsets after each line end of preformatted text."""
    for match in re.finditer("\n", text):
        yield base + match.end()


def _line(run: list[str], start: int, end: int, quotes: int) -> Line:
    shown_text = html.unescape("".join(run))
    cells = [SPACES.sub(" ", cell).strip() for cell in shown_text.split("\t")]
    text = "\t".join(cell for cell in cells if cell)
    marks = MARKS.match(text)
    depth = quotes + (marks.group().count(">") if marks else 0)
    return Line(text[marks.end() :].strip() if marks else text, depth, start, end)


def tags(body: str) -> Iterator[Tag]:
    """The tags of HTML source in order; comments and declarations are passed over as tags without a name."""
    position = 0
    while (start := body.find("<", position)) >= 0:
        if body.startswith("<!--", start):
            close = body.find("-->", start + 4)
            end = close + 3 if close >= 0 else len(body)
            yield Tag("", False, start, end)
            position = end
            continue
        match = NAME.match(body, start + 1)
        if match is None and not body.startswith(("<!", "<?"), start):
            position = start + 1
            continue
        end = _tag_end(body, start)
        name = match.group(1).lower() if match else ""
        yield Tag(name, body.startswith("</", start), start, end)
        position = _raw_end(body, name, end) if name in ("style", "script") and body[start + 1] != "/" else end


def _tag_end(body: str, start: int) -> int:
    """The offset after the `>` that ends a tag; quoted attribute values may hold one."""
    end = body.find(">", start)
    position = start
    for _ in range(200):
        match = QUOTE.search(body, position)
        if match is None:
            break
        if match.group() == ">":
            return match.end()
        close = body.find(match.group(), match.end())
        if close < 0 or close - match.end() > 20_000:
            break
        position = close + 1
    return end + 1 if end >= 0 else len(body)


def _raw_end(body: str, name: str, start: int) -> int:
    """The offset of the closing tag of style or script."""
    found = re.compile(rf"</{name}", re.I).search(body, start)
    return found.start() if found else len(body)


def _reopened(body: str, offset: int) -> str:
    """The start tags that are open at an offset, and the style sheets before it."""
    open_tags: list[Tag] = []
    styles: list[str] = []
    style_start = -1
    for tag in tags(body):
        if tag.start >= offset:
            break
        if tag.name == "style":
            if tag.closing and style_start >= 0:
                styles.append(body[style_start : tag.end])
            style_start = -1 if tag.closing else tag.start
        _follow(open_tags, tag)
    return "".join(styles) + "".join(body[tag.start : tag.end] for tag in open_tags)


def _follow(open_tags: list[Tag], tag: Tag) -> None:
    """Push a start tag; an end tag closes the nearest of its name and all within."""
    if not tag.name or tag.name in VOID:
        return
    if not tag.closing:
        open_tags.append(tag)
        return
    for place in range(len(open_tags) - 1, max(-1, len(open_tags) - 200), -1):
        if open_tags[place].name == tag.name:
            del open_tags[place:]
            return

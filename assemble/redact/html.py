"""HTML: what a reader sees is written anew with plain elements; scripts, styles, comments, forms go.

The text is searched as a reader sees it, so a value split over elements or cells is found. Links keep their target
where it tells no value; pictures become their alternative text; no other attribute is carried over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote_plus

from selectolax.lexbor import LexborHTMLParser, LexborNode

from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld, line_in
from assemble.redact.sensitive import Sensitive
from config.errors import ItemError
from extract.documents.characters import names
from extract.documents.css import StyleSheets
from extract.documents.declarations import Declared
from extract.documents.html import NEVER_SHOWN, check_depth
from extract.documents.sniff import decode
from extract.documents.visibility import Look, look_of

_INLINE = names("b strong i em u s sub sup small code abbr cite q span")
_BLOCKS = names("p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre hr")
_EMPTY = frozenset({"br", "hr"})
_SPAN = re.compile(r"[1-9]\d?")
_TARGET = re.compile(r"(?:https?://|mailto:|tel:)[!-~]{1,2000}", re.I)
_CHANNELS = (
    ("scripts", r"<script\b|\son\w+\s*=|javascript:"),
    ("styles", r"<style\b|\sstyle\s*="),
    ("comments", r"<!--"),
    ("forms", r"<(?:input|textarea|select|button)\b"),
    ("pictures", r"<(?:img|svg|picture|video|canvas|object|embed|iframe)\b"),
    ("metadata", r"<meta\b|<title\b"),
)
TURNED, TURNED_BACK = "\u202e", "\u202c"
"""Between these a text is shown backward (UAX 9)."""
_HEAD = '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n'
_TAIL = "\n</body></html>\n"


@dataclass(slots=True)
class _Page:
    """The page as it will be written, and its text with the origin of each character."""

    pieces: list[str] = field(default_factory=list)
    """Markup, and texts that are not yet escaped."""
    texts: set[int] = field(default_factory=set)
    """Which pieces are texts."""
    targets: dict[int, str] = field(default_factory=dict)
    """Link targets by the piece that opens the link."""
    chars: list[str] = field(default_factory=list)
    origins: list[tuple[int, int] | None] = field(default_factory=list)

    def text(self, content: str, *, preserve: bool) -> None:
        """Add words."""
        self.texts.add(len(self.pieces))
        for at, char in enumerate(content):
            self.chars.append(char if preserve or not char.isspace() else " ")
            self.origins.append((len(self.pieces), at))
        self.pieces.append(content)

    def tag(self, markup: str, separator: str = "") -> None:
        """Add markup; `separator` is what a reader sees there (a line end, the border of a cell)."""
        self.pieces.append(markup)
        self.chars += separator
        self.origins += [None] * len(separator)

    def cut(self, values: Iterable[Sensitive], mark: Callable[[Sensitive], str]) -> None:
        """Take values out; the mark goes where the first character stood."""
        for value in sorted(values, key=lambda v: -v.start):
            touched = [o for o in self.origins[value.start : value.end] if o is not None]
            for index in range(len(touched) - 1, -1, -1):
                piece, at = touched[index]
                text = self.pieces[piece]
                self.pieces[piece] = text[:at] + (mark(value) if index == 0 else "") + text[at + 1 :]

    def written(self) -> bytes:
        """The file."""
        body = "".join(escape(p, quote=False) if n in self.texts else p for n, p in enumerate(self.pieces))
        return (_HEAD + body + _TAIL).encode("utf-8", "replace")


def survey(data: bytes) -> tuple[str, ...]:
    """The text as a reader sees it, then the source with all that he does not.

    Raises:
        Withheld: it is too deep or too large.
    """
    source = _source(data)
    page = _read(source)
    return ("".join(page.chars), *page.targets.values(), *map(unquote_plus, page.targets.values()), source)


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file without its sensitive values."""
    source = _source(data)
    page = _read(source)
    tally = Tally(seeker)
    text = "".join(page.chars)
    values = seeker.values(text)
    tally.take(text, values, line_in(text))
    for piece, target in page.targets.items():
        if not seeker.in_target(target):
            tally.kept.append(target)
        else:
            tally.clean(target, where="the target of a link")
            page.pieces[piece] = "<a>"
    page.cut(values, seeker.redactor.mark)
    cleaned = tally.done(page.written(), tuple(n for n, sign in _CHANNELS if re.search(sign, source, re.I)))
    outside = tuple(v for v in seeker.values(source) if not _is_markup(v.value))
    return Cleaned(cleaned.data, cleaned.places, (*cleaned.removed, *outside), cleaned.kept, cleaned.dropped)


def _is_markup(value: str) -> bool:
    """Whether what was taken for a value in the source is words with tags between them."""
    return "<" in value or ">" in value


def _source(data: bytes) -> str:
    source = decode(data).replace("\x00", "")
    try:
        check_depth(source)
    except ItemError as error:
        raise Withheld(error.reason) from error
    return source


def _read(source: str) -> _Page:
    tree = LexborHTMLParser(source.encode("utf-8", "replace").decode("utf-8"))
    page = _Page()
    if tree.root is None:
        return page
    try:
        _walk(page, StyleSheets(tree), tree.root)
    except ItemError as error:
        raise Withheld(error.reason) from error
    return page


def _walk(page: _Page, sheets: StyleSheets, root: LexborNode) -> None:
    """Visit the tree without recursion: nodes to enter, and markup that closes what was entered."""
    stack: list[tuple[LexborNode | str, Look]] = [(root, Look())]
    while stack:
        node, look = stack.pop()
        if node == TURNED_BACK:
            page.tag("", TURNED_BACK)
        elif isinstance(node, str):
            page.tag(f"</{node}>", _separator(node))
        elif node.is_text_node:
            if look.shows_text():
                page.text(node.text_content or "", preserve=look.preserve)
        elif node.is_element_node:
            inner = _entered(page, sheets, node, look)
            if inner is not None:
                tag = node.tag or ""
                if tag == "a" or (tag in _INLINE | _BLOCKS and tag not in _EMPTY):
                    stack.append((tag, look))
                if page.chars[-1:] == [TURNED]:
                    stack.append((TURNED_BACK, look))
                children = list(node.iter(include_text=True, skip_empty=False))
                stack.extend((child, inner) for child in reversed(children))


def _entered(page: _Page, sheets: StyleSheets, node: LexborNode, parent: Look) -> Look | None:
    """Write what opens an element; answers how its content looks, None where it is not shown."""
    tag, attributes = node.tag or "", dict(node.attributes)
    if tag == "img" and (attributes.get("alt") or "").strip():
        page.text(f"[picture: {attributes['alt']}]", preserve=False)
    if tag in NEVER_SHOWN or tag == "img":
        return None
    style = sheets.declared(node, attributes.get("style"))
    look = look_of(tag, attributes, style, parent)
    if look is None:
        return None
    if tag == "a":
        _open_link(page, attributes.get("href") or "")
    elif tag in _INLINE | _BLOCKS | _EMPTY:
        spans = "".join(
            f' {name}="{value}"'
            for name in ("colspan", "rowspan")
            if _SPAN.fullmatch(value := attributes.get(name) or "")
        )
        page.tag(f"<{tag}{spans}>", _separator(tag))
    if _is_turned(tag, attributes, style):
        page.tag("", TURNED)
    return look


def _is_turned(tag: str, attributes: dict[str, str | None], style: Declared) -> bool:
    """Whether the letters of an element are shown backward."""
    way = style.get("direction", attributes.get("dir") or "").strip().lower()
    forced = tag == "bdo" or "override" in style.get("unicode-bidi", "").lower()
    return forced and way == "rtl"


def _open_link(page: _Page, href: str) -> None:
    target = re.sub(r"[\t\n\r]", "", href).strip()
    if _TARGET.fullmatch(target):
        page.targets[len(page.pieces)] = target
        page.tag(f'<a href="{escape(target)}">')
    else:
        page.tag("<a>")


def _separator(tag: str) -> str:
    if tag in ("td", "th"):
        return "\t"
    return "\n" if tag in _BLOCKS or tag in _EMPTY else ""

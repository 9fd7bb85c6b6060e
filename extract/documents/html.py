"""An HTML part as text: what a browser would show a reader, with links and table rows, nothing that is hidden.

Parsing is Lexbor's (the HTML standard's own algorithm); nothing is fetched and no script runs. Elements nested deeper
than MAX_DEPTH and style sheets beyond a size are refused, because the time they cost grows faster than their size.

    >>> text = html_to_text("body", "<p>Dear <b hidden>no</b>seller<p><a href='https://x.example/'>here</a>", 1000)
    >>> text.content, text.links[0].href
    ('Dear seller\\n\\nhere', 'https://x.example/')
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.errors import ItemError
from extract.documents.characters import names
from extract.documents.css import Pseudo, StyleSheets
from extract.documents.declarations import Declared
from extract.documents.flow import Flow
from extract.documents.markers import BULLET, LISTS, Numbering, content_of, shown_as
from extract.documents.placing import PARAGRAPHS, Layout
from extract.documents.visibility import Look, Looks, look_of
from extract.text import Text

MAX_DEPTH = 1_000
"""Elements inside each other; browsers stop at 512, mail clients wrap forwards in a dozen each."""
MAX_NODES = 400_000

NEVER_SHOWN = names(
    "script style head template title meta link base object embed iframe applet audio video canvas noembed noframes "
    "datalist select textarea input area col colgroup rt rp param source track frame frameset progress meter desc defs "
    "metadata symbol annotation annotation-xml"
)
_VOID = names("area base br col embed hr img input link meta param source track wbr")
_IMPLIED_END = names("p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp body html head")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")


def html_to_text(part: str, source: str, limit: int) -> Text:
    """The visible text of an HTML document; `limit` is the most characters it may have.

    Raises:
        ItemError: `limit.html_depth`, `limit.html_nodes`, `limit.css_rules` or `limit.text_characters`.
    """
    source = source.replace("\x00", "")
    check_depth(source)
    tree = LexborHTMLParser(source.encode("utf-8", "replace").decode("utf-8"))
    flow = Flow(limit)
    if tree.root is not None:
        _Walk(flow, StyleSheets(tree), _base(tree)).run(tree.root, Look(quirks=_is_quirky(source)))
    content, links, rows = flow.finish()
    return Text(part=part, content=content, links=links, rows=rows)


_DOCTYPE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)*<!doctype\s+html\b([^>]{0,300})>", re.IGNORECASE | re.DOTALL)
_OLD = re.compile(r"html (?:2|3|4\.0[^1])|html 4\.01 (?:transitional|frameset)//en[\"']?\s*$", re.IGNORECASE)


def _is_quirky(source: str) -> bool:
    """Whether a browser reads the page in quirks mode: it has no document type, or an old one (HTML, 13.2.6.4.1)."""
    doctype = _DOCTYPE.match(source)
    return doctype is None or _OLD.search(doctype[1]) is not None


def check_depth(source: str) -> None:
    """Refuse a document that takes too long to read. Raises: ItemError `limit.html_depth` or `limit.html_nodes`."""
    depth = nodes = 0
    for match in _TAG.finditer(source):
        nodes += 1
        name = match.group(2).lower()
        if name in _VOID or name in _IMPLIED_END:
            continue
        depth = max(depth - 1, 0) if match.group(1) else depth + 1
        if depth > MAX_DEPTH:
            raise ItemError("limit.html_depth", f"elements nested more than {MAX_DEPTH} deep")
    if nodes > MAX_NODES:
        raise ItemError("limit.html_nodes", f"more than {MAX_NODES} tags")


class _Walk:
    """Visits the tree without recursion: a stack of nodes to enter and of elements to leave."""

    def __init__(self, flow: Flow, sheets: StyleSheets, base: str) -> None:
        """`base` is the address that links of the page start from; empty where it names none."""
        self._flow = flow
        self._sheets = sheets
        self._base = base
        self._looks = Looks()
        self._lists: list[Numbering] = []

    def run(self, root: LexborNode, look: Look) -> None:
        stack: list[tuple[LexborNode, Look, bool]] = [(root, look, False)]
        while stack:
            node, look, leaving = stack.pop()
            if leaving:
                self._leave(node, look)
            elif node.is_text_node:
                self._text(node.text_content or "", look)
            elif node.is_element_node:
                self._enter(node, look, stack)

    def _enter(self, node: LexborNode, parent: Look, stack: list[tuple[LexborNode, Look, bool]]) -> None:
        tag, attributes = node.tag or "", dict(node.attributes)
        if tag in NEVER_SHOWN or (tag == "dialog" and "open" not in attributes):
            return
        css = self._sheets.declared(node, attributes.get("style"))
        look = self._looks.of(tag, attributes, css, parent)
        if look is None:
            return
        self._start(tag, attributes, css, look)
        self._generated(node, "before", look)
        stack.append((node, look, True))
        children = list(node.iter(include_text=True, skip_empty=False))
        if tag == "details" and "open" not in attributes:
            children = [child for child in children if child.tag == "summary"][:1]
        stack.extend((child, look, False) for child in reversed(children))

    def _text(self, content: str, look: Look) -> None:
        if look.shows_text():
            self._flow.text(shown_as(content, look.transform, backwards=look.backwards), preserve=look.preserve)

    def _generated(self, node: LexborNode, pseudo: Pseudo, parent: Look) -> None:
        css = self._sheets.generated(node, pseudo)
        if css and (content := content_of(css.get("content", ""), node.attributes)):
            look = look_of("", {}, css, parent)
            if look is not None:
                self._text(content, look)

    def _start(self, tag: str, attributes: Mapping[str, str | None], css: Declared, look: Look) -> None:
        flow = self._flow
        if tag == "br":
            flow.line_break()
        elif look.layout is Layout.TABLE:
            flow.open_table()
        elif look.layout is Layout.CELL:
            columns, rows = _count(attributes.get("colspan")), _count(attributes.get("rowspan"))
            flow.open_cell(heading=tag == "th", columns=columns, rows=rows)
        elif look.layout is Layout.ROW:
            flow.open_row()
        elif look.layout is Layout.ITEM:
            flow.mark_layout()
            flow.item(self._lists[-1].marker(attributes, css) if self._lists else BULLET)
        else:
            self._edge(tag, look)
        if tag == "a" and attributes.get("href") is not None:
            flow.open_link(_joined(self._base, _address(attributes["href"] or "")))
        if tag in LISTS:
            self._lists.append(Numbering.of(tag, attributes, css))

    def _leave(self, node: LexborNode, look: Look) -> None:
        flow, tag = self._flow, node.tag or ""
        self._generated(node, "after", look)
        if tag in LISTS:
            self._lists.pop()
        if tag == "a" and node.attributes.get("href") is not None:
            flow.close_link()
        if look.layout is Layout.TABLE:
            flow.close_table()
        elif look.layout is Layout.CELL:
            flow.close_cell()
        elif look.layout is Layout.ROW:
            flow.close_row()
        elif tag == "dt":
            flow.label_end()
        elif look.layout is Layout.ITEM:
            flow.block()
        else:
            self._edge(tag, look)

    def _edge(self, tag: str, look: Look) -> None:
        if look.layout is Layout.COLUMN:
            self._flow.gap()
        elif look.layout is Layout.BLOCK and tag in PARAGRAPHS:
            self._flow.block(1 if self._lists else 2)
        elif look.layout is Layout.BLOCK and tag != "dd":
            self._flow.block()


def _base(tree: LexborHTMLParser) -> str:
    base = tree.css_first("base[href]")
    return _address(base.attributes.get("href") or "") if base else ""


def _joined(base: str, href: str) -> str:
    """A link's target; as written where a page names no base, and where the two make no address."""
    try:
        return urljoin(base, href)
    except ValueError:
        return href


def _address(href: str) -> str:
    """The target as a browser reads the attribute: no line ends or tabs inside, no space around (WHATWG URL 4.4)."""
    return re.sub(r"[\t\n\r]", "", href).strip(" \x0c")


def _count(value: str | None) -> int:
    """A number of columns or rows as HTML reads it; 1 where there is none."""
    match = re.match(r"\s*\+?(\d{1,5})", value or "")
    return int(match[1]) if match else 1

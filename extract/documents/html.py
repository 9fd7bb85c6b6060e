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

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.errors import ItemError
from extract.documents.characters import names
from extract.documents.css import StyleSheets
from extract.documents.flow import Flow
from extract.documents.visibility import Look, look_of
from extract.text import Text

MAX_DEPTH = 1_000
"""Elements inside each other; browsers stop at 512, mail clients wrap forwards in a dozen each."""
MAX_NODES = 400_000

NEVER_SHOWN = names(
    "script style head template title meta link base object embed iframe applet audio video canvas svg math noembed "
    "noframes datalist select textarea input map area col colgroup rt rp param source track frame frameset"
)
_PARAGRAPHS = names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr fieldset figure")
_BLOCKS = names(
    "div tr caption dt dd section article header footer main nav aside address center form legend figcaption details "
    "summary body html thead tbody tfoot option optgroup dir menu hgroup listing xmp plaintext"
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
        _Walk(flow, StyleSheets(tree)).run(tree.root)
    content, links, rows = flow.finish()
    return Text(part=part, content=content, links=links, rows=rows)


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

    def __init__(self, flow: Flow, sheets: StyleSheets) -> None:
        self._flow = flow
        self._sheets = sheets
        self._list_depth = 0

    def run(self, root: LexborNode) -> None:
        stack: list[tuple[LexborNode, Look, bool]] = [(root, Look(), False)]
        while stack:
            node, look, leaving = stack.pop()
            if leaving:
                self._leave(node.tag or "", dict(node.attributes))
            elif node.is_text_node:
                if look.shows_text():
                    self._flow.text(node.text_content or "", preserve=look.preserve)
            elif node.is_element_node:
                self._enter(node, look, stack)

    def _enter(self, node: LexborNode, parent: Look, stack: list[tuple[LexborNode, Look, bool]]) -> None:
        tag, attributes = node.tag or "", dict(node.attributes)
        if tag in NEVER_SHOWN or (tag == "dialog" and "open" not in attributes):
            return
        css = self._sheets.declared(node, attributes.get("style"))
        look = look_of(tag, attributes, css, parent)
        if look is None:
            return
        self._start(tag, attributes)
        stack.append((node, look, True))
        children = list(node.iter(include_text=True, skip_empty=False))
        if tag == "details" and "open" not in attributes:
            children = [child for child in children if child.tag == "summary"][:1]
        stack.extend((child, look, False) for child in reversed(children))

    def _start(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        flow = self._flow
        if tag == "br":
            flow.line_break()
        elif tag in {"td", "th"}:
            flow.open_cell(heading=tag == "th")
        elif tag == "tr":
            flow.open_row()
        elif tag == "li":
            flow.mark_layout()
            flow.item()
        elif tag == "a" and attributes.get("href") is not None:
            flow.open_link(_address(attributes["href"] or ""))
        elif tag == "table":
            flow.mark_layout()
            flow.block(2)
        else:
            self._edge(tag)
        self._list_depth += tag in {"ul", "ol"}

    def _leave(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        flow = self._flow
        self._list_depth -= tag in {"ul", "ol"}
        if tag in {"td", "th"}:
            flow.close_cell()
        elif tag == "tr":
            flow.close_row()
        elif tag == "a" and attributes.get("href") is not None:
            flow.close_link()
        elif tag == "dt":
            flow.label_end()
        elif tag == "li":
            flow.block()
        else:
            self._edge(tag)

    def _edge(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._flow.block(1 if self._list_depth else 2)
        elif tag in _BLOCKS and tag != "dd":
            self._flow.block()


def _address(href: str) -> str:
    """The target as a browser reads the attribute: no line ends or tabs inside, no space around (WHATWG URL 4.4)."""
    return re.sub(r"[\t\n\r]", "", href).strip(" \x0c")

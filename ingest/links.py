"""The links of a message: where they lead and what they show. Nothing is fetched.

Of HTML the `href`, `action` and image-map targets; of plain text the addresses that a mail reader would make clickable.
A gateway's or tracker's host before a link is taken off where the target is told in the link itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from config.senders import Rewriter, Senders, under
from ingest import hosts

MOST = 2_000
"""More links of one message are not looked at."""
URL = re.compile(r"(?:https?|hxxps?)://[^\s<>\"'\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]{1,2000}", re.I)
BARE = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18}(?=/[\w~?#-]|[\s,;:)\"']|$)", re.I)
TRAILING = ".,;:!?)]}>'\"*_"
SHOWN_HOST = re.compile(
    r"^\s{0,20}(?:https?://)?((?:[^\W_][\w-]{0,62}\.){1,6}[^\W\d_]{2,18})(?::\d{1,5})?(?:[/?#]\S{0,2000})?\s{0,20}$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Target:
    """A link as judged."""

    href: str
    """As written."""
    host: str
    """Lower case, Unicode as written; empty when it has none."""
    user: str
    """What stands before `@` in the address."""
    shown_host: str
    """The host that the visible text claims; empty when it claims none."""
    cut: bool
    """Whether the address may have been cut off or broken by a line end right after its host."""


def links_of_html(markup: str, senders: Senders) -> Iterator[Target]:
    """The links of an HTML body."""
    tree = LexborHTMLParser(markup)
    for node in tree.css("a[href], area[href], form[action]")[:MOST]:
        href = (node.attributes.get("href") or node.attributes.get("action") or "").strip()
        if found := target(href, node.text(separator="") if node.tag == "a" else "", senders):
            yield found


def links_of_text(text: str, senders: Senders) -> Iterator[Target]:
    """The links of a plain text, and those written without a scheme."""
    for number, match in enumerate(URL.finditer(text)):
        if number >= MOST:
            return
        written = match.group().rstrip(TRAILING)
        after = text[match.end() : match.end() + 4]
        if found := target(
            written, "", senders, ends_line=after[:1] in ("\n", "\r", "") or after.lstrip().startswith((".", "…"))
        ):
            yield found
    for number, match in enumerate(BARE.finditer(text)):
        if number >= MOST:
            return
        if found := target("//" + match.group(), "", senders):
            yield found


def target(href: str, shown: str, senders: Senders, *, ends_line: bool = False) -> Target | None:
    """A link as judged; None for what is no web address (mailto, tel, anchors)."""
    address = re.sub(r"[\t\r\n]", "", href).replace("hxxp", "http")
    final = unwrapped(address, senders.rewriters)
    try:
        split = urlsplit(final.replace("\\", "/"))
        host = hosts.normal(split.hostname or "")
    except ValueError:
        return Target(href, "", "", _shown_host(shown), cut=False)
    if split.scheme not in ("http", "https", "") or not split.netloc:
        return None
    user = split.netloc.rpartition("@")[0] if "@" in split.netloc else ""
    alone = not split.path.strip("/") and not split.query
    return Target(href, host, unquote(user), _shown_host(shown), cut=ends_line and alone)


def _shown_host(shown: str) -> str:
    match = SHOWN_HOST.match(shown[:2500])
    return hosts.normal(match.group(1)) if match else ""


def unwrapped(address: str, rewriters: tuple[Rewriter, ...], depth: int = 3) -> str:
    """The address that a gateway put its own host before; the address itself when no gateway did."""
    try:
        split = urlsplit(address)
        host = (split.hostname or "").lower()
    except ValueError:
        return address
    rewriter = next((one for one in rewriters if under(host, (one.domain,))), None)
    inner = _inner(address, split.query, rewriter) if rewriter and depth else ""
    return unwrapped(inner, rewriters, depth - 1) if inner.startswith(("http://", "https://")) else address


def _inner(address: str, query: str, rewriter: Rewriter) -> str:
    if rewriter.path_after is not None:
        after = address.partition(rewriter.path_after)[2]
        return unquote(after.partition("__;")[0])
    value = (parse_qs(query, max_num_fields=50).get(rewriter.parameter or "") or [""])[0]
    return unquote(value.replace("-", "%").replace("_", "/")) if rewriter.dashes else value

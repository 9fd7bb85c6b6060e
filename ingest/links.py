"""The links of a message: where they lead and what they show. Nothing is fetched.

Of HTML whatever a click or the opening of the mail follows (`href`, `action`, image maps, a refresh), read against the
`<base>` as browsers do; of plain text the addresses that a mail reader would make clickable. Gateways are taken off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.senders import Senders
from ingest import hosts
from ingest.real_target import is_gateway, real_target

MOST = 2_000
"""More links of one message are not looked at."""
FOLLOWED = "a, area, form, button[formaction], input[formaction], meta[http-equiv], iframe[src]"
URL = re.compile(r"(?:https?|hxxps?)://[^\s<>\"'\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]{1,2000}", re.I)
BARE = re.compile(r"(?<![\w@./-])(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,18}(?=/[\w~?#-]|[\s,;:)\"']|$)", re.I)
TRAILING = ".,;:!?)]}>'\"*_"
HOST = r"(?:[^\W_][\w-]{0,62}\.){1,6}[^\W\d_]{2,18}"
SHOWN_HOST = re.compile(rf"^\s{{0,20}}({HOST})(?::\d{{1,5}})?(?:[/?#]\S{{0,2000}})?\s{{0,20}}$", re.I)
SHOWN_URL = re.compile(rf"https?://({HOST})", re.I)
REFRESH = re.compile(r"url\s{0,5}=\s{0,5}[\"']?([^\"']{1,2000})", re.I)
ACTIVE = frozenset({"javascript", "vbscript", "data", "file", "blob"})
"""Schemes that run or show something that is in the mail itself (URL Living Standard, RFC 2397)."""


@dataclass(frozen=True, slots=True)
class Target:
    """A link as judged."""

    href: str
    """As written."""
    host: str
    """Lower case, Unicode as written; empty when it has none."""
    path: str
    """Percent signs undone."""
    user: str
    """What stands before `@` in the address."""
    shown_host: str
    """The host that the visible text claims; empty when it claims none."""
    cut: bool
    """Whether the address may have been cut off or broken by a line end right after its host."""
    gateway: bool = False
    """Whether a gateway hides where it leads."""
    scheme: str = ""


def links_of_html(markup: str, senders: Senders) -> Iterator[Target]:
    """The links of an HTML body."""
    tree = LexborHTMLParser(markup)
    first = tree.css_first("base[href]")
    base = (first.attributes.get("href") or "").strip() if first else ""
    for node in tree.css(FOLLOWED)[:MOST]:
        href = _plain(_href(node))
        if found := target(urljoin(base, href) if base and href else href, _text(node), senders):
            yield found


def _href(node: LexborNode) -> str:
    """Where a click on an element leads; empty when nowhere."""
    if node.tag == "meta":
        refresh = REFRESH.search(node.attributes.get("content") or "")
        return refresh.group(1) if refresh and (node.attributes.get("http-equiv") or "").lower() == "refresh" else ""
    names = ("href", "xlink:href", "action", "formaction", "src")
    return next((value for name in names if (value := node.attributes.get(name))), "")


def _text(node: LexborNode) -> str:
    return node.text(separator="") if node.tag == "a" else ""


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
    final = real_target(_plain(href), senders.rewriters).replace("\\", "/")
    try:
        split = urlsplit(final)
        host = hosts.normal(unquote(split.hostname or ""))
    except ValueError:
        return Target(href, "", "", "", _shown_host(shown), cut=False)
    if split.scheme in ACTIVE:
        return Target(href, "", "", "", "", cut=False, scheme=split.scheme)
    if split.scheme not in ("http", "https", "") or not split.netloc:
        return None
    user = split.netloc.rpartition("@")[0] if "@" in split.netloc else ""
    alone = not split.path.strip("/") and not split.query
    return Target(
        href,
        host,
        unquote(split.path),
        unquote(user),
        _shown_host(shown),
        cut=ends_line and alone,
        gateway=is_gateway(final, senders.rewriters),
        scheme=split.scheme,
    )


def _plain(href: str) -> str:
    """An address as browsers read it: no line ends or tabs in it, no blanks or control characters around it.

    One slash or three after the scheme are two to them (URL Living Standard, section 4.4).
    """
    address = re.sub(r"[\t\r\n]", "", href).strip(" \x00\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0c\x0e\x0f\x1f")
    address = re.sub(r"^hxxp", "http", address, flags=re.I)
    return re.sub(r"^(https?):[/\\]{1,5}(?=[^/\\])", r"\1://", address, flags=re.I)


def _shown_host(shown: str) -> str:
    """The host that a link's text claims: an address in it, or a host that is all of it."""
    text = unicodedata.normalize("NFKC", re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", shown[:2500]))
    match = SHOWN_URL.search(text) or SHOWN_HOST.match(text)
    return hosts.normal(match.group(1)) if match else ""

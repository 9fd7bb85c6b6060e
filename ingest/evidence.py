"""What is looked at to judge one message: its texts as a person sees them, what is hidden in them, and its links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from config.senders import Senders
from ingest import hidden_text, hosts
from ingest.links import Target, links_of_html, links_of_text
from ingest.message import Address, Message, Part

SECRET_NAME = re.compile(r"pass|pwd|card|cvv|cvc|\bpin\b|otp|iban|secret", re.I)
ATTACHED_PAGES = 5
"""More HTML files of one message are not looked at."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is looked at."""

    message: Message
    senders: Senders
    visible: str
    hidden: str
    """Of the body alone: words that the reader does not see."""
    links: tuple[Target, ...]
    """Of the body, and of files."""
    secret_field: str
    """The field of a form that takes a secret; empty when there is none."""

    @property
    def on_platform(self) -> bool:
        """Whether all links, and there are some, lead to the platforms' own hosts."""
        found = [one for one in self.links if one.host]
        return bool(found) and all(self.senders.is_platform_host(hosts.ascii_of(one.host)) for one in found)


def gather(message: Message, senders: Senders, links: tuple[Target, ...] = ()) -> Evidence:
    """The evidence in a message; `links` are those that reading its files found."""
    body = next((part for part in message.parts if part.name == "body"), None)
    pages = [part for part in message.parts if part is not body and part.media_type == "text/html"][:ATTACHED_PAGES]
    visible, hidden = _shown(body) if body else ("", "")
    shown = [visible, *(_shown(page)[0] for page in pages)]
    found = [link for part in ([body] if body else []) + pages for link in _links(part, senders)]
    return Evidence(
        message=message,
        senders=senders,
        visible="\n\n".join(shown),
        hidden=hidden,
        links=(*found, *links_of_text("\n\n".join(shown), senders), *links),
        secret_field=next((name for part in [*pages, *([body] if body else [])] if (name := _secret(part))), ""),
    )


def _shown(part: Part) -> tuple[str, str]:
    return hidden_text.split(part.text or "") if part.media_type == "text/html" else (part.text or "", "")


def _links(part: Part, senders: Senders) -> Iterator[Target]:
    if part.media_type == "text/html":
        yield from links_of_html(part.text or "", senders)


def _secret(part: Part) -> str:
    """The first field of a form that takes a secret."""
    if part.media_type != "text/html" or "<input" not in (part.text or "").lower():
        return ""
    for field in LexborHTMLParser(part.text or "").css("input"):
        kind = (field.attributes.get("type") or "text").lower()
        name = " ".join(field.attributes.get(one) or "" for one in ("name", "id", "placeholder", "autocomplete"))
        if kind == "password" or (kind in ("text", "tel", "number") and SECRET_NAME.search(name)):
            return f"a form with the field {name.split()[0] if name.split() else kind}"
    return ""


def domain_of(address: Address | None) -> str:
    """The domain of an address; empty without one."""
    return address.address.rpartition("@")[2] if address else ""

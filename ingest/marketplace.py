"""Whether a sender or a text speaks for a marketplace, or pretends to; whether it really does is judged elsewhere."""

from __future__ import annotations

from config.senders import Senders
from ingest import hosts, signs
from ingest.links import links_of_html, links_of_text
from ingest.message import Address, Message


def writes(address: Address | None, senders: Senders) -> bool:
    """Whether a From address is a marketplace's or looks like one; without an address the name decides."""
    if address is None:
        return False
    domain = address.address.rpartition("@")[2]
    if not domain:
        return signs.names_platform(address.name, senders)
    return poses(address, senders) or signs.only_platform(address.name, senders)


def poses(address: Address | None, senders: Senders) -> bool:
    """Whether a From address is under a domain of a marketplace or one that imitates it; names do not count."""
    domain = address.address.rpartition("@")[2] if address else ""
    return owns(address, senders) or (bool(domain) and bool(hosts.imitated(domain, senders)))


def owns(address: Address | None, senders: Senders) -> bool:
    """Whether an address is under a domain of a marketplace."""
    return address is not None and senders.platform_of(address.address.rpartition("@")[2]) is not None


def is_told(text: str, senders: Senders, *, rich: bool = False) -> bool:
    """Whether a text names a marketplace or links to one."""
    if signs.names_platform(text, senders):
        return True
    links = links_of_html(text, senders) if rich else links_of_text(text, senders)
    return any(senders.is_platform_host(hosts.ascii_of(link.host)) for link in links)


def looks_like_notice(message: Message, senders: Senders) -> bool:
    """Whether a message may be a marketplace's: by its sender, or by its text when no sender is known."""
    if message.sender is not None:
        return writes(message.sender, senders)
    return any(is_told(part.text or "", senders, rich=part.media_type == "text/html") for part in message.parts)

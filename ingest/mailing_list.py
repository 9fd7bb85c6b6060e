"""A notice that came through a mailing list which put its own address into From, as lists do because of DMARC.

Google Groups and Mailman keep the sender in a header of their own; what they say is the list's word, so the notice
counts as forwarded and is never proven by it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from config.senders import Senders
from ingest import header_text, marketplace
from ingest.message import Forward, Message

ORIGINAL = ("x-original-from", "x-original-sender", "x-google-original-from")
VIA = re.compile(r"(?i)\svia\s|\süber\s|\s(?:通过|經由|経由)\s?")


def from_list(message: Message, senders: Senders) -> Message | None:
    """The message under its marketplace sender's own address; None when no list rewrote it."""
    if message.sender is None or not VIA.search(f" {message.sender.name} "):
        return None
    values = [value for name, value in message.trace if name in ORIGINAL]
    found = next((one for one in header_text.addresses(values) if marketplace.owns(one, senders)), None)
    if found is None:
        return None
    wrapper = Forward("list", message.sender, message.date, message.subject, "")
    return replace(message, sender=found, mail="", trace=(), forwards=(*message.forwards, wrapper))

"""A message unwrapped to the innermost marketplace notice: attached mails, mails forwarded in the text, quoted appeals.

The notice's own header becomes the message's sender, date, subject and id; each wrapper becomes a `Forward` with the
forwarder's comment; what the seller wrote earlier and the notice quotes becomes `own_words`. A mail that comes straight
from a marketplace is never taken for a wrapper, a mail that goes to one (the seller's own appeal) is left as it is.
"""

from __future__ import annotations

from dataclasses import replace

from config.errors import ItemError
from config.forwards import ForwardWords
from config.limits import Limits
from config.senders import Senders
from ingest import marketplace
from ingest.bounds import over
from ingest.inline import comment_of, from_text, without_own_words
from ingest.mailing_list import from_list
from ingest.message import Forward, Message, Part
from ingest.parse import read_mail


def unwrap(message: Message, limits: Limits, senders: Senders, words: ForwardWords) -> Message:
    """The innermost notice in a message; the message itself when it is none or wraps none.

    Raises:
        ItemError: `limit.nesting_depth`, and what `read_mail` raises for an attached mail.
    """
    return without_own_words(_unwrapped(message, limits, senders, words, 1), senders, words)


def _unwrapped(message: Message, limits: Limits, senders: Senders, words: ForwardWords, depth: int) -> Message:
    if depth > limits.nesting_depth:
        raise over("nesting_depth", limits.nesting_depth, f"a mail inside {depth - 1} mails")
    if marketplace.poses(message.sender, senders) or any(marketplace.owns(one, senders) for one in message.recipients):
        return message
    attached = _from_attachment(message, limits, senders, words, depth)
    return attached or from_list(message, senders) or from_text(message, senders, words)


def _from_attachment(
    message: Message, limits: Limits, senders: Senders, words: ForwardWords, depth: int
) -> Message | None:
    """The attached mail that holds a notice, unwrapped itself; None when none does.

    Raises:
        ItemError: `forward.several`: more than one does, and only one could be read.
    """
    mails = [part for part in message.parts if part.media_type == "message/rfc822"]
    opened = [(part, _opened(message, part, limits, senders, words, depth)) for part in mails]
    notices = {one.message_id or part.data: one for part, one in opened if marketplace.looks_like_notice(one, senders)}
    if not notices:
        return None
    if len(notices) > 1:
        subjects = ", ".join(one.subject[:60] for one in notices.values())
        raise ItemError("forward.several", f"{len(notices)} notices are attached: {subjects}"[:300])
    found = next(iter(notices.values()))
    wrapper = Forward("rfc822", message.sender, message.date, message.subject, comment_of(message))
    left = [part.name for part in message.parts if part.name != "body" and part.data != b"" and part not in mails]
    left += [part.name for part, one in opened if one is not found and one.message_id != found.message_id]
    said = [f"{name} of the forwarder is not part of the notice" for name in left]
    return replace(
        found,
        forwards=(wrapper, *found.forwards),
        repairs=(*message.repairs, *said, *found.repairs),
    )


def _opened(message: Message, part: Part, limits: Limits, senders: Senders, words: ForwardWords, depth: int) -> Message:
    """An attached mail as a message of the same item, unwrapped."""
    inner = read_mail(part.data, item=message.item, source=message.source, limits=limits)
    return _unwrapped(inner, limits, senders, words, depth + 1)

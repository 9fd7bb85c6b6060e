"""A mail forwarded in the text of another: the notice's header and body; what was written around it is kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from config.forwards import ForwardWords
from config.senders import Senders
from ingest import header_text, marketplace
from ingest.bodies import body_part
from ingest.body_lines import Line, cut, lines_of, shown
from ingest.forward_headers import blocks, closes, conversation
from ingest.glued_headers import unglued
from ingest.header_block import Block
from ingest.header_words import fold
from ingest.message import Forward, Message, Part
from ingest.own_words import own_start

TAGS = re.compile(r"^(?:\s{0,3}[\[({*\u3010]{1,3}[^\[\](){}*\u3010\u3011]{2,24}[\])}*\u3011]{1,3}){1,3}")
"""What gateways put before a subject: `[EXTERNAL]`, `***SPAM***`."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its lines and the header blocks in it."""

    part: Part
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    conversation: bool
    """Whether it is a whole conversation that was forwarded, oldest mail first."""
    closing: frozenset[int]
    """Numbers of the lines that close a forwarded mail."""

    def of(self, number: int) -> tuple[Line, ...]:
        """The lines under block `number`, up to the next block; -1 gives what stands over the first."""
        start = self.blocks[number].end if number >= 0 else 0
        return self.lines[start : self.start(number + 1)]

    def when(self, number: int) -> datetime:
        """When block `number` was written; long ago where it does not say."""
        date = self.blocks[number].date
        return date.at if date else datetime.min.replace(tzinfo=UTC)

    def start(self, number: int) -> int:
        """The line at which block `number` and what belongs to it begins; the end of the body after the last."""
        return self.blocks[number].start if number < len(self.blocks) else len(self.lines)


def body_of(message: Message, words: ForwardWords) -> Body | None:
    """The body of a message, looked through; None when it has none."""
    part = next((one for one in message.parts if one.name == "body" and one.text), None)
    if part is None:
        return None
    lines = lines_of(part.media_type, part.text or "")
    if part.media_type != "text/html":
        lines = unglued(lines, part.text or "", words)
    found = blocks(lines, words)
    whole = bool(found) and conversation(lines[: found[0].end], words)
    return Body(part, lines, found, whole, frozenset(n for n, line in enumerate(lines) if closes(line, words)))


def comment_of(message: Message) -> str:
    """The whole body as text for people: what a forwarder wrote who attached the mail."""
    part = next((one for one in message.parts if one.name == "body"), None)
    return shown(lines_of(part.media_type, part.text or "")) if part else ""


def from_text(message: Message, senders: Senders, words: ForwardWords) -> Message:
    """The notice that is forwarded in the text of a message; the message itself when there is none."""
    body = body_of(message, words)
    chosen = _chosen(body, message, senders, words) if body else None
    if body is None or chosen is None:
        return message
    block = body.blocks[chosen]
    text, below = _under(body, chosen)
    return replace(
        message,
        subject=block.subject or without_prefixes(message.subject, words),
        sender=block.sender,
        recipients=block.recipients,
        date=block.date.at if block.date else None,
        message_id="",
        thread=(),
        mail="",
        trace=(),
        parts=_with_body(message, text),
        forwards=(*message.forwards, *_wrappers(message, body, chosen, below)),
        own_words=message.own_words + _older(body, chosen),
        repairs=message.repairs + _repairs(block),
    )


def _chosen(body: Body, message: Message, senders: Senders, words: ForwardWords) -> int | None:
    """The block that the notice stands under: one by a marketplace, else the first that reads like one.

    Of several by a marketplace the first is the newest, save in a whole conversation, which begins with the oldest.
    """
    written = [number for number, block in enumerate(body.blocks) if marketplace.writes(block.sender, senders)]
    if written:
        return max(written, key=body.when) if body.conversation else written[0]
    forwarded = message.subject != without_prefixes(message.subject, words)
    rich = body.part.media_type == "text/html"
    for number, block in enumerate(body.blocks):
        named = block.marked or forwarded
        anonymous = block.sender is None or not block.sender.address
        if named and anonymous and marketplace.is_told(_under(body, number)[0], senders, rich=rich):
            return number
    return None


def _under(body: Body, number: int) -> tuple[str, str]:
    """The body under a block, its quote marks off, and what a forwarder put below the quotation."""
    lines, media_type = body.of(number), body.part.media_type
    first = body.blocks[number].end
    last = min((place - first for place in body.closing if 0 <= place - first < len(lines)), default=len(lines))
    lines, after = lines[:last], lines[last + 1 :]
    depth = max(body.blocks[number].depth, _quoted_from(lines))
    quoted = [place for place, line in enumerate(lines) if line.depth >= depth]
    end = quoted[-1] + 1 if quoted else 0
    told = bool(depth) and shown(lines[end:]) != ""
    kept, below = (lines[:end], lines[end:]) if told else (lines, ())
    said = "\n\n".join(text for text in (shown(below), shown(after)) if text)
    return cut(media_type, body.part.text or "", kept, depth), said


def _quoted_from(lines: tuple[Line, ...]) -> int:
    """The depth of the notice where its header is not quoted and it is: all of it, or most of it and its beginning."""
    depths = [line.depth for line in lines if line.text]
    if not depths or depths[0] == 0:
        return 0
    return depths[0] if sum(depth >= depths[0] for depth in depths) >= 0.6 * len(depths) else 0


def _wrappers(message: Message, body: Body, chosen: int, below: str) -> tuple[Forward, ...]:
    """The forwards around a block, outermost first; in a conversation there is one around all of it."""
    first = 0 if not body.conversation else chosen
    around = [Forward(body.blocks[first].style, message.sender, message.date, message.subject, shown(body.of(-1)))]
    for number, block in enumerate(() if body.conversation else body.blocks[:chosen]):
        when = block.date.at if block.date else None
        style = body.blocks[number + 1].style
        around.append(Forward(style, block.sender, when, block.subject, shown(body.of(number))))
    comment = "\n\n".join(text for text in (around[-1].comment, below) if text)
    return (*around[:-1], replace(around[-1], comment=comment))


def _older(body: Body, chosen: int) -> tuple[str, ...]:
    """What is quoted below the notice, in a conversation also above it: other mails, each as text."""
    first = 0 if body.conversation else chosen + 1
    others = (number for number in range(first, len(body.blocks)) if number != chosen)
    texts = (shown(body.lines[body.start(number) : body.start(number + 1)]) for number in others)
    return tuple(text for text in texts if text)


def _repairs(block: Block) -> tuple[str, ...]:
    if block.date is None:
        return ("forwarded header: no date that can be read",)
    return (f"forwarded header: {block.date.assumed}",) if block.date.assumed else ()


def _with_body(message: Message, text: str) -> tuple[Part, ...]:
    """The parts with another body; without one when nothing is left of it."""
    old = next(part for part in message.parts if part.name == "body")
    rest = tuple(part for part in message.parts if part is not old)
    return (body_part(old.media_type, text), *rest) if text.strip() else rest


def without_prefixes(subject: str, words: ForwardWords) -> str:
    """A subject without the `Fwd:`, `WG:`, `转发:` that forwards and replies put before it, and tags before those."""
    rest = subject
    for _ in range(10):
        head, colon, tail = header_text.tidy(TAGS.sub("", rest).replace("\uff1a", ":")).partition(":")
        if not colon or fold(head).strip() not in words.subject_prefixes:
            return rest.strip()
        rest = tail
    return rest.strip()


def without_own_words(message: Message, senders: Senders, words: ForwardWords) -> Message:
    """A marketplace's message without what the seller wrote earlier and it quotes, or a colleague added below it."""
    if not marketplace.looks_like_notice(message, senders):
        return message
    body = body_of(message, words)
    if body is None:
        return message
    starts = [block.start for block in body.blocks if block.start > 0 and shown(body.lines[: block.start])]
    tail = own_start(body.lines, words, forwarded=bool(message.forwards))
    place = min([*starts, *([tail] if tail is not None else [])], default=None)
    if not place or not shown(body.lines[:place]):
        return message
    kept = cut(body.part.media_type, body.part.text or "", body.lines[:place])
    own = shown(body.lines[place:])
    return replace(message, parts=_with_body(message, kept), own_words=message.own_words + ((own,) if own else ()))

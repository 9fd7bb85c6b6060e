"""The first half of the pure middle: `read` makes a notice of an item.

It touches no file, network, environment or clock, so the same call gives the same answer in any process. An ItemError
ends the item as `Quarantined`; anything else is a fault of ours and is left to the runner, which contains it to the
item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.errors import ItemError
from config.limits import Limits
from config.rules import Rules
from config.senders import Senders
from config.words import Kind, Verdict
from extract.difference import Difference, differences
from extract.documents import message_to_document
from extract.documents.ocr import Ocr
from extract.notice import Notice
from extract.pipeline import read_notice
from extract.text import Document
from ingest.authenticity import Later, adds, judge
from ingest.item import RawItem
from ingest.links import MOST, Target, links_of_text, target
from ingest.message import Authenticity, Message
from ingest.proof import Proof
from ingest.read import open_item
from noticepack.outcome import Quarantined, Unrelated


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What `read` needs besides the item; plain values, so that it travels to a worker process."""

    rules: Rules
    senders: Senders
    limits: Limits
    trusted_authserv_ids: tuple[str, ...]
    ocr: Ocr | None = None
    """Reads pages that hold no text; None where no engine is installed."""
    bare: bool = False
    """Whether the steps run without spaCy around them: for a few items, which are read before it is imported."""


def read(
    item: RawItem, context: ReadContext, proofs: tuple[Proof, ...] = (), *, released: bool = False
) -> Notice | Unrelated | Quarantined:
    """What the item says, or why it opens no case.

    `proofs` is what signatures prove about it; `released`: a person decided that it is genuine.
    """
    try:
        notice = understand(item, context, proofs)
    except ItemError as error:
        return Quarantined(error.code, error.reason)
    if notice.facts.kind is Kind.UNRELATED:
        return Unrelated("no notice of a marketplace about the seller's account or listings")
    if notice.facts.authenticity.verdict is not Verdict.SUSPICIOUS:
        return notice
    if released:
        return believed(notice)
    return Quarantined("authenticity.suspicious", "; ".join(notice.facts.authenticity.reasons))


def believed(notice: Notice) -> Notice:
    """A suspicious notice that a person released: unverified, with the reasons for the suspicion kept."""
    reasons = (*notice.facts.authenticity.reasons, "auth.released")
    return replace(notice, facts=replace(notice.facts, authenticity=Authenticity(Verdict.UNVERIFIED, reasons)))


def understand(item: RawItem, context: ReadContext, proofs: tuple[Proof, ...] = ()) -> Notice:
    """The item parsed, unwrapped, judged and read, whatever it turns out to be. Raises: ItemError."""
    return _said(_opened(item, context, proofs), item, context, proofs)


def compare(
    item: RawItem, context: ReadContext, other: ReadContext, proofs: tuple[Proof, ...] = ()
) -> tuple[Difference, ...]:
    """Where the facts of an item differ when it is read with other rules. Raises: ItemError."""
    opened = _opened(item, context, proofs)
    again = opened if other.senders == context.senders else _opened(item, other, proofs)
    now, then = _said(opened, item, context, proofs), _said(again, item, other, proofs)
    return differences(now.facts, then.facts)


def _opened(item: RawItem, context: ReadContext, proofs: tuple[Proof, ...]) -> tuple[Message, Document]:
    message = open_item(item, context.limits, context.senders, context.trusted_authserv_ids, proofs=proofs)
    return message, message_to_document(message, context.limits, ocr=context.ocr)


def _said(opened: tuple[Message, Document], item: RawItem, context: ReadContext, proofs: tuple[Proof, ...]) -> Notice:
    notice = read_notice(*opened, context.rules, item.received, bare=context.bare)
    return notice if notice.facts.kind is Kind.UNRELATED else _judged(notice, context, proofs)


def _judged(notice: Notice, context: ReadContext, proofs: tuple[Proof, ...]) -> Notice:
    """A notice judged once more, now that it is known to be one and where the links in its files lead."""
    later = Later(tuple(_file_links(notice.document, context.senders)), claims=True)
    if not adds(later, notice.message, context.senders):
        return notice
    verdict = judge(notice.message, context.senders, context.trusted_authserv_ids, proofs, later)
    message = replace(notice.message, authenticity=verdict)
    return replace(notice, message=message, facts=replace(notice.facts, authenticity=verdict))


def _file_links(document: Document, senders: Senders) -> Iterator[Target]:
    """The links in the files of a message, hyperlinks and written ones."""
    for text in document:
        if not text.part.startswith("attachment "):
            continue
        for link in text.links[:MOST]:
            if found := target(link.href, link.text, senders):
                yield found
        yield from links_of_text(text.content, senders)

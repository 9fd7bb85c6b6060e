"""The pure middle in two halves: `read` makes a notice of an item, `pack` makes a case's redacted packet.

Neither touches a file, the network, the environment or the clock, so the same call gives the same answer in any
process. Between the two the run looks the case up; that is the only state. An ItemError raised inside either half
ends the item as `Quarantined`; anything else is a fault of ours and is left to the runner, which contains it to the
item.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.contents import Contents, contents_of
from assemble.evidence import Evidence
from assemble.packet import Packet, build, signpost
from assemble.redact import RedactedPacket, redact_packet
from config.appeals import AppealRules
from config.errors import ItemError
from config.limits import Limits
from config.redaction import RedactionPolicy
from config.rules import Rules
from config.senders import Senders
from config.words import Audience, Kind, Verdict
from extract.documents import message_to_document
from extract.documents.ocr import Ocr
from extract.notice import Notice
from extract.pipeline import read_notice
from ingest.item import RawItem
from ingest.message import Authenticity
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


@dataclass(frozen=True, slots=True)
class PackContext:
    """What `pack` needs besides the case; plain values, so that it travels to a worker process."""

    rules: Rules
    appeals: AppealRules
    redaction: RedactionPolicy
    redaction_key: bytes
    """Keys the pseudonyms: the same value gets the same token in one archive."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A case's papers twice: complete for the operator, proven redacted for the archive."""

    platform: Packet
    archive: RedactedPacket
    contents: Contents


def read(item: RawItem, context: ReadContext, *, released: bool = False) -> Notice | Unrelated | Quarantined:
    """What the item says, or why it opens no case; `released`: a person decided that it is genuine."""
    try:
        notice = understand(item, context)
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


def understand(item: RawItem, context: ReadContext) -> Notice:
    """The item parsed, unwrapped, judged and read, whatever it turns out to be. Raises: ItemError."""
    message = open_item(item, context.limits, context.senders, context.trusted_authserv_ids)
    document = message_to_document(message, context.limits, ocr=context.ocr)
    return read_notice(message, document, context.rules, item.received)


def pack(
    case: Case,
    notice: Notice | None,
    answers: AppealAnswers | None,
    evidence: Evidence,
    context: PackContext,
    now: datetime,
) -> Packed | Quarantined:
    """The case's papers as of `now`, with the notice that came into it; `Quarantined` when redaction is not proven."""
    try:
        if case.merged_into:
            packet = signpost(case)
        else:
            packet = build(case, notice, answers, evidence, context.rules, context.appeals, now)
        redacted = redact_packet(packet, context.redaction, audience=Audience.AUDITOR, key=context.redaction_key)
    except ItemError as error:
        return Quarantined(error.code, error.reason)
    return Packed(packet, redacted, contents_of(case, answers, evidence, context.appeals))

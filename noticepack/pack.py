"""The second half of the pure middle: `pack` makes a case's redacted packet.

It touches no file, network, environment or clock, so the same call gives the same answer in any process. Between
`noticepack.read` and this the run looks the case up; that is the only state. An ItemError ends the item as
`Quarantined`; anything else is a fault of ours and is left to the runner, which contains it to the item.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from assemble.contents import Contents, contents_of
from assemble.dossier import Dossier
from assemble.lack import Lack
from assemble.packet import Making, Packet, build, signpost
from assemble.readiness import check
from assemble.redact import RedactedPacket, redact_packet
from assemble.redact.readers import Reader
from assemble.review import open_review
from config.appeals import AppealRules
from config.errors import ItemError
from config.redaction import RedactionPolicy
from config.rules import Rules
from config.words import Audience
from extract.documents.ocr import Ocr
from extract.notice import Notice
from noticepack.names_model import NamesModel
from noticepack.outcome import Quarantined


@dataclass(frozen=True, slots=True)
class PackContext:
    """What `pack` needs besides the case; plain values, so that it travels to a worker process."""

    rules: Rules
    appeals: AppealRules
    redaction: RedactionPolicy
    redaction_key: bytes
    """Keys the pseudonyms: the same value gets the same token in one archive."""
    ocr: Ocr | None = None
    """Reads what pages and pictures show; without it most PDFs and all pictures are held back from the archive."""
    readers: tuple[Reader, ...] = ()
    """Programs that read a redacted file again, besides the readers that are always there."""
    names: NamesModel | None = None
    """Guesses names of persons in running text; without it only those with a label are redacted."""
    making: Making = field(default_factory=Making)
    """How packets are made, besides the rules."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A case's papers twice: complete for the operator, proven redacted for the archive."""

    platform: Packet
    archive: RedactedPacket
    contents: Contents


def pack(dossier: Dossier, notices: tuple[Notice, ...], context: PackContext, now: datetime) -> Packed | Quarantined:
    """The case's papers as of `now`, with the texts of these notices; `Quarantined` when redaction is not proven."""
    try:
        if dossier.case.merged_into:
            packet = signpost(dossier.case)
        else:
            packet = build(dossier, notices, context.rules, context.appeals, now, context.making)
        redacted = redact_packet(
            packet,
            context.redaction,
            audience=Audience.AUDITOR,
            key=context.redaction_key,
            readers=context.readers,
            ocr=context.ocr,
            names=context.names,
        )
    except ItemError as error:
        return Quarantined(error.code, error.reason)
    return Packed(packet, redacted, contents_of(dossier, context.appeals))


def look(dossier: Dossier, context: PackContext, now: datetime) -> tuple[Lack, ...]:
    """What the dossier lacks as of `now`, without building anything. Raises: ItemError."""
    return check(open_review(dossier, context.rules, context.appeals, now, context.making.limits))

"""The second half of the pure middle: `pack` makes a case's redacted packet.

It touches no file, network, environment or clock, so the same call gives the same answer in any process. Between
`noticepack.read` and this the run looks the case up; that is the only state. An ItemError ends the item as
`Quarantined`; anything else is a fault of ours and is left to the runner, which contains it to the item.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.contents import Contents, contents_of
from assemble.evidence import Evidence
from assemble.packet import Packet, build, signpost
from assemble.redact import RedactedPacket, redact_packet
from assemble.redact.readers import Reader
from config.appeals import AppealRules
from config.errors import ItemError
from config.redaction import RedactionPolicy
from config.rules import Rules
from config.words import Audience
from extract.documents.ocr import Ocr
from extract.notice import Notice
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


@dataclass(frozen=True, slots=True)
class Packed:
    """A case's papers twice: complete for the operator, proven redacted for the archive."""

    platform: Packet
    archive: RedactedPacket
    contents: Contents


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
        redacted = redact_packet(
            packet,
            context.redaction,
            audience=Audience.AUDITOR,
            key=context.redaction_key,
            readers=context.readers,
            ocr=context.ocr,
        )
    except ItemError as error:
        return Quarantined(error.code, error.reason)
    return Packed(packet, redacted, contents_of(case, answers, evidence, context.appeals))

"""Between the stages' types and the catalog's rows: plain values out, cases back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from assemble.case import Case, case_account, case_asins, case_violations, newest
from assemble.case_json import case_from_json, case_to_json
from assemble.contents import Contents, contents_from_json, contents_to_json
from assemble.joining import in_utc, join_keys
from assemble.packet import Packet
from assemble.standing import case_deadline, needs_person, state
from config.words import Basis, Severity
from extract.facts import Deadline
from ingest.item import RawItem
from ingest.message_id import message_id_hint
from noticepack.outcome import Archived, Quarantined, Unrelated
from noticepack.outcome import Outcome as Ending
from noticepack.pack import Packed
from storage.catalog_rows import CaseRow, ItemState, KeyRow, Outcome, PacketRow, SightingRow


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of a case besides the catalog's columns."""

    packet: str
    """Digest of the platform packet in the vault."""
    asins: tuple[str, ...]
    notices: int
    newest: str
    """Item of the notice that was issued last."""
    due: str = ""
    """The deadline in the notice's own offset, ISO 8601; empty without one. The catalog's column has it in UTC."""
    due_text: str = ""
    """The words of the notice, or the rule's name."""
    due_also: str | None = None
    person: str = ""
    """Why a person must look at it whatever the clock says."""

    @staticmethod
    def of(row: CaseRow) -> Summary:
        """The summary a row carries."""
        data = json.loads(row.summary_json)
        return Summary(**{**data, "asins": tuple(data["asins"])})

    def deadline(self, row: CaseRow) -> Deadline | None:
        """The deadline in force."""
        if not self.due or row.deadline_basis is None:
            return None
        return Deadline(datetime.fromisoformat(self.due), Basis(row.deadline_basis), self.due_text, self.due_also)


def sighting_row(item: RawItem) -> SightingRow:
    """Where an item was seen, with the hints that people look for it by."""
    return SightingRow(
        item.digest,
        item.source,
        item.container,
        item.received,
        uid=item.uid,
        uidvalidity=item.uidvalidity,
        message_id=message_id_hint(item.data),
    )


def finished(item: RawItem, ending: Ending) -> Outcome:
    """What became of an item, for the catalog."""
    if isinstance(ending, Archived):
        return Outcome(item.digest, ItemState.ARCHIVED, ending.reason, case_id=ending.case_id, version=ending.version)
    if isinstance(ending, Quarantined):
        return Outcome(item.digest, ItemState.QUARANTINED, ending.reason, code=ending.code)
    if isinstance(ending, Unrelated):
        return Outcome(item.digest, ItemState.UNRELATED, ending.reason)
    return Outcome(item.digest, ItemState.DUPLICATE, ending.reason)


def case_row(case: Case, packet: Packet, *, packed: str, version: str, now: datetime) -> CaseRow:
    """A case as the catalog keeps it; `packed` is the digest of the platform packet in the vault."""
    lacks = json.dumps([asdict(lack) for lack in packet.lacks], ensure_ascii=False)
    return _row(case, packed, version, now, len(packet.lacks), lacks)


def renewed(row: CaseRow, case: Case, *, version: str, now: datetime) -> CaseRow:
    """The row of a case to which something was done and whose packet is the same."""
    return _row(case, Summary.of(row).packet, version, now, row.lacks, row.lacks_json)


def _row(case: Case, packed: str, version: str, now: datetime, lacks: int, lacks_json: str) -> CaseRow:
    deadline = case_deadline(case)
    summary = Summary(packed, case_asins(case), len(case.notices), newest(case).item, person=needs_person(case))
    if deadline:
        summary = replace(summary, due=deadline.at.isoformat(), due_text=deadline.text, due_also=deadline.also)
    return CaseRow(
        id=case.id,
        platform=case.platform,
        marketplace=case.marketplace,
        account=case_account(case),
        state=state(case),
        violations=tuple(case_violations(case)),
        deadline_at=in_utc(deadline.at) if deadline else None,
        deadline_basis=deadline.basis if deadline else None,
        opened=in_utc(case.notices[0].facts.issued or now),
        updated=now,
        version=version,
        case_json=json.dumps(case_to_json(case), ensure_ascii=False),
        lacks=lacks,
        lacks_json=lacks_json,
        summary_json=json.dumps(asdict(summary)),
    )


def case_of(row: CaseRow) -> Case:
    """The case a row carries whole."""
    return case_from_json(json.loads(row.case_json))


def key_rows(case: Case) -> tuple[KeyRow, ...]:
    """All that the notices of a case state and that a later one may state too; none for a signpost."""
    living = () if case.merged_into else case.notices
    return tuple(KeyRow(key.value, one.facts.item) for one in living for key in join_keys(one.facts))


def packet_row(case_id: str, version: str, digest: str, packed: Packed, now: datetime) -> PacketRow:
    """A packet as the catalog keeps it; `digest` is that of the complete one in the vault."""
    ready = all(lack.severity is not Severity.ERROR for lack in packed.platform.lacks)
    contents = json.dumps(contents_to_json(packed.contents), ensure_ascii=False)
    return PacketRow(case_id, version, digest, now, ready, contents)


def contents_in(row: PacketRow) -> Contents:
    """What a packet answers and holds."""
    return contents_from_json(json.loads(row.sent_json))

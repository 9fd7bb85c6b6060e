"""Between the stages' types and the catalog's rows: plain values out, cases back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from assemble.case import (
    Case,
    case_asins,
    case_deadline,
    case_from_json,
    case_to_json,
    case_violations,
    join_keys,
    state,
)
from assemble.packet import Packet
from ingest.item import RawItem
from noticepack.outcome import Archived, Quarantined, Unrelated
from noticepack.outcome import Outcome as Ending
from storage.catalog_rows import CaseRow, ItemRow, ItemState, KeyRow, Outcome


@dataclass(frozen=True, slots=True)
class Summary:
    """What lists show of a case besides the catalog's columns."""

    packet: str
    """Digest of the platform packet in the vault."""
    asins: tuple[str, ...]
    deadline_text: str
    """The words of the notice, or the rule's name."""
    notices: int

    @staticmethod
    def of(row: CaseRow) -> Summary:
        """The summary a row carries."""
        data = json.loads(row.summary_json)
        return Summary(**{**data, "asins": tuple(data["asins"])})


def received_row(item: RawItem) -> ItemRow:
    """An item as it came in."""
    return ItemRow(item.digest, item.source, item.container, item.received, len(item.data))


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
    deadline = case_deadline(case)
    first = case.notices[0].facts
    summary = Summary(packed, case_asins(case), deadline.text if deadline else "", len(case.notices))
    return CaseRow(
        id=case.id,
        platform=case.platform,
        marketplace=case.marketplace,
        account=first.account,
        state=state(case),
        violations=tuple(case_violations(case)),
        deadline_at=deadline.at.astimezone(UTC) if deadline else None,
        deadline_basis=deadline.basis if deadline else None,
        opened=(first.issued or now).astimezone(UTC),
        updated=now,
        version=version,
        case_json=json.dumps(case_to_json(case), ensure_ascii=False),
        lacks=len(packet.lacks),
        lacks_json=json.dumps([asdict(lack) for lack in packet.lacks], ensure_ascii=False),
        summary_json=json.dumps(asdict(summary)),
    )


def case_of(row: CaseRow) -> Case:
    """The case a row carries whole."""
    return case_from_json(json.loads(row.case_json))


def key_rows(case: Case) -> list[KeyRow]:
    """Every reason for which a later notice joins this case."""
    return [KeyRow(key.value, key.reason) for joined in case.notices for key in join_keys(joined.facts)]

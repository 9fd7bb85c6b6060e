"""All that is known of one case, gathered for the eye: timeline, what is still asked, other cases of the seller."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assemble.case import Case, case_account
from assemble.outstanding import Outstanding, last_submission, outstanding
from assemble.timeline import Entry, Made, timeline
from config.rules import load_platforms
from noticepack.bootstrap import App
from noticepack.rows import case_of, contents_in
from storage.catalog_rows import MERGED, CaseRow, PacketRow


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with all around it."""

    row: CaseRow
    case: Case
    entries: tuple[Entry, ...]
    asked: Outstanding
    linked: tuple[CaseRow, ...]
    """The other cases of the same seller on the same platform; none where the notices name no account."""
    lacks: tuple[dict[str, str], ...]


def look_up(app: App, case_id: str) -> CaseFile:
    """The case with all around it. Raises: NotStored, RulesError."""
    row = app.catalog.case(case_id)
    case = case_of(row)
    sent = sent_packet(app, case)
    platforms = load_platforms(app.settings.rules_dir)
    rules = next((one for one in platforms if one.platform is case.platform), None)
    made = [Made(packet.version, packet.made, packet.ready) for packet in app.catalog.packets(case_id)]
    return CaseFile(
        row=row,
        case=case,
        entries=timeline(case, made, rules),
        asked=outstanding(case, contents_in(sent) if sent else None),
        linked=_linked(app, case),
        lacks=tuple(json.loads(row.lacks_json)),
    )


def sent_packet(app: App, case: Case) -> PacketRow | None:
    """The packet that was submitted last, of the case or of one that was merged into it; None where none was."""
    last = last_submission(case)
    packets = app.catalog.packets(last.case) if last else ()
    return next((one for one in packets if last and one.version == last.version), None)


def _linked(app: App, case: Case) -> tuple[CaseRow, ...]:
    account = case_account(case)
    if account is None:
        return ()
    theirs = app.catalog.cases_of(case.platform, account)
    return tuple(row for row in theirs if row.id != case.id and row.state != MERGED)

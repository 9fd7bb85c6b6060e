"""A case as plain JSON data and back; exact inverses, so that a catalog can be made again from what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assemble.case import Case, Joined
from assemble.events import Before, Did, Event, Undone
from assemble.joining import Reason, Tie
from config.words import Platform
from extract.facts_json import facts_from_json, facts_to_json

Json = dict[str, Any]


def case_to_json(case: Case) -> Json:
    """The case as plain JSON data that `case_from_json` reads back; the same case gives the same data."""
    return {
        "id": case.id,
        "platform": case.platform.value,
        "marketplace": case.marketplace,
        "merged_into": case.merged_into,
        "notices": [{"tie": _tie(j.tie), "decided": j.decided, "facts": facts_to_json(j.facts)} for j in case.notices],
        "events": [event_to_json(event) for event in case.events],
    }


def event_to_json(event: Event) -> Json:
    """One event as plain JSON data."""
    undone = event.undone
    return {
        "did": event.did.value,
        "at": event.at.isoformat(),
        "by": event.by,
        "case": event.case,
        "why": event.why,
        "items": list(event.items),
        "version": event.version,
        "other": event.other,
        "before": [{"item": was.item, "tie": _tie(was.tie), "decided": was.decided} for was in event.before],
        "undone": {"at": undone.at.isoformat(), "by": undone.by, "why": undone.why} if undone else None,
    }


def _tie(tie: Tie | None) -> Json | None:
    return {"reason": tie.reason.value, "value": tie.value, "to": tie.to} if tie else None


def case_from_json(data: Mapping[str, Any]) -> Case:
    """The case that `case_to_json` made.

    Raises:
        ValueError, KeyError: the data are no such case.
    """
    return Case(
        id=data["id"],
        platform=Platform(data["platform"]),
        marketplace=data["marketplace"],
        notices=tuple(
            Joined(facts_from_json(one["facts"]), _read_tie(one["tie"]), one["decided"]) for one in data["notices"]
        ),
        events=tuple(map(_read_event, data["events"])),
        merged_into=data["merged_into"],
    )


def _read_tie(data: Json | None) -> Tie | None:
    return Tie(Reason(data["reason"]), data["value"], data["to"]) if data else None


def _read_event(data: Json) -> Event:
    undone = data["undone"]
    return Event(
        did=Did(data["did"]),
        at=datetime.fromisoformat(data["at"]),
        by=data["by"],
        case=data["case"],
        why=data["why"],
        items=tuple(data["items"]),
        version=data["version"],
        other=data["other"],
        before=tuple(Before(was["item"], _read_tie(was["tie"]), was["decided"]) for was in data["before"]),
        undone=Undone(datetime.fromisoformat(undone["at"]), undone["by"], undone["why"]) if undone else None,
    )

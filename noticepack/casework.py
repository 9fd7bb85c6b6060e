"""What a person does with a case: merge, split, submitted, close, undo. Recorded for good, and safe to say twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assemble.case import Case, newest
from assemble.decisions import Who, close, last_decision, merge, split, submit, undo
from assemble.events import Did, Event
from assemble.forest import Arranged
from config.errors import ItemError, NotStored, UsageError
from extract.notice import Notice
from ingest.item import RawItem
from noticepack.bootstrap import App, contexts_of
from noticepack.decisions import ONE_LINE
from noticepack.dossiers import packing
from noticepack.filing import Filed, note, write
from noticepack.keys import has_vault_identity, vault_identity
from noticepack.outcome import Quarantined
from noticepack.placing import case_at, cases_of_decision, living_case, new_id
from noticepack.tasks import Contexts, install, pack_task, understand_task


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it."""

    case: Case
    other: Case | None = None
    """Merged: the signpost; split: the new case."""
    event: Event | None = None


def submitted(app: App, case_id: str, *, when: datetime, by: str, version: str | None, why: str = "") -> Done:
    """Record that the registered seller gave a packet (the newest unless told) to the marketplace.

    Raises:
        NotStored: no such case. UsageError: no such packet, a time that is yet to come, or nobody named.
    """
    _said(by=by, **({"note": why} if why else {}))
    if when > app.clock():
        raise UsageError(f"{when.isoformat()} is yet to come", advice="Record a submission after it was made.")
    made = [packet.version for packet in app.catalog.packets(case_id)]

    def decide(case: Case) -> Case:
        if not made or (version or made[-1]) not in made:
            raise UsageError(
                f"{case_id} has no packet {version}; it has {', '.join(made) or 'none'}",
                advice=f"See `noticepack case show {case_id}`.",
            )
        return submit(case, Who(when, by.strip(), why.strip()), version or made[-1])

    return _noted(app, case_id, decide)


def close_case(app: App, case_id: str, *, by: str, why: str) -> Done:
    """Close a case. Raises: NotStored, UsageError (nobody or nothing named, or it is merged)."""
    _said(by=by, why=why)
    return _noted(app, case_id, lambda case: close(case, Who(app.clock(), by.strip(), why.strip())))


def merge_cases(app: App, into: str, other: str, *, by: str, why: str) -> Done:
    """Put the notices of `other` into the case `into`, which keeps its id.

    Raises:
        NotStored: no such case. UsageError: see `merge`.
    """
    _said(by=by, why=why)
    with app.catalog.turn():
        arranged = merge(case_at(app, into), case_at(app, other), Who(app.clock(), by.strip(), why.strip()))
        return _refiled(app, arranged, into, "merged by a person")


def split_case(app: App, case_id: str, items: Sequence[str], *, by: str, why: str) -> Done:
    """Make the named notices (beginnings of digests) a case of their own.

    Raises:
        NotStored: no such case or item. UsageError: see `split`.
    """
    _said(by=by, why=why)
    with app.catalog.turn():
        digests = [app.catalog.find_item(item).digest for item in items]
        who = Who(app.clock(), by.strip(), why.strip())
        arranged = split(living_case(app, case_id), digests, who, lambda facts: new_id(app, facts))
        return _refiled(app, arranged, case_id, "split by a person")


def undo_decision(app: App, case_id: str, *, by: str, why: str) -> Done:
    """Take back the newest thing that a person recorded for a case: it stays in the record as undone.

    Raises:
        NotStored: no such case. UsageError: see `undo`.
    """
    _said(by=by, why=why)
    with app.catalog.turn():
        case = living_case(app, case_id)
        event = last_decision(case)
        who = Who(app.clock(), by.strip(), why.strip())
        arranged = undo(cases_of_decision(app, case), case, who, lambda facts: new_id(app, facts))
        if event.did in (Did.MERGED, Did.SPLIT):
            return _refiled(app, arranged, case_id, f"{event.did} taken back by a person")
        (after,) = (one for one in arranged.cases if one.id == case_id)
        note(app, after, f"{event.did} taken back by a person")
        return Done(after, event=event)


def _said(**texts: str) -> None:
    for name, text in texts.items():
        if not ONE_LINE.fullmatch(text.strip()):
            raise UsageError(f"--{name} is empty or no single line", advice="Say in one line who decides it and why.")


def _noted(app: App, case_id: str, decide: Callable[[Case], Case]) -> Done:
    """The case with one more event; its packet stays as it is."""
    with app.catalog.turn():
        before = living_case(app, case_id)
        after = decide(before)
        if after is not before:
            note(app, after, f"{after.events[-1].did} by a person")
        return Done(after, event=after.events[-1])


def _refiled(app: App, arranged: Arranged, case_id: str, message: str) -> Done:
    """Every case that changed, packed again and written."""
    contexts = contexts_of(app.settings)
    install(contexts)
    filed = []
    for case in arranged.changed():
        packed = pack_task(packing(app, case, newest_notice(app, case, contexts), app.clock()))
        if isinstance(packed, Quarantined):
            code, reason = packed.code, packed.reason
            raise ItemError(code, f"{case.id}: {reason}", advice="Nothing was changed.")
        filed.append(Filed(case, packed))
    write(app, arranged, filed, message)
    case = next(one for one in arranged.cases if one.id == case_id)
    others = [one for one in arranged.changed() if one.id != case_id]
    return Done(case, others[0] if others else None, last_event(case))


def last_event(case: Case) -> Event | None:
    """What was recorded last."""
    return case.events[-1] if case.events else None


def newest_notice(app: App, case: Case, contexts: Contexts) -> Notice | None:
    """The newest notice read again from the vault; None where its identity is not on this machine, or it is a signpost.

    A packet that is made without it lacks the notice's own text and files; they stand in the packets before.
    """
    if case.merged_into or not has_vault_identity(app.settings):
        return None
    install(contexts)
    row = app.catalog.known(newest(case).item)
    if row is None:
        raise NotStored(f"{newest(case).item}: the catalog has no such item")
    data = app.vault.get(row.digest, vault_identity(app.settings))
    return understand_task(RawItem(row.source, row.received, data, row.container))

"""Looking cases up: where a notice belongs, and the cases that a decision touches."""

from __future__ import annotations

from assemble.case import Case, case_id
from assemble.decisions import last_decision
from assemble.forest import Arranged, arrive
from assemble.joining import join_keys
from config.errors import NotStored, StorageError, UsageError
from extract.facts import Facts
from noticepack.bootstrap import App
from noticepack.rows import case_of

LONGEST_ID = 12
"""Digits of a case id; eight tell a million cases apart for the most part, so that more are rarely needed."""


def place(app: App, facts: Facts) -> Arranged:
    """The notice in the case it belongs to, with all that changes by it."""
    rows = app.catalog.find_cases([key.value for key in join_keys(facts)])
    return arrive([case_of(row) for row in rows], facts, app.clock(), lambda first: new_id(app, first))


def new_id(app: App, facts: Facts) -> str:
    """An id for the case that this notice opens and that no other case has.

    Raises:
        StorageError: even the longest ids are taken.
    """
    for digits in range(8, LONGEST_ID + 1):
        id = case_id(facts, digits)
        if not _taken(app, id):
            return id
    raise StorageError(f"{facts.item}: every id that can be made from it belongs to a case already")


def _taken(app: App, id: str) -> bool:
    try:
        app.catalog.case(id)
    except NotStored:
        return False
    return True


def case_at(app: App, id: str) -> Case:
    """The case with this id. Raises: NotStored."""
    return case_of(app.catalog.case(id))


def living_case(app: App, case_id: str) -> Case:
    """The case, which still holds its notices. Raises: NotStored, UsageError (it was merged into another)."""
    case = case_at(app, case_id)
    if case.merged_into:
        raise UsageError(
            f"the notices of {case_id} stand in {case.merged_into} now", advice=f"Say {case.merged_into} instead."
        )
    return case


def cases_of_decision(app: App, case: Case) -> tuple[Case, ...]:
    """The case, and every case that holds a notice which its newest decision moved, with the signpost it left.

    Raises:
        UsageError: nothing was decided.
    """
    event = last_decision(case)
    items = [was.item for was in event.before] + [was.tie.to for was in event.before if was.tie]
    rows = [app.catalog.known(item) for item in items]
    ids = {row.case_id for row in rows if row and row.case_id} | ({event.other} if event.other else set())
    return (case, *(case_at(app, id) for id in sorted(ids - {case.id})))

"""What a person decides about a case: put together, take apart, submitted, closed, and take back. Pure.

A merge or split holds every notice of the cases where it stands then: later notices follow it, none of them undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assemble.case import Case, Joined
from assemble.events import Before, Did, Event, Undone
from assemble.forest import Arranged, NewId, Notices, notices_of, oldest, regroup
from assemble.joining import Reason, Tie
from config.errors import UsageError


@dataclass(frozen=True, slots=True)
class Who:
    """Who decided, when, and in which words."""

    at: datetime
    by: str
    why: str = ""


def merge(into: Case, other: Case, who: Who) -> Arranged:
    """The notices of `other` in the case `into`, which keeps its id.

    Raises:
        UsageError: the same case, a case that was merged already, or cases of two platforms.
    """
    if into.platform is not other.platform:
        raise UsageError(
            f"{into.id} is a case of {into.platform}, {other.id} of {other.platform}: they never share a case",
            advice="Keep them apart; `noticepack case show` names the other cases of a seller.",
        )
    if into.id == other.id or into.merged_into or other.merged_into:
        raise UsageError(f"{other.id} is in {into.id} already", advice="`noticepack cases` lists the cases there are.")
    root, onto = _root(other), _root(into)
    held = _held(notices_of((into, other)))
    held[root] = replace(held[root], tie=Tie(Reason.PERSON, who.why, onto))
    event = Event(
        Did.MERGED, who.at, who.by, into.id, who.why, _items(other), other=other.id, before=_before((into, other))
    )
    arranged = regroup((into, other), held, _no_new_id, {into.id: onto})
    return _with_event(arranged, event)


def split(case: Case, items: Sequence[str], who: Who, new_id: NewId) -> Arranged:
    """The named notices as a case of their own; the others keep the case and its id.

    Raises:
        UsageError: a notice does not stand in the case, or none or all of them are named.
    """
    notices = notices_of((case,))
    for item in items:
        if item not in notices:
            raise UsageError(f"{item} does not stand in {case.id}", advice=f"See `noticepack case show {case.id}`.")
    named = {item: notices[item] for item in notices if item in items}
    rest = {item: notices[item] for item in notices if item not in named}
    if not named or not rest:
        raise UsageError(
            f"{case.id} has {len(notices)} notices: name at least one and leave at least one",
            advice=f"See `noticepack case show {case.id}`.",
        )
    held = {**_tree(named, who), **_tree(rest, who)}
    arranged = regroup((case,), held, new_id, {case.id: next(iter(rest))})
    to = arranged.holding(next(iter(named))).id
    return _with_event(
        arranged,
        Event(Did.SPLIT, who.at, who.by, case.id, who.why, tuple(named), other=to, before=_before((case,))),
    )


def submit(case: Case, who: Who, version: str) -> Case:
    """The case with a packet submitted; recording the same submission again changes nothing."""
    event = Event(Did.SUBMITTED, who.at, who.by, case.id, who.why, _items(case), version=version)
    same = (event.did, event.at, event.by, event.version)
    if any((one.did, one.at, one.by, one.version) == same for one in case.standing()):
        return case
    return replace(case, events=(*case.events, event))


def close(case: Case, who: Who) -> Case:
    """The case closed: nothing more is to be done until a notice comes."""
    return replace(case, events=(*case.events, Event(Did.CLOSED, who.at, who.by, case.id, who.why, _items(case))))


def last_decision(case: Case) -> Event:
    """The newest thing a person recorded and nobody took back. Raises: UsageError (there is none)."""
    for event in reversed(case.events):
        if event.undone is None and not event.automatic:
            return event
    raise UsageError(
        f"{case.id}: nothing was decided that could be taken back",
        advice="What joined by itself is taken apart with `noticepack case split`.",
    )


def undo(cases: Sequence[Case], case: Case, who: Who, new_id: NewId) -> Arranged:
    """The cases with the case's newest decision taken back; `cases` are all that hold a notice the decision moved.

    Raises:
        UsageError: nothing to take back, or notices that came since hang on it.
    """
    event = last_decision(case)
    undone = replace(event, undone=Undone(who.at, who.by, who.why))
    marked = [replace(one, events=tuple(undone if e == event else e for e in one.events)) for one in cases]
    before = tuple(cases)
    if event.did not in (Did.MERGED, Did.SPLIT):
        return Arranged(tuple(marked), before)
    notices = notices_of(one for one in marked if one.merged_into is None)
    for was in event.before:
        notices[was.item] = replace(notices[was.item], tie=was.tie, decided=was.decided)
    try:
        arranged = regroup(marked, notices, new_id, _kept(event, case))
    except ValueError as error:
        raise UsageError(
            f"{case.id}: notices that came since hang on this decision", advice="Use `noticepack case split` instead."
        ) from error
    return Arranged(_returned(arranged, event, before), before)


def _kept(event: Event, case: Case) -> dict[str, str]:
    """Which ids stay with which notices when a merge or split is taken back."""
    stayed = next(was.item for was in event.before if was.item not in event.items)
    return {case.id: stayed, **({event.other: event.items[0]} if event.did is Did.MERGED and event.other else {})}


def _returned(arranged: Arranged, event: Event, before: Sequence[Case]) -> tuple[Case, ...]:
    """The cases with the events of a case that is there again taken out of the one that had carried them."""
    signpost = next((one for one in before if one.id == event.other and one.merged_into), None)
    if event.did is not Did.MERGED or signpost is None:
        return arranged.cases
    own = {replace(one, undone=None) for one in signpost.events}
    carried = next(one for one in arranged.cases if any(_same(e, event) for e in one.events))
    back = tuple(e for e in carried.events if replace(e, undone=None) in own)
    rest = tuple(e for e in carried.events if replace(e, undone=None) not in own)
    events = {carried.id: rest, signpost.id: back}
    return tuple(replace(one, events=events.get(one.id, one.events)) for one in arranged.cases)


def _same(one: Event, other: Event) -> bool:
    return replace(one, undone=None) == replace(other, undone=None)


def _root(case: Case) -> str:
    notices = notices_of((case,))
    return next(item for item, one in notices.items() if one.tie is None or one.tie.to not in notices)


def _tree(notices: Notices, who: Who) -> dict[str, Joined]:
    """The notices as one tree, held where they are: those that hung on one outside hang on the oldest such one."""
    loose = [one for one in notices.values() if one.tie is None or one.tie.to not in notices]
    root = oldest(loose).item
    held = _held(notices)
    for joined in loose:
        item = joined.facts.item
        held[item] = replace(held[item], tie=None if item == root else Tie(Reason.PERSON, who.why, root))
    return held


def _held(notices: Notices) -> dict[str, Joined]:
    return {item: replace(joined, decided=True) for item, joined in notices.items()}


def _before(cases: Iterable[Case]) -> tuple[Before, ...]:
    return tuple(Before(j.facts.item, j.tie, j.decided) for case in cases for j in case.notices)


def _items(case: Case) -> tuple[str, ...]:
    return tuple(joined.facts.item for joined in case.notices)


def _with_event(arranged: Arranged, event: Event) -> Arranged:
    cases = tuple(replace(c, events=(*c.events, event)) if c.id == event.case else c for c in arranged.cases)
    return Arranged(cases, arranged.before)


def _no_new_id(_: object) -> str:
    raise ValueError("a merge opens no case")

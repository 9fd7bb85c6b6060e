"""Which notices make one case: every notice hangs on the one it belongs with best, and a tree is a case. Pure.

A notice hangs on an *older* notice: the one it shares the strongest thing with. That choice depends on the notices
alone, never on the order in which they came in, so a reply that is read before the notice it answers ends where it
would have ended in order. When an older notice comes late, newer ones may hang on it instead, and cases may join or
part by that. What a person decided stays as decided: such a notice never moves by itself, and what belongs with it
follows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assemble.case import Case, Joined, with_notices
from assemble.events import Did, Event
from assemble.joining import join_keys as join_keys
from assemble.joining import order, rank, tie
from extract.facts import Facts

Notices = Mapping[str, Joined]
NOTICEPACK = "noticepack"
WHY = "a notice came that ties them together"
"""What stands in the event where cases joined or parted by themselves."""

NewId = Callable[[Facts], str]
"""An id that no case has, for a case that this notice opens."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The cases after a change, those before it, and which changed."""

    cases: tuple[Case, ...]
    """All that took part; those whose notices all went elsewhere are signposts (`merged_into`)."""
    before: tuple[Case, ...]

    def changed(self) -> tuple[Case, ...]:
        """The cases that are not as they were, signposts last."""
        old = {case.id: case for case in self.before}
        new = [case for case in self.cases if old.get(case.id) != case]
        return tuple(sorted(new, key=lambda case: case.merged_into is not None))

    def holding(self, item: str) -> Case:
        """The case in which a notice stands now."""
        return next(case for case in self.cases if case.merged_into is None and case.has(item))

    def moved_from(self, item: str) -> str | None:
        """The case in which the notice stood before, where that is another one."""
        was = next((case.id for case in self.before if case.merged_into is None and case.has(item)), None)
        return was if was != self.holding(item).id else None


def arrive(cases: Sequence[Case], facts: Facts, at: datetime, new_id: NewId) -> Arranged:
    """The cases with one more notice; `cases` are all that share a key with it. A notice that is there changes nothing.

    Raises:
        ValueError: a case is of another platform.
    """
    notices = notices_of(cases)
    if facts.item in notices:
        return Arranged(tuple(cases), tuple(cases))
    grown = {**notices, facts.item: _hung(facts, notices)}
    for item, joined in notices.items():
        if not joined.decided and order(joined.facts) > order(facts) and not _below(facts.item, item, grown):
            found = rank(joined.facts, facts)
            if found and found > _rank(joined, grown):
                grown[item] = replace(joined, tie=tie(joined.facts, facts))
    return _traced(regroup(cases, grown, new_id), at)


def notices_of(cases: Iterable[Case]) -> dict[str, Joined]:
    """Every notice of the cases by its item."""
    return {joined.facts.item: joined for case in cases for joined in case.notices}


def _hung(facts: Facts, notices: Notices) -> Joined:
    """The notice on the one it belongs with best: an older one, or one that a person put in its place."""
    ranked = [
        (found, joined.facts)
        for joined in notices.values()
        if (joined.decided or order(joined.facts) < order(facts)) and (found := rank(facts, joined.facts))
    ]
    return Joined(facts, tie(facts, max(ranked, key=lambda pair: pair[0])[1]) if ranked else None)


def _rank(joined: Joined, notices: Notices) -> tuple[object, ...]:
    """How well a notice belongs with the one it hangs on; less than any rank where it hangs on none."""
    on = notices.get(joined.tie.to) if joined.tie else None
    return (on and rank(joined.facts, on.facts)) or ()


def _below(item: str, other: str, notices: Notices) -> bool:
    """Whether a notice hangs on another, directly or through more."""
    return other in _chain(item, notices)


def _chain(item: str, notices: Notices) -> list[str]:
    """The notice, the one it hangs on, and so on up to the root. Raises: ValueError (it goes in a circle)."""
    chain = [item]
    while (up := notices[chain[-1]].tie) and up.to in notices:
        if up.to in chain:
            raise ValueError("notices hang on each other in a circle")
        chain.append(up.to)
    return chain


def regroup(cases: Sequence[Case], notices: Notices, new_id: NewId, keep: Mapping[str, str] | None = None) -> Arranged:
    """The trees of the notices as cases.

    Each tree takes the id of the case that most of its notices stood in; `keep` (case id -> item) says instead which
    notice an id stays with. A case whose id no tree takes becomes a signpost to where its notices went, and its events
    go with them.
    """
    roots = {item: _chain(item, notices)[-1] for item in notices}
    trees: dict[str, list[Joined]] = {}
    for item, root in roots.items():
        trees.setdefault(root, []).append(notices[item])
    named = _names(cases, trees, roots, keep or {})
    known = {case.id: case for case in cases}
    made = {}
    for root, tree in trees.items():
        id = next((id for id, of in named.items() if of == root), None) or new_id(oldest(tree))
        first = known.get(id) or Case(id, tree[0].facts.platform, None, tuple(tree))
        made[id] = with_notices(replace(first, merged_into=None), tree)
    return Arranged((*_with_events(cases, made).values(), *_signposts(cases, made)), tuple(cases))


def oldest(tree: Iterable[Joined]) -> Facts:
    """The notice of a tree that was issued first."""
    return min((joined.facts for joined in tree), key=order)


def _names(
    cases: Sequence[Case], trees: Mapping[str, list[Joined]], roots: Mapping[str, str], keep: Mapping[str, str]
) -> dict[str, str]:
    """Case id -> root of the tree that keeps it; cases somebody worked on choose first, then the larger ones."""
    named = {id: roots[item] for id, item in keep.items()}
    living = [case for case in cases if case.merged_into is None and case.id not in named]
    for case in sorted(living, key=lambda one: (-len(one.standing()), -len(one.notices), one.id)):
        held = Counter(roots[joined.facts.item] for joined in case.notices)
        most = max(held, key=lambda root: (held[root], -len(trees[root]), root))
        if most not in named.values():
            named[case.id] = most
    return named


def whereto(case: Case, made: Iterable[Case]) -> dict[str, tuple[str, ...]]:
    """Case id -> the notices of the case that stand there and did not before."""
    now = {joined.facts.item: one.id for one in made for joined in one.notices if one.merged_into is None}
    gone: dict[str, list[str]] = {}
    for joined in case.notices:
        if (to := now[joined.facts.item]) != case.id:
            gone.setdefault(to, []).append(joined.facts.item)
    return {to: tuple(items) for to, items in gone.items()}


def _signposts(cases: Sequence[Case], made: Mapping[str, Case]) -> list[Case]:
    """The cases that no notice stands in any more, each with the case where most of its notices went."""
    left = [case for case in cases if case.id not in made]
    into = {case.id: case.merged_into or _main(whereto(case, made.values())) for case in left}
    return [replace(case, merged_into=into[case.id]) for case in left]


def _main(gone: Mapping[str, tuple[str, ...]]) -> str:
    return max(gone, key=lambda to: (len(gone[to]), to))


def _with_events(cases: Sequence[Case], made: Mapping[str, Case]) -> dict[str, Case]:
    """The cases made, with the events of those whose notices came to them whole."""
    now = dict(made)
    for case in cases:
        if case.id not in made and case.merged_into is None:
            to = _main(whereto(case, made.values()))
            now[to] = replace(now[to], events=(*now[to].events, *case.events))
    return now


def _traced(arranged: Arranged, at: datetime) -> Arranged:
    """What moved because of a notice, and nobody's decision, leaves an event where it went and where it was."""
    now = {case.id: case for case in arranged.cases}
    for case in arranged.before:
        for to, items in () if case.merged_into else whereto(case, arranged.cases).items():
            came = Event(Did.MERGED, at, NOTICEPACK, to, WHY, items, other=case.id)
            now[to] = replace(now[to], events=(*now[to].events, came))
            if now[case.id].merged_into is None:
                went = Event(Did.SPLIT, at, NOTICEPACK, case.id, WHY, items, other=to)
                now[case.id] = replace(now[case.id], events=(*now[case.id].events, went))
    return Arranged(tuple(now.values()), arranged.before)

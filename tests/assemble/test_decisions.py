"""What a person decides about cases holds, is recorded, and can be taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.case import Case, open_case
from assemble.decisions import Who, close, last_decision, merge, split, submit, undo
from assemble.events import Did, Event
from assemble.standing import CaseState, state
from config.errors import UsageError
from extract.facts import Facts, References
from tests.assemble.builders import ISSUED, facts, joom
from tests.assemble.casebook import NOW, Casebook
from tests.assemble.test_forest import BARE, notices, reply

MARA = Who(NOW, "Mara Ellison", "same warehouse")


def two() -> Casebook:
    """Two cases that share nothing: one of two notices and one of another."""
    return Casebook().take_all([facts(), reply("r", "first", 5), facts("other", **BARE)])


def merged(book: Casebook) -> tuple[Case, Case]:
    """The second case put into the first: the first, and the signpost."""
    into, other = book.of(facts()), book.of(facts("other"))
    book.keep(merge(into, other, MARA))
    return book.cases[into.id], book.cases[other.id]


def take_back(book: Casebook, case: Case) -> None:
    """The newest decision of a case taken back."""
    event = last_decision(case)
    held = {was.item for was in event.before}
    touched = [one for one in book.living() if one.id != case.id and any(one.has(item) for item in held)]
    signpost = [one for one in book.cases.values() if one.id == event.other and one.merged_into]
    book.keep(undo((case, *touched, *signpost), case, Who(NOW, "Mara Ellison", "a mistake"), book.new_id))


def test_a_merge_is_recorded() -> None:
    """The first case keeps its id and says who put what into it and why; the other leads there."""
    case, gone = merged(two())
    event = case.events[-1]

    assert [joined.facts.source for joined in case.notices] == ["first.eml", "other.eml", "r.eml"]
    assert (event.did, event.by, event.why, event.other) == (Did.MERGED, "Mara Ellison", "same warehouse", gone.id)
    assert gone.merged_into == case.id
    assert state(gone) is CaseState.MERGED
    assert "person: same warehouse" in {joined.reason for joined in case.notices}


def test_later_notices_follow_a_merge() -> None:
    """What belongs with either half comes into the merged case."""
    book = two()
    case, _ = merged(book)

    assert book.take(reply("s", "other", 30)).id == case.id
    assert book.take(reply("t", "first", 31)).id == case.id
    assert book.take(facts("old", **{**BARE, "thread": ("other@mail.example",)}, issued=None)).id == case.id


@pytest.mark.parametrize(
    "pair",
    [
        (open_case(facts()), open_case(joom())),
        (open_case(facts()), open_case(facts())),
        merged(two()),
        merged(two())[::-1],
    ],
    ids=["two platforms", "itself", "merged already", "into a signpost"],
)
def test_what_cannot_be_merged(pair: tuple[Case, Case]) -> None:
    """Joom and Amazon never share a case, and a case is put into another once."""
    with pytest.raises(UsageError):
        merge(*pair, MARA)


def test_a_split_is_recorded() -> None:
    """The named notices get a case of their own; the rest keeps the id; both say why."""
    book = two()
    case = book.of(facts())
    book.keep(split(case, [facts("r").item], MARA, book.new_id))
    rest, own = book.of(facts()), book.of(facts("r"))

    assert rest.id == case.id != own.id
    event = rest.events[-1]
    assert (event.did, event.by, event.items, event.other) == (
        Did.SPLIT, "Mara Ellison", (facts("r").item,), own.id,
    )  # fmt: skip
    assert len(book.living()) == 3


def test_later_notices_follow_a_split() -> None:
    """A reply to what was taken apart goes to its own case, also one that was issued before."""
    book = two()
    book.keep(split(book.of(facts()), [facts("r").item], MARA, book.new_id))
    own = book.of(facts("r"))

    assert book.take(reply("s", "r", 30)).id == own.id
    assert book.take(reply("before", "r", -400)).id == own.id
    assert book.take(facts("f", complaints=(), issued=ISSUED + timedelta(days=40))).id == book.of(facts()).id


def test_the_oldest_notice_can_be_split_off() -> None:
    """Taking the notice away that others hung on leaves them one case with the id they had."""
    book = Casebook().take_all([facts(), reply("r", "first", 5), reply("s", "first", 6)])
    (case,) = book.living()
    book.keep(split(case, [facts().item], MARA, book.new_id))

    assert book.partition() == {frozenset({"first.eml"}), frozenset({"r.eml", "s.eml"})}
    assert book.of(facts("r")).id == case.id


@pytest.mark.parametrize("names", [(), ("first", "r"), ("other",)])
def test_what_cannot_be_split(names: tuple[str, ...]) -> None:
    """A split names notices of the case and leaves at least one."""
    book = two()
    with pytest.raises(UsageError):
        split(book.of(facts()), [facts(name).item for name in names], MARA, book.new_id)


def test_a_merge_is_taken_back() -> None:
    """Both cases are there again with their ids and what was done with each; the record of both steps stays."""
    book = two()
    other = book.of(facts("other"))
    book.cases[other.id] = submit(other, MARA, "v1")
    case, gone = merged(book)
    assert [event.did for event in case.standing()] == [Did.SUBMITTED, Did.MERGED]
    take_back(book, case)

    assert book.partition() == two().partition()
    assert book.of(facts("other")).id == gone.id
    assert [event.did for event in book.of(facts("other")).standing()] == [Did.SUBMITTED]
    event = book.of(facts()).events[-1]
    assert event.undone is not None
    assert (event.did, event.undone.why) == (Did.MERGED, "a mistake")
    assert book.of(facts()).standing() == ()


def test_a_split_is_taken_back() -> None:
    """The notices are together again under the id that stayed; the other id leads there."""
    book = two()
    case = book.of(facts())
    book.keep(split(case, [facts("r").item], MARA, book.new_id))
    own = book.of(facts("r"))
    take_back(book, book.of(facts()))

    assert book.partition() == two().partition()
    assert book.of(facts("r")).id == case.id
    assert book.cases[own.id].merged_into == case.id


def test_submissions_and_closings_are_taken_back() -> None:
    """Something recorded by mistake is taken back, newest first; then there is nothing left to take back."""
    book = two()
    case = close(submit(book.of(facts()), MARA, "v1"), MARA)
    states = [state(case)]
    for _ in range(2):
        book.cases[case.id] = case
        take_back(book, case)
        case = book.cases[case.id]
        states.append(state(case))

    assert states == [CaseState.CLOSED, CaseState.ANSWERED, CaseState.REFUSED]
    with pytest.raises(UsageError, match="nothing was decided"):
        last_decision(case)


def test_the_same_submission_is_recorded_once() -> None:
    """Saying the same thing twice changes nothing."""
    case = submit(open_case(facts()), MARA, "v1")

    assert submit(case, MARA, "v1") is case
    assert len(submit(case, MARA, "v2").events) == 2


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_decision_holds_whatever_comes(data: st.DataObject) -> None:
    """After a merge or split, the notices known then stay together or apart as decided, whatever comes later."""
    given_ = data.draw(st.permutations(data.draw(notices())))
    known = given_[: data.draw(st.integers(1, len(given_)))]
    book = Casebook().take_all(known)
    before = book.partition()
    decided = _decide(data, book)
    groups = {name: place for place, group in enumerate(book.partition()) for name in group}
    involved = {joined.facts.source for case in decided for joined in case.notices}
    book.take_all(one for one in given_ if one not in known)

    now = {name: place for place, group in enumerate(book.partition()) for name in group}
    for one in involved:
        for other in involved:
            assert (groups[one] == groups[other]) == (now[one] == now[other])
    assert set(now) == {one.source for one in given_}
    if decided and len(known) == len(given_):
        take_back(book, _carrier(book))
        assert book.partition() == before


def _decide(data: st.DataObject, book: Casebook) -> tuple[Case, ...]:
    """Two cases of a platform merged, or a case split, where there are such; the cases it touched."""
    living = sorted(book.living(), key=lambda case: case.id)
    pairs = [(a, b) for a in living for b in living if a.id < b.id and a.platform is b.platform]
    large = [case for case in living if len(case.notices) > 1]
    if pairs and data.draw(st.booleans()):
        return book.keep(merge(*data.draw(st.sampled_from(pairs)), MARA)).cases
    if not large:
        return ()
    case = data.draw(st.sampled_from(large))
    items = [joined.facts.item for joined in case.notices]
    named = data.draw(st.lists(st.sampled_from(items), min_size=1, max_size=len(items) - 1, unique=True))
    return book.keep(split(case, named, MARA, book.new_id)).cases


def _carrier(book: Casebook) -> Case:
    """The case that carries the decision."""
    return next(case for case in book.living() if any(event.by == MARA.by for event in case.standing()))


@pytest.mark.parametrize(
    "values",
    [
        {"at": NOW.replace(tzinfo=None)},
        {"by": " "},
        {"did": Did.MERGED},
        {"did": Did.SPLIT, "items": ("sha256:0",)},
    ],
    ids=str,
)
def test_half_an_event_is_none(values: dict[str, object]) -> None:
    """An event says who did it and when, and a merge or split names the notices and the other case."""
    with pytest.raises(ValueError, match=r"event|merge"):
        Event(**{"did": Did.CLOSED, "at": NOW, "by": "Mara", "case": "A", **values})  # type: ignore[arg-type]


def numbered(name: str, number: str) -> Facts:
    """A notice that states one complaint number."""
    return facts(name, **{**BARE, "references": References(complaint=(number,))})


def test_a_merge_of_merges_is_taken_back_in_steps() -> None:
    """Three cases put together one after the other come apart one after the other, each with its id."""
    book = Casebook().take_all([numbered("a", "70318845921"), numbered("b", "70318845933"), numbered("c", "999999")])
    ids = {name: book.of(facts(name)).id for name in "abc"}
    book.keep(merge(book.of(facts("b")), book.of(facts("c")), MARA))
    book.keep(merge(book.of(facts("a")), book.of(facts("b")), MARA))
    assert len(book.living()) == 1
    take_back(book, book.of(facts("a")))
    assert {book.of(facts(name)).id for name in "bc"} == {ids["b"]}
    take_back(book, book.of(facts("b")))

    assert {name: book.of(facts(name)).id for name in "abc"} == ids

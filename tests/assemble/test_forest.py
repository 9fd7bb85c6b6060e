"""Which notices make one case, whatever the order in which they come."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.case import Case, open_case
from assemble.decisions import Who, submit
from assemble.events import Did
from assemble.forest import arrive, regroup
from assemble.joining import Reason, order
from assemble.standing import state
from config.words import Kind, Platform, Scope, Violation
from extract.facts import Facts, References
from tests.assemble.builders import ISSUED, facts, item, joom
from tests.assemble.casebook import NOW, Casebook

BARE = {"references": References(), "complaints": (), "account": None}
NUMBERS = st.sampled_from(["7031884591", "7031884592", "7031884593"])
IDS = st.sampled_from([*(f"n{number}@mail.example" for number in range(6)), "appeal@seller.example"])


def reply(name: str, to: str, hours: int, **changes: object) -> Facts:
    """A reply in the thread of another notice that states nothing else."""
    values = {**BARE, "kind": Kind.APPEAL_REJECTED, "thread": (f"{to}@mail.example",), **changes}
    return facts(name, issued=ISSUED + timedelta(hours=hours), **values)


@st.composite
def notices(draw: st.DrawFn) -> list[Facts]:
    """Notices of two platforms that share mails, numbers, ASINs and violations at random; some without a date."""
    return [draw(notice(number)) for number in range(draw(st.integers(2, 6)))]


@st.composite
def notice(draw: st.DrawFn, number: int) -> Facts:
    """One of them."""
    hours = draw(st.one_of(st.none(), st.integers(0, 400 * 24)))
    return facts(
        f"n{number}",
        platform=draw(st.sampled_from([Platform.AMAZON, Platform.AMAZON, Platform.JOOM])),
        issued=None if hours is None else ISSUED + timedelta(hours=hours),
        scope=draw(st.sampled_from([Scope.ACCOUNT, Scope.LISTING, Scope.LISTING])),
        asins=tuple(sorted(draw(st.sets(st.sampled_from(["B0C7TQ2M4X", "B0D1HK9P3R"]), max_size=2)))),
        violations=draw(st.sampled_from([(Violation.PRODUCT_CONDITION,), (Violation.IP_PATENT,), ()])),
        thread=tuple(sorted(draw(st.sets(IDS, max_size=2)))),
        references=References(
            case=tuple(draw(st.sets(NUMBERS, max_size=1))), complaint=tuple(draw(st.sets(NUMBERS, max_size=2)))
        ),
        complaints=(),
    )


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_the_order_of_arrival_does_not_matter(data: st.DataObject) -> None:
    """Notices that come in any order end in the same cases as in the order in which they were issued."""
    given_ = data.draw(notices())
    mixed = Casebook().take_all(data.draw(st.permutations(given_)))
    in_order = Casebook().take_all(sorted(given_, key=order))

    assert mixed.partition() == in_order.partition()
    assert sum(len(case.notices) for case in mixed.living()) == len(given_)
    for case in in_order.living():
        other = mixed.of(case.notices[0].facts)
        assert other.notices == case.notices
        assert state(other) is state(case)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_platforms_never_share_a_case(data: st.DataObject) -> None:
    """Whatever two notices state alike, Joom and Amazon stay apart."""
    for case in Casebook().take_all(data.draw(notices())).living():
        assert {joined.facts.platform for joined in case.notices} == {case.platform}


STORY = [
    facts(),
    facts("other", **BARE),
    reply("received", "first", 20, kind=Kind.APPEAL_RECEIVED),
    reply("rejected", "received", 40, references=References(case=("15520938471",))),
    facts("second", **{**BARE, "references": References(complaint=("70318845921",))}, issued=ISSUED + timedelta(30)),
    joom(),
]


def test_a_story_in_every_order() -> None:
    """A notice, its replies and a later complaint make one case in each of 720 orders, and strangers none of it."""
    found = {Casebook().take_all(mixed).partition() for mixed in itertools.permutations(STORY)}

    assert found == {
        frozenset(
            {
                frozenset({"first.eml", "received.eml", "rejected.eml", "second.eml"}),
                frozenset({"other.eml"}),
                frozenset({"joom.eml"}),
            }
        )
    }


def test_a_reply_that_is_read_first() -> None:
    """A reply opens a case; the notice it answers joins that case, which keeps its id and says why each is there."""
    book = Casebook()
    first = book.take(reply("answer", "first", 20))
    case = book.take(facts())

    assert case.id == first.id
    assert [joined.facts.source for joined in case.notices] == ["first.eml", "answer.eml"]
    assert [joined.reason for joined in case.notices] == ["opened", "thread: first@mail.example"]
    assert case.events == ()


def test_a_late_notice_joins_two_cases() -> None:
    """Where a late notice is what two cases have in common they become one; the other id leads there."""
    book = Casebook()
    one = book.take(reply("one", "first", 10))
    other = book.take(reply("other", "later", 20, thread=(), references=References(case=("15520938471",))))
    case = book.take(facts())
    gone = book.cases[other.id if case.id == one.id else one.id]

    assert len(book.living()) == 1
    assert gone.merged_into == case.id
    assert [(event.did, event.by, event.other) for event in case.events] == [(Did.MERGED, "noticepack", gone.id)]
    assert case.events[0].automatic


def test_the_case_that_was_worked_on_keeps_its_id() -> None:
    """When cases join by themselves, the id with a submission stays, and the submission with it."""
    book = Casebook()
    ids = [book.take(reply("one", "first", 10)).id]
    other = book.take(reply("other", "x", 20, thread=(), references=References(case=("15520938471",))))
    book.cases[other.id] = submit(other, Who(NOW, "Mara Ellison"), "v1")
    case = book.take(facts())

    assert case.id == other.id != ids[0]
    assert [event.did for event in case.standing()] == [Did.SUBMITTED, Did.MERGED]


def test_a_reply_moves_to_the_notice_it_answers() -> None:
    """A reply that joined by a number goes to the thread it belongs to when that comes; both cases say so."""
    book = Casebook()
    numbers = References(complaint=("70318845921",))
    home = book.take(facts("b", **{**BARE, "references": numbers}))
    assert book.take(reply("r", "a", 20, references=numbers)).id == home.id
    moved = book.take(facts("a", **BARE, issued=ISSUED + timedelta(hours=1)))

    assert book.partition() == {frozenset({"a.eml", "r.eml"}), frozenset({"b.eml"})}
    assert moved.id != home.id
    assert [event.did for event in book.cases[home.id].events] == [Did.SPLIT]
    assert [(event.did, event.other) for event in moved.events] == [(Did.MERGED, home.id)]


def test_a_digest_does_not_draw_cases_together() -> None:
    """A notice that names the numbers of two cases joins one of them and leaves the other alone."""
    book = Casebook()
    for name, number in (("a", "70318845921"), ("b", "70318845933")):
        book.take(facts(name, **{**BARE, "references": References(complaint=(number,))}))
    both = References(complaint=("70318845921", "70318845933"))
    book.take(facts("digest", **{**BARE, "references": both}, issued=ISSUED + timedelta(days=1)))

    assert len(book.living()) == 2


def test_the_same_notice_twice_changes_nothing() -> None:
    """A notice that stands in a case already leaves everything as it is."""
    book = Casebook().take_all([facts(), reply("r", "first", 3)])
    (case,) = book.living()
    arranged = arrive([case], facts(), NOW, book.new_id)

    assert arranged.changed() == ()
    assert arranged.holding(facts().item) is case
    assert arranged.moved_from(facts().item) is None


def test_an_id_that_is_taken_gets_longer() -> None:
    """A case whose usual id belongs to another gets four more digits at most, and none is written over."""
    book = Casebook()
    twin = replace(facts("twin", **BARE), item=item("first")[:20] + "0" * 51)
    ids = [book.take(one).id for one in (facts(), twin)]

    assert ids[1].startswith(ids[0])
    assert len(book.living()) == 2


def test_a_circle_is_refused() -> None:
    """Notices that hang on each other in a circle are no case."""
    one, other = (open_case(facts(name)) for name in ("one", "other"))
    book = Casebook().take_all([facts("one"), facts("other", issued=ISSUED + timedelta(1))])
    (case,) = book.living()
    first, second = case.notices
    assert second.tie is not None
    loop = {
        first.facts.item: replace(first, tie=replace(second.tie, to=second.facts.item)),
        second.facts.item: second,
    }

    with pytest.raises(ValueError, match="circle"):
        regroup((one, other), loop, book.new_id)


def test_every_join_has_a_reason() -> None:
    """Of the notices of a case exactly one opened it; each other one names what ties it to which notice."""
    case: Case = Casebook().take_all(STORY).of(facts())
    ties = [joined.tie for joined in case.notices]

    assert [tie.reason if tie else None for tie in ties] == [
        None,
        Reason.THREAD,
        Reason.THREAD,
        Reason.COMPLAINT,
    ]
    assert all(tie is None or case.has(tie.to) for tie in ties)

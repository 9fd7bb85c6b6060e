"""Facts as rows for people: every finding has a row, and what stands nowhere in the text says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config.words import Basis, Kind, Platform, Scope, Verdict
from extract.facts import Complaint, Deadline, Facts, Finding, RightsOwner
from ingest.message import Authenticity
from noticepack.provenance.rows import complaint_words, deadline_basis, groups_of, slug_of


def finding(kind: str, value: str, text: str = "", rule: str = "x", start: int = 0) -> Finding:
    """A finding in the body."""
    return Finding(kind, value, text or value, "body", None, start, start + 3, None, rule)


FACTS = Facts(
    source="a.eml",
    item="sha256:0",
    platform=Platform.AMAZON,
    kind=Kind.VIOLATION,
    authenticity=Authenticity(Verdict.UNVERIFIED, ()),
    scope=Scope.LISTING,
    issued=datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
    findings=(
        finding("kind", "violation", "was removed"),
        finding("asin", "B0C1234567", start=5),
        finding("asin", "B0C1234567", "b0c1234567", start=50),
        finding("reference.order", "114-1"),
        finding("period", "P1D", "one day", "periods: response"),
        finding("period", "P90D", "90 days", "periods: funds"),
        finding("date", "2026-05-01", "May 1", "dates: event"),
        finding("deadline", "2026-05-05T09:30:00+00:00", "one day"),
        finding("something_new", "x"),
    ),
)


def test_every_finding_stands_in_one_row() -> None:
    """No finding is left out, however many share a value and whatever their kind."""
    rows = [row for group in groups_of(FACTS) for row in group.rows]
    numbers = [number for row in rows for number, _ in row.findings]

    assert sorted(numbers) == list(range(len(FACTS.findings)))


@pytest.mark.parametrize(
    ("group", "row"),
    [
        ("What happened", ("Kind of notice", "violation", "", ["was removed"])),
        ("What happened", ("Affects", "listing", "by what was taken", [])),
        ("What happened", ("Date of the notice", "Mon 4 May 2026, 09:30", "header of the mail", [])),
        ("Products", ("ASIN", "B0C1234567", "", [])),
        ("Numbers", ("Order number", "114-1", "", [])),
        ("Time", ("Deadline", "Tue 5 May 2026, 09:30", "", ["one day"])),
        ("Time", ("Period", "1 day", "to answer", ["one day"])),
        ("Time", ("Period", "90 days", "money is held", [])),
        ("Time", ("Date", "Fri 1 May 2026", "of an event", ["May 1"])),
        ("Other", ("Something new", "x", "", [])),
    ],
)
def test_a_row_says_what_it_is(group: str, row: tuple[str, str, str, list[str]]) -> None:
    """Label, value for people, role, and the words as written where they differ."""
    found = {one.name: [(r.label, r.value, r.note, r.written) for r in one.rows] for one in groups_of(FACTS)}

    assert row in found[group]


def test_groups_without_facts_are_left_out() -> None:
    """Only what the notice says has a heading."""
    assert [group.name for group in groups_of(replace(FACTS, findings=FACTS.findings[:2]))] == [
        "What happened",
        "Products",
    ]


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        (Basis.STATED, "Stated in the notice: “by Friday”."),
        (Basis.RELATIVE, "Counted from the date of the notice: “by Friday”."),
        (Basis.RULE, "The notice states none. This is our own working target: by Friday."),
    ],
)
def test_a_deadline_says_where_it_comes_from(basis: Basis, words: str) -> None:
    """Our own target is never shown as the notice's; words of the notice are shown as it writes them."""
    facts = replace(FACTS, findings=(finding("deadline", "2026-05-08T00:00:00+00:00", "by\nFriday"),))

    assert (
        deadline_basis(replace(facts, deadline=Deadline(datetime(2026, 5, 8, tzinfo=UTC), basis, "by Friday"))) == words
    )


def test_a_notice_without_deadline_has_no_basis() -> None:
    """Nothing is made up."""
    assert deadline_basis(FACTS) == ""


def test_a_complaint_is_shown_as_far_as_it_goes() -> None:
    """Fields that the notice does not state are left out."""
    complaint = Complaint(asins=("B0C1234567",), rights_owner=RightsOwner(None, "ip@brand.example"))

    assert complaint_words(complaint) == [("ASINs", "B0C1234567"), ("Rights owner", "ip@brand.example")]


@pytest.mark.parametrize(
    ("kind", "slug"), [("reference.court", "numbers"), ("path", "what-is-asked"), ("new", "other")]
)
def test_a_kind_has_the_colour_of_its_group(kind: str, slug: str) -> None:
    """References of all sorts share one; what is not known has one too."""
    assert slug_of(kind) == slug

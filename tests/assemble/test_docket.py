"""What was given and said for a case comes to one state, whatever came first, and is read back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.answers import EvidenceClaim
from assemble.docket import (
    AddedPaper,
    Entry,
    ForcedPacket,
    Said,
    SavedAnswers,
    WithdrawnPaper,
    docket_of,
    entry_from_json,
    entry_to_json,
)
from config.words import PaperKind, Seen

DAY = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ONE, TWO = f"sha256:{'1' * 64}", f"sha256:{'2' * 64}"


def entries(*said: Said, case: str = "A") -> list[Entry]:
    """One entry an hour."""
    return [Entry(case, n, DAY + timedelta(hours=n), "mara", one) for n, one in enumerate(said, start=1)]


def paper(name: str, shows: str, digest: str = ONE) -> AddedPaper:
    """A paper with what it shows."""
    claim = EvidenceClaim(name, shows, "1", ("B0C7TQ2M4X",), PaperKind.INVOICE, date(2026, 2, 3), (Seen.TIME,))
    return AddedPaper(name, digest, "application/pdf", 7, f"in/{name}", claim)


@pytest.mark.parametrize(
    "said",
    [
        SavedAnswers("case: x\n# a remark\n"),
        paper("a.pdf", "It."),
        WithdrawnPaper("a.pdf", ""),
        ForcedPacket("why", ("NP-X",)),
    ],
)
def test_an_entry_is_read_back(said: Said) -> None:
    """Whatever was said comes back from its JSON the same, and the same entry gives the same text."""
    (entry,) = entries(said)

    assert entry_from_json(entry_to_json(entry)) == entry
    assert entry_to_json(entry) == entry_to_json(entry_from_json(entry_to_json(entry)))


def test_the_last_answers_count_and_papers_gather_claims() -> None:
    """A paper given twice has two claims; one that was withdrawn is gone, and can be given again."""
    docket = docket_of(
        entries(
            SavedAnswers("case: A\n"),
            paper("a.pdf", "One."),
            paper("b.pdf", "Another.", TWO),
            paper("a.pdf", "Two."),
            paper("a.pdf", "One."),
            WithdrawnPaper("b.pdf", ""),
            SavedAnswers("case: A\nseen_in_account: true\n"),
        )
    )

    assert [(one.name, [claim.shows for claim in one.claims]) for one in docket.papers] == [("a.pdf", ["One.", "Two."])]
    answers = docket.answers("A")
    assert answers.seen_in_account
    assert [claim.shows for claim in answers.evidence] == ["One.", "Two."]
    again = docket_of(entries(paper("a.pdf", "One."), WithdrawnPaper("a.pdf", ""), paper("a.pdf", "Two.")))
    assert [claim.shows for claim in again.claims] == ["Two."]


def test_papers_of_one_name_are_told_apart() -> None:
    """Two cases that become one may bring two papers of one name; their claims go with them."""
    both = docket_of([*entries(paper("a.pdf", "One.")), *entries(paper("a.pdf", "Two.", TWO), case="B")])

    assert [paper.name for paper in both.papers] == ["a.pdf", "a (2).pdf"]
    assert [(claim.file, claim.shows) for claim in both.claims] == [("a.pdf", "One."), ("a (2).pdf", "Two.")]


@given(
    st.permutations(entries(paper("a.pdf", "1"), WithdrawnPaper("a.pdf", ""), paper("b.pdf", "2"), SavedAnswers("x")))
)
@settings(max_examples=30, deadline=None)
def test_the_order_of_reading_does_not_matter(mixed: list[Entry]) -> None:
    """Entries stand in their order of time, however a store lists them."""
    assert docket_of(mixed) == docket_of(sorted(mixed, key=lambda entry: entry.number))

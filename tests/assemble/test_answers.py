"""Answers: read from YAML with errors that name the line, and a blank file that reads as nothing filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assemble.answers import (
    MAX_FILE,
    MAX_TEXT,
    AppealAnswers,
    CorrectiveAction,
    IssueAnswer,
    Signatory,
    answers_from_yaml,
)
from assemble.answers_file import answers_yaml
from assemble.case import Case, open_case
from assemble.literal import literal
from config.errors import AnswersError
from config.words import AppealPath, Kind, Violation
from tests.assemble.builders import APPEALS, facts, joom, trademark
from tests.worked.example import NAMES, rules, worked

GOOD = """\
case: AMZ-US-00000000
path: dispute
issues:
  - violation: ip.trademark
    asins: [B0B4556MMV]
    root_cause: |-
      First line.

      Second paragraph.
    corrective:
      - {text: "Closed the listing.", done: 2026-03-01, evidence: [a.pdf]}
signatory:
  name: Mara Ellison
  registered: true
"""


def test_reads_answers() -> None:
    """What stands in the file stands in the value; what does not is empty."""
    assert answers_from_yaml(GOOD, "a.yaml") == AppealAnswers(
        case="AMZ-US-00000000",
        path=AppealPath.DISPUTE,
        issues=(
            IssueAnswer(
                violation=Violation.IP_TRADEMARK,
                asins=("B0B4556MMV",),
                root_cause="First line.\n\nSecond paragraph.",
                corrective=(CorrectiveAction("Closed the listing.", date(2026, 3, 1), ("a.pdf",)),),
            ),
        ),
        signatory=Signatory("Mara Ellison", registered=True),
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "issues:\nsignatory:\nevidence:\n", "case:\n"])
def test_empty_keys_are_empty_answers(text: str) -> None:
    """A key that was left empty is the same as no key."""
    assert answers_from_yaml(text, "a.yaml") == AppealAnswers()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("case: x\nisues: []\n", 2, "isues"),
        ("case: x\ncase: y\n", 2, "given twice"),
        ("path: bribe\n", 1, "path"),
        ("issues:\n  - violation: ip.trademark\n    corrective:\n      - {text: a, done: soon}\n", 4, "done"),
        ("issues:\n  - violation: nothing\n", 2, "violation"),
        ("signatory:\n  registered: perhaps\n", 2, "registered"),
        ("case: [\n", 2, ""),
        ("- a\n", 1, "top level"),
        (f"issues:\n  - root_cause: {'x' * (MAX_TEXT + 1)}\n", 2, "characters"),
        ("x" * (MAX_FILE + 1), 1, "longer than"),
        ("a: !!python/object/apply:os.system [id]\n", 1, ""),
    ],
)
def test_errors_name_the_line(text: str, line: int, what: str) -> None:
    """A wrong file is named with its line and what is wrong there."""
    with pytest.raises(AnswersError) as caught:
        answers_from_yaml(text, "case.yaml")

    assert caught.value.line == line
    assert caught.value.message.startswith(f"case.yaml:{line}: ")
    assert what in caught.value.what


def test_answers_check_themselves() -> None:
    """A text that is too long cannot be held by an answer, wherever it comes from."""
    with pytest.raises(ValueError, match="root_cause: at most"):
        IssueAnswer(root_cause="x" * (MAX_TEXT + 1))
    with pytest.raises(ValueError, match="asins: at most"):
        IssueAnswer(asins=("B0B4556MMV",) * 501)


CASES = [
    open_case(facts()),
    open_case(trademark()),
    open_case(joom()),
    open_case(facts(violations=(), asins=(), requested=(), paths=())),
    open_case(facts(kind=Kind.REINSTATED)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_blank_file_reads_as_nothing_filled_in(case: Case) -> None:
    """The blank file is read as it is, names the case, and holds no text of an answer."""
    answers = answers_from_yaml(answers_yaml(case, APPEALS), "blank.yaml")

    assert answers.case == case.id
    assert not answers.signatory.registered
    assert not answers.evidence
    assert all(not (issue.root_cause or issue.corrective or issue.no_violation) for issue in answers.issues)


def test_blank_file_shows_what_to_fill_in() -> None:
    """The blank file asks for each violation's parts in words that fit it, and lists the notice's requests."""
    text = answers_yaml(open_case(facts(headings=("Photos of your warehouse",))), APPEALS)

    assert "How could units that were used" in text
    assert "#   1. Copies of invoices" in text
    assert 'heading: "Photos of your warehouse"' in text
    assert "no_violation" not in text
    assert "no_violation" in answers_yaml(open_case(trademark()), APPEALS)


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_no_notice_adds_a_key(text: str) -> None:
    """Whatever a notice asks for, the blank file stays the same shape: it is a comment or one quoted scalar."""
    case = open_case(facts(requested=(text,), headings=(text,), asins=(text,)))
    answers = answers_from_yaml(answers_yaml(case, APPEALS), "blank.yaml")

    assert len(answers.issues) == 1
    assert len(answers.points) <= 1
    assert not answers.signatory.registered


@pytest.mark.parametrize("ending", ["\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_line_breaks_of_a_notice_end_no_comment(ending: str) -> None:
    """A line break of any kind in a notice does not end the comment it stands in."""
    text = f"x{ending}seen_in_account: true"
    blank = answers_yaml(open_case(facts(requested=(text,), headings=(text,))), APPEALS)

    assert answers_from_yaml(blank, "blank.yaml").seen_in_account is False


@pytest.mark.parametrize("name", NAMES)
def test_given_answers_are_written_and_read_back(name: str) -> None:
    """A file written with answers gives the same answers, as prompts and the next try need it."""
    example = worked(name)
    text = answers_yaml(example.dossier.case, rules(), example.answers)

    assert answers_from_yaml(text, "again.yaml") == example.answers


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_any_text_comes_back(text: str) -> None:
    """Whatever a person wrote, in words and in lists, is read back as it was, but for what YAML cannot hold."""
    said = literal(text)
    issue = IssueAnswer(root_cause=said, corrective=(CorrectiveAction(said, None, (said,)),))
    given = AppealAnswers(case=CASES[0].id, issues=(replace(issue, violation=Violation.PRODUCT_CONDITION),))

    assert answers_from_yaml(answers_yaml(CASES[0], APPEALS, given), "again.yaml") == given

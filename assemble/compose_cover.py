"""What is for the seller only: verdict, way, deadline, what is missing, what to upload, changes since last time."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.attachments import upload_names
from assemble.case import case_requested, case_violations
from assemble.difference import Did, difference
from assemble.forms import Choice
from assemble.lack import Lack
from assemble.matrix import matrix
from assemble.review import Review
from assemble.sheet import ChangeRow, Cover, LackRow, Line, MatrixRow, UploadRow
from assemble.standing import case_deadline, state
from assemble.texts import texts_of
from assemble.ways import not_offered, ways
from assemble.wording import basis, day, moment
from config.words import Basis, Severity


def cover(review: Review, lacks: tuple[Lack, ...]) -> Cover:
    """The values of the report for the seller."""
    deadline, form, choice = case_deadline(review.case), review.form, review.choice
    last, changes = _changes(review)
    advice = review.rules.file.summary.advice
    return Cover(
        verdict=_verdict(review, lacks),
        forced=_forced(review),
        way=form.submit.way if form else "",
        note=form.submit.note if form else "",
        ways=tuple(ways(review.case, choice, review.rules)) if form else (),
        unconfirmed="" if form is None or form.submit.verified else f"Source: {form.submit.source}.",
        deadline=moment(deadline.at) if deadline else _without_deadline(choice),
        basis=basis(deadline) if deadline else "",
        target=deadline is not None and deadline.basis is Basis.RULE,
        lacks=tuple(_lack_row(one) for one in lacks),
        advice=(*not_offered(review.case, review.rules), *form.advice, *_usual_papers(review))
        if form
        else (advice[choice.why],),
        matrix=tuple(_matrix(review)) if form else (),
        uploads=tuple(_uploads(review)) if form else (),
        last=last,
        changes=changes,
    )


def _verdict(review: Review, lacks: tuple[Lack, ...]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in lacks)
    if review.form is None:
        return f"Nothing is to be submitted. The case is {state(review.case)}."
    if not errors:
        return "Ready: every point that can be checked is settled."
    points = "one point" if errors == 1 else f"{errors} points"
    return f"Not ready: {points} must be settled first."


def _forced(review: Review) -> str:
    forced = review.dossier.forced
    return f"Called ready in spite of that by {forced.by} on {day(forced.at.date())}: {forced.why}" if forced else ""


def _usual_papers(review: Review) -> Iterator[str]:
    """The papers that are usual for the violations, where the notice lists none itself."""
    for violation in () if case_requested(review.case) else case_violations(review.case):
        if papers := review.rules.guidance(violation).papers:
            yield f"The notice lists no papers. Usual for “{review.rules.name(violation)}”: {'; '.join(papers)}."


def _without_deadline(choice: Choice) -> str:
    return "None was found. Read the notice for one." if choice.form else "None of the marketplace is known."


def _lack_row(lack: Lack) -> LackRow:
    return LackRow("Must" if lack.severity is Severity.ERROR else "Check", lack.code, lack.message, lack.remedy)


def _matrix(review: Review) -> Iterator[MatrixRow]:
    """Numbers are those of the appeal, which leaves out what was put aside."""
    whole = matrix(review.case, review.answers, review.evidence, review.rules)
    for row in whole.rows if whole.requests else ():
        met = "; ".join(f"{number}: {', '.join(cell)}" for number, cell in enumerate(row.cells, start=1) if cell)
        missing = ", ".join(str(number) for number, cell in enumerate(row.cells, start=1) if not cell)
        yield MatrixRow(row.asin or "The whole matter", met, Line(missing, slot=bool(missing)))


def _uploads(review: Review) -> Iterator[UploadRow]:
    names = upload_names(review)
    for exhibit in review.evidence.index():
        yield UploadRow(str(exhibit.number), exhibit.file.name, ", ".join(names[exhibit.file.name]))


def _changes(review: Review) -> tuple[str, tuple[ChangeRow, ...]]:
    """The last try of this case and what changed since."""
    tries = [one for one in review.dossier.earlier if one.case == review.case.id]
    if not tries or review.form is None:
        return "", ()
    last = tries[-1]
    words = {Did.REMOVED: "Taken out", Did.ADDED: "Put in"}
    changes = difference(last.texts, texts_of(review.answers))
    return f"{last.version}, submitted {day(last.submitted.date())}", tuple(
        ChangeRow(words[one.did], one.place.replace("_", " "), one.text) for one in changes
    )

"""What an appeal looks like now: what it lacks, which papers meet what, the way of its orders. Nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from assemble.answers import MAX_FILE, AppealAnswers, EvidenceClaim, answers_from_yaml
from assemble.difference import Change, difference
from assemble.dossier import Dossier, Earlier
from assemble.lack import Lack
from assemble.matrix import Matrix, matrix
from assemble.readiness import is_ready
from assemble.shipments import Shipments, shipments_in
from assemble.texts import texts_of
from config.appeals import AppealRules, load_appeals
from config.errors import UsageError
from noticepack.bootstrap import App, contexts_of
from noticepack.docket import docket_for
from noticepack.dossiers import gather
from noticepack.outcome import Quarantined, as_error
from noticepack.placing import living_case
from noticepack.tasks import Packing, look_task
from noticepack.workers import open_small_runner


@dataclass(frozen=True, slots=True)
class Looked:
    """A dossier and what it lacks."""

    dossier: Dossier
    lacks: tuple[Lack, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing holds the packet back."""
        return is_ready(self.lacks)

    @property
    def last(self) -> Earlier | None:
        """The last appeal that was submitted in this case."""
        return next((one for one in reversed(self.dossier.earlier) if one.case == self.dossier.case.id), None)

    @property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the text since the last appeal; empty where there was none."""
        return difference(self.last.texts, texts_of(self.dossier.answers)) if self.last else ()


def check_case(app: App, case_id: str, file: Path | None = None) -> Looked:
    """What a case lacks now, with its saved answers or with those of a file, which are not saved.

    Raises:
        NotStored, UsageError: see `living_case`. AnswersError: the file is wrong; names the line. ItemError: looking at
        a paper failed.
    """
    dossier = gather(app, living_case(app, case_id))
    if file is not None:
        claims = docket_for(app, dossier.case).claims
        dossier = replace(dossier, answers=with_claims(answers_from_yaml(read_text(file), str(file)), claims))
    return look_at(app, dossier)


def with_claims(answers: AppealAnswers, claims: tuple[EvidenceClaim, ...]) -> AppealAnswers:
    """The answers with what the papers of the case are said to show."""
    return replace(answers, evidence=tuple(dict.fromkeys((*claims, *answers.evidence))))


def look_at(app: App, dossier: Dossier) -> Looked:
    """What the dossier lacks now; papers are opened in a process of their own. Raises: ItemError."""
    with open_small_runner(app.settings, contexts_of(app.settings)) as runner:
        lacks = runner.call(look_task, Packing(dossier, app.clock()))
    if isinstance(lacks, Quarantined):
        raise as_error(lacks)
    return Looked(dossier, lacks)


def matrix_of(app: App, case_id: str) -> Matrix:
    """Which papers meet which request for which ASIN. Raises: NotStored, UsageError."""
    dossier = gather(app, living_case(app, case_id))
    return matrix(dossier.case, dossier.answers, dossier.evidence, rules_of(app))


def shipments_of(app: App, case_id: str) -> Shipments:
    """The shipments in the tables of a case. Raises: NotStored, UsageError."""
    dossier = gather(app, living_case(app, case_id))
    if not dossier.evidence.files:
        raise UsageError(
            f"{case_id}: no table of shipments can be read here",
            advice="Add one with `noticepack appeal evidence` and --paper shipments, where the vault identity is.",
        )
    return shipments_in(dossier.answers, dossier.evidence, rules_of(app).shipments)


def rules_of(app: App) -> AppealRules:
    """The appeal rules in force. Raises: RulesError."""
    return load_appeals(app.settings.rules_dir, templates=app.settings.templates_dir)


def read_text(file: Path) -> str:
    """The text of an answers file. Raises: UsageError (not there, too large, or no UTF-8)."""
    try:
        data = file.read_bytes() if file.stat().st_size <= 4 * MAX_FILE else None
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", advice="Name a file that is there and may be read.") from error
    if data is None:
        raise UsageError(f"{file}: is too large for an answers file", advice="Name the file with your answers.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{file}:{line}: is not UTF-8", advice="Save the file as UTF-8 in your editor.") from error

"""The guided appeal: the answers file of a case written, read, asked for by prompts, saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from assemble.answers import AppealAnswers, answers_from_yaml
from assemble.answers_file import answers_yaml
from assemble.case import Case
from assemble.docket import SavedAnswers
from assemble.forms import Choice, choose_form
from assemble.sheet import WayRow
from assemble.ways import not_offered, ways, why_taken
from config.errors import AnswersError, UsageError
from noticepack.appeals import Looked, look_at, read_text, rules_of
from noticepack.bootstrap import App
from noticepack.docket import add_entry, docket_for
from noticepack.dossiers import gather
from noticepack.placing import living_case
from noticepack.prompting import ask
from storage.durable import write_file

WRITTEN, SAVED, UNCHANGED = "written", "saved", "unchanged"


@dataclass(frozen=True, slots=True)
class Guided:
    """What was done, and where the appeal stands."""

    case: Case
    choice: Choice
    ways: tuple[WayRow, ...]
    beware: tuple[str, ...]
    why: str
    file: Path
    done: str
    """`written`: the file is new; `saved`; `unchanged`: it was saved before."""
    looked: Looked


def guided(app: App, case_id: str, file: Path | None, *, prompt: bool = False, edit: bool = False) -> Guided:
    """Write the answers file of a case where there is none, else read and save it; then see what is missing.

    Raises:
        NotStored: no such case. UsageError: it was merged, the file cannot be read or written, or is for another case.
        AnswersError: the file is wrong; names the line.
    """
    case, rules = living_case(app, case_id), rules_of(app)
    path = file or Path(f"{case_id}.answers.yaml")
    fresh = not path.exists()
    if fresh:
        saved = docket_for(app, case).text
        _write(path, saved if saved is not None else answers_yaml(case, rules))
    if prompt:
        _write(path, answers_yaml(case, rules, ask(case, _answers(path, case_id), rules)))
    if edit:
        _edit(path, case_id)
    done = WRITTEN if fresh and not (prompt or edit) else save_answers(app, case, path)
    dossier = gather(app, case)
    choice = choose_form(case, dossier.answers.path, rules)
    return Guided(
        case=case,
        choice=choice,
        ways=tuple(ways(case, choice, rules)),
        beware=tuple(not_offered(case, rules)),
        why=why_taken(choice, rules),
        file=path,
        done=done,
        looked=look_at(app, dossier),
    )


def save_answers(app: App, case: Case, file: Path) -> str:
    """Keep an answers file as it is; `saved` or `unchanged`. Raises: AnswersError, UsageError (see `guided`)."""
    _answers(file, case.id)
    text = read_text(file)
    if docket_for(app, case).text == text:
        return UNCHANGED
    add_entry(app, case.id, SavedAnswers(text))
    return SAVED


def _answers(file: Path, case_id: str) -> AppealAnswers:
    given = answers_from_yaml(read_text(file), str(file))
    if given.case and given.case != case_id:
        raise UsageError(
            f"{file}: these are answers for case {given.case}, not for {case_id}",
            advice=f"Check every line; then write `case: {case_id}` into it, or name the right case.",
        )
    return given


def _write(file: Path, text: str) -> None:
    """The text in a file that its owner alone may read; what stood there is replaced whole."""
    temporary = file.with_name(f".{file.name}.new")
    try:
        write_file(temporary, text.encode())
        temporary.replace(file)
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", advice="Name a file that can be written with --file.") from error


def _edit(file: Path, case_id: str) -> None:
    """The person's editor on the file, again until what stands in it can be read or the person gives up."""
    while True:
        try:
            click.edit(filename=str(file))
            _answers(file, case_id)
        except click.ClickException as error:
            raise UsageError(error.format_message(), advice="Set VISUAL or EDITOR to your editor.") from error
        except (AnswersError, UsageError) as error:
            click.echo(f"{error.message}\n  {error.advice}", err=True)
            if click.confirm("Open the editor again?", default=True, err=True):
                continue
            raise
        return

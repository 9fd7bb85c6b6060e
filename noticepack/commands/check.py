"""`noticepack check CASE`: what the packet of a case still lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
Answers = Annotated[
    Path | None, typer.Option("--answers", help="Answers file to check instead of the saved one; nothing is saved.")
]


def check(context: typer.Context, case_id: CaseId, answers: Answers = None, as_json: Json = False) -> None:
    """Check whether the packet of a case is ready; exit code 0 when nothing holds it back, 3 when something does."""
    from noticepack.appeal_view import check_json, print_check
    from noticepack.appeals import check_case
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json

    looked = check_case(open_app(state_of(context).settings()), case_id, answers)
    if as_json:
        print_json(check_json(looked))
    else:
        print_check(looked)
    raise typer.Exit(0 if looked.ready else 3)

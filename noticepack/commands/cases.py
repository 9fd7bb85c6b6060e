"""`noticepack cases` and `noticepack case show CASE`."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

case_app = typer.Typer(help="Look at one case.", no_args_is_help=True)

StateName = Annotated[str | None, typer.Option("--state", help="open, answered, refused or reinstated.")]
CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]


def cases(context: typer.Context, state: StateName = None, as_json: Json = False) -> None:
    """List cases, the nearest deadline first."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json
    from noticepack.tables import case_json, print_cases

    app = open_app(state_of(context).settings())
    rows = app.catalog.cases(state)
    if as_json:
        for row in rows:
            print_json(case_json(row))
        return
    print_cases(rows, app.clock())


@case_app.callback()
def group() -> None:
    """Look at one case."""


@case_app.command("show")
def show(context: typer.Context, case_id: CaseId, as_json: Json = False) -> None:
    """Show a case: its notices and why they joined, what they say, the deadline and what is missing."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_case, whole_case_json
    from noticepack.screen import print_json

    app = open_app(state_of(context).settings())
    row = app.catalog.case(case_id)
    if as_json:
        print_json(whole_case_json(row))
        return
    print_case(row, app.clock())

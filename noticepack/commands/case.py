"""`noticepack case show|merge|split|close|undo|changes`: look at one case, and decide about it."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Look at one case, and decide about it.", no_args_is_help=True)

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
OtherId = Annotated[str, typer.Argument(metavar="OTHER", help="The case whose notices are put into CASE.")]
Items = Annotated[list[str], typer.Argument(metavar="ITEM...", help="Notices, as `noticepack case show` names them.")]
Why = Annotated[str, typer.Option(help="Why, in one line; kept in the record.")]
By = Annotated[str | None, typer.Option(help="Who decides it; the setting `operator` unless told.")]


@app.callback()
def group() -> None:
    """Look at one case, and decide about it."""


@app.command("show")
def show(context: typer.Context, case_id: CaseId, as_json: Json = False) -> None:
    """Show a case: where it stands, what happened, what is still asked, what the notice says, what is missing."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_case, whole_case_json
    from noticepack.casefile import look_up
    from noticepack.screen import print_json

    opened = open_app(state_of(context).settings())
    file = look_up(opened, case_id)
    if as_json:
        print_json(whole_case_json(file))
        return
    print_case(file, opened.clock(), opened.settings.zone)


@app.command("merge")
def merge(
    context: typer.Context, case_id: CaseId, other: OtherId, why: Why, by: By = None, as_json: Json = False
) -> None:
    """Put the notices of OTHER into CASE; later notices of either follow. `case undo CASE` takes it back."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_done
    from noticepack.casework import merge_cases

    opened = open_app(state_of(context).settings())
    print_done(merge_cases(opened, case_id, other, by=by or opened.settings.operator, why=why), as_json=as_json)


@app.command("split")
def split(
    context: typer.Context, case_id: CaseId, items: Items, why: Why, by: By = None, as_json: Json = False
) -> None:
    """Make notices of a case a case of their own; later notices of either follow. `case undo CASE` takes it back."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_done
    from noticepack.casework import split_case

    opened = open_app(state_of(context).settings())
    print_done(split_case(opened, case_id, items, by=by or opened.settings.operator, why=why), as_json=as_json)


@app.command("close")
def close(context: typer.Context, case_id: CaseId, why: Why, by: By = None, as_json: Json = False) -> None:
    """Close a case: nothing is due any more until a notice comes. `case undo CASE` takes it back."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_done
    from noticepack.casework import close_case

    opened = open_app(state_of(context).settings())
    print_done(close_case(opened, case_id, by=by or opened.settings.operator, why=why), as_json=as_json)


@app.command("undo")
def undo(context: typer.Context, case_id: CaseId, why: Why, by: By = None, as_json: Json = False) -> None:
    """Take back what was recorded last for a case (merge, split, submitted, closed); the record keeps both."""
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_done
    from noticepack.casework import undo_decision

    opened = open_app(state_of(context).settings())
    print_done(undo_decision(opened, case_id, by=by or opened.settings.operator, why=why), as_json=as_json)


@app.command("changes")
def changes(context: typer.Context, case_id: CaseId, as_json: Json = False) -> None:
    """Show how the newest packet differs from the one that was submitted last; needs the vault's identity."""
    from noticepack.bootstrap import open_app
    from noticepack.packet_changes import changes_since, print_changes

    opened = open_app(state_of(context).settings())
    print_changes(changes_since(opened, case_id), as_json=as_json)

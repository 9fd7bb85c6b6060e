"""`noticepack release ITEM`: a person decides that a suspicious item is genuine."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

OneItem = Annotated[str, typer.Argument(metavar="ITEM", help="Item as `noticepack items` shows it.")]
By = Annotated[str | None, typer.Option(help="Who decides it; the setting `operator` unless told.")]
Why = Annotated[str, typer.Option(help="Why it is genuine although it looks suspicious.")]


def release(context: typer.Context, item: OneItem, why: Why, by: By = None, as_json: Json = False) -> None:
    """Decide that a suspicious item is genuine: it is read again and opens its case. Who and why is recorded.

    Needs the vault's identity on this machine.
    """
    from noticepack.bootstrap import open_app
    from noticepack.decisions import release_item
    from noticepack.screen import print_json
    from noticepack.tables import print_report

    app = open_app(state_of(context).settings())
    report = release_item(app, item, by=by or app.settings.operator, why=why)
    if as_json:
        print_json(report.to_json())
    else:
        print_report(report)
    raise typer.Exit(report.exit_code)

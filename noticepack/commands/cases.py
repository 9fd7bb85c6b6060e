"""`noticepack cases`: the list of cases."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

StateName = Annotated[
    str | None, typer.Option("--state", help="open, answered, refused, reinstated, closed or merged.")
]


def cases(context: typer.Context, state: StateName = None, as_json: Json = False) -> None:
    """List cases: those to answer first, the nearest deadline on top."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json
    from noticepack.tables import case_json, print_cases
    from storage.catalog_rows import MERGED

    app = open_app(state_of(context).settings())
    rows = (row for row in app.catalog.cases(state) if state or row.state != MERGED)
    if as_json:
        for row in rows:
            print_json(case_json(row))
        return
    print_cases(rows, app.clock(), app.settings.zone)

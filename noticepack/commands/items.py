"""`noticepack items`: every item that came in, its state and the reason."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

StateName = Annotated[str | None, typer.Option("--state", help="archived, unrelated, quarantined or received.")]


def items(context: typer.Context, state: StateName = None, as_json: Json = False) -> None:
    """List what came in, with its state and why; quarantined items wait for a person."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json
    from noticepack.tables import item_json, print_items

    rows = open_app(state_of(context).settings()).catalog.items(state)
    if as_json:
        for row in rows:
            print_json(item_json(row))
        return
    print_items(rows)

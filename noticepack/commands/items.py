"""`noticepack items [ITEM]`: every item that came in, its state and the reason; of one, where it was seen."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

OneItem = Annotated[
    str | None,
    typer.Argument(metavar="[ITEM]", help="Beginning of a digest: show that item whole.", show_default=False),
]
StateName = Annotated[
    str | None, typer.Option("--state", help="archived, duplicate, unrelated, quarantined or received.")
]


def items(context: typer.Context, item: OneItem = None, state: StateName = None, as_json: Json = False) -> None:
    """List what came in, with its state, why, and where it was seen; quarantined items wait for a person."""
    from noticepack.bootstrap import open_app
    from noticepack.item_view import item_json, items_shown, print_item, print_items
    from noticepack.screen import print_json

    catalog = open_app(state_of(context).settings()).catalog
    shown = items_shown(catalog, item, state)
    if as_json:
        for one in shown:
            print_json(item_json(one))
    elif item is not None:
        for one in shown:
            print_item(one)
    else:
        print_items(shown)

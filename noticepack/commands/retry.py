"""`noticepack retry [ITEM...]`: items that wait are read again from the vault."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

Items = Annotated[list[str] | None, typer.Argument(metavar="[ITEM...]", help="Items as `noticepack items` shows them.")]
All = Annotated[bool, typer.Option("--all", help="Every item that is quarantined or was received and not finished.")]


def retry(context: typer.Context, items: Items = None, every: All = False, as_json: Json = False) -> None:
    """Read items again from the vault, after a limit, a rule or a program was changed: quarantined or unrelated ones.

    Needs the vault's identity on this machine. Without ITEM it reads those that were received and not finished.
    """
    from noticepack.bootstrap import open_app
    from noticepack.decisions import retry_items
    from noticepack.screen import print_json
    from noticepack.tables import print_report

    report = retry_items(open_app(state_of(context).settings()), items or [], every=every)
    if as_json:
        print_json(report.to_json())
    else:
        print_report(report)
    raise typer.Exit(report.exit_code)

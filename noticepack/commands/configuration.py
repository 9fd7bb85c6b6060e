"""`noticepack config show`: what is in force and where each value came from."""

from __future__ import annotations

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Show the settings in force.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Show the settings in force."""


@app.command("show")
def show(context: typer.Context, as_json: Json = False) -> None:
    """Print every setting, its value and where it came from; secrets are masked."""
    from config.setting_docs import setting_rows
    from noticepack.screen import print_json, print_table

    rows = setting_rows(state_of(context).load())
    if as_json:
        print_json([{"key": row.key, "value": row.value, "origin": row.origin} for row in rows])
        return
    print_table("", ("setting", "value", "from"), [(row.key, row.value, row.origin) for row in rows])

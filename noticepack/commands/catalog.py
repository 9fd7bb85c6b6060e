"""`noticepack catalog upgrade`: the tables of the catalog."""

from __future__ import annotations

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Look after the catalog, the SQL index over vault and archive.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after the catalog, the SQL index over vault and archive."""


@app.command("upgrade")
def upgrade(context: typer.Context, as_json: Json = False) -> None:
    """Make the catalog's tables, or bring them up to this version; what they hold is kept.

    A SQLite file is brought up by whatever command opens it; PostgreSQL only by this one.
    """
    from noticepack.bootstrap import open_audit, open_database
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    database, audit = open_database(settings), open_audit(settings)
    before, now = database.upgrade()
    if before != now:
        audit.record("catalog.upgrade", database.name, was=before or "nothing", now=now)
        audit.seal()
    if as_json:
        print_json({"catalog": database.name, "before": before or None, "now": now})
        return
    done = f"already at {now}" if before == now else f"{f'from {before} ' if before else 'new, '}to revision {now}"
    say(f"{database.name}: {done}")

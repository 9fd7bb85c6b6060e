"""`noticepack catalog upgrade|rebuild`: the tables of the catalog, and the catalog made anew."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

Replace = Annotated[bool, typer.Option("--replace", help="Also when the catalog holds something: it is written anew.")]

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


@app.command("rebuild")
def rebuild(context: typer.Context, replace: Replace = False, as_json: Json = False) -> None:
    """Make the catalog anew from what the store holds: vault, journal and archive.

    Needs the vault's identity. Without it only `archive search` can be served, from the archive alone. Exit code 1 when
    the archive holds cases that the catalog could not be told of.
    """
    from noticepack.catalog_work import remake
    from noticepack.screen import counted, harmless, print_json, say

    remade = remake(state_of(context).settings(), replace=replace)
    if as_json:
        print_json({
            "changes": remade.changes, "items": remade.items, "cases": remade.cases, "whole": remade.whole,
            "unknown": list(remade.unknown),
        })  # fmt: skip
    elif remade.whole:
        made = f"{counted(remade.items, 'item')} and {counted(remade.cases, 'case')}"
        say(f"made anew from {counted(remade.changes, 'change')} of the journal: {made}")
        for case in remade.unknown:
            say(
                harmless(
                    f"  {case}: the archive holds a version that the journal does not tell of; run its source again"
                )
            )
    else:
        say(f"{counted(remade.cases, 'case')} can be searched for, from the archive alone")
        say("not restored, since the vault's identity is not on this machine: items, sightings and outcomes; accounts,")
        say("deadlines and the whole of cases; packets; the docket; reminders. Nothing else than search will work.")
    raise typer.Exit(1 if remade.unknown else 0)

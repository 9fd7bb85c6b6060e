"""`noticepack extract PATH...`: what notices say, without opening cases or keeping anything."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="File, folder, zip, mbox:PATH or maildir:PATH, as many as you like."),
]


def extract(context: typer.Context, paths: Paths, as_json: Json = False) -> None:
    """Print the facts of notices: a JSON object a line with --json (docs/facts.schema.json), else a table."""
    from noticepack.fact_table import print_readings
    from noticepack.reading import read_all
    from noticepack.screen import print_json

    settings = state_of(context).settings()
    failed = False
    if as_json:
        for reading in read_all(settings, paths):
            print_json(reading.to_json())
            failed = failed or reading.failed
    else:
        failed = print_readings(read_all(settings, paths))
    raise typer.Exit(3 if failed else 0)

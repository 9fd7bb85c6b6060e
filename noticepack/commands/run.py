"""`noticepack run SOURCE...`: the main job."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import SOURCES_HELP, Json, state_of

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help=SOURCES_HELP),
]


def run(context: typer.Context, sources: Sources, as_json: Json = False) -> None:
    """Read notices, open cases, fill packets, archive them redacted. Safe to stop and run again."""
    from noticepack.bootstrap import open_app
    from noticepack.main_job import run_sources
    from noticepack.screen import print_json
    from noticepack.tables import print_report

    app = open_app(state_of(context).settings())
    report = run_sources(app, sources)
    if as_json:
        print_json(report.to_json())
    else:
        print_report(report)
    raise typer.Exit(report.exit_code)

"""`noticepack watch SOURCE...`: the main job for months."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import SOURCES_HELP, Json, state_of

Sources = Annotated[list[str] | None, typer.Argument(metavar="SOURCE...", help=SOURCES_HELP)]
AskHealth = Annotated[
    bool,
    typer.Option("--health", help="Ask whether a running watch (of these sources, or any) is well; exit code 0 or 1."),
]


def watch(context: typer.Context, sources: Sources = None, health: AskHealth = False, as_json: Json = False) -> None:
    """Look after sources until SIGTERM or Ctrl-C: what comes in is read, filed and archived as `run` does it.

    Logs a line of JSON for each event, without personal data.
    """
    from noticepack.main_watch import ills_of, real_time, watch_sources
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    if health:
        ills = ills_of(settings.home, sources or [], real_time())
        if as_json:
            print_json({"well": not ills, "ills": ills})
        else:
            say("\n".join(ills) if ills else "well")
        raise typer.Exit(1 if ills else 0)

    from noticepack.bootstrap import open_app

    watch_sources(open_app(settings), sources or [])

"""`noticepack deadlines`: what is due, for people, programs and calendars."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

Ics = Annotated[
    Path | None,
    typer.Option("--ics", metavar="FILE", help="Write the deadlines as a calendar (iCalendar) with alarms instead."),
]


def deadlines(context: typer.Context, ics: Ics = None, as_json: Json = False) -> None:
    """List what is due: time left and where the deadline comes from, overdue first, then what a person must look at."""
    from noticepack.bootstrap import open_app
    from noticepack.due import due_cases, due_json, print_due
    from noticepack.screen import print_json, say

    app = open_app(state_of(context).settings())
    if ics is not None:
        from noticepack.ical import write_calendar

        count = write_calendar(app, ics)
        say(f"{ics}: {count} deadlines")
        return
    found = due_cases(app.catalog.cases(), app.clock())
    if as_json:
        for one in found:
            print_json(due_json(one, app.settings.zone))
        return
    print_due(found, app.clock(), app.settings.zone)

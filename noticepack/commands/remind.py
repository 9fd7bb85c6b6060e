"""`noticepack remind`: send the reminders that are due; meant for cron or a timer."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

DryRun = Annotated[bool, typer.Option("--dry-run", help="Only show what would be due, sent before or not.")]


def remind(context: typer.Context, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Send the reminders that are due, each once, by the program or e-mail of the settings; silent when none is.

    Meant to be run every few minutes by cron or a timer. Exit code 1 when one could not be passed on: it is tried again
    the next time.
    """
    from noticepack.bootstrap import open_app
    from noticepack.remind import reminders_now, send_reminders
    from noticepack.reminders import reminder_json, reminder_lines
    from noticepack.screen import harmless, print_json, say

    app = open_app(state_of(context).settings())
    now, zone = app.clock(), app.settings.zone
    if dry_run:
        for one in reminders_now(app):
            if as_json:
                print_json(reminder_json(one, now, zone))
            else:
                say(reminder_lines(one, now, zone)[0])
        return
    passed = send_reminders(app)
    for done in passed:
        if as_json:
            said = reminder_json(done.reminder, now, zone)
            print_json({**said, "channel": done.channel, "failure": done.failure or None})
        else:
            outcome = f"not passed on ({done.failure})" if done.failure else "sent"
            say(harmless(f"{done.channel}: {outcome}: {reminder_lines(done.reminder, now, zone)[0]}"))
    raise typer.Exit(1 if any(done.failure for done in passed) else 0)

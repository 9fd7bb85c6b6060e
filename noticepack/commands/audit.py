"""`noticepack audit show|verify`: who did what, and whether the record of it was touched."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Read the audit log and check it.", no_args_is_help=True)

Target = Annotated[str | None, typer.Option("--target", help="Only of this case or digest (its beginning is enough).")]
Action = Annotated[str | None, typer.Option("--action", help="Only actions that begin so: archive, vault.get.")]
User = Annotated[str | None, typer.Option("--user", help="Only by this user.")]
Since = Annotated[datetime | None, typer.Option("--since", help="Only from this time on (UTC).")]
Until = Annotated[datetime | None, typer.Option("--until", help="Only before this time (UTC).")]
Keys = Annotated[
    list[str] | None,
    typer.Option("--key", help="Fingerprint of a key that logs may have, 64 hex digits; repeat it for several."),
]


@app.callback()
def group() -> None:
    """Read the audit log and check it."""


@app.command("show")
def show(
    context: typer.Context,
    target: Target = None,
    action: Action = None,
    user: User = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Show who did what, when, from where, and what came of it, of all logs in the store."""
    from datetime import UTC

    from noticepack.audit_view import Wanted, records
    from noticepack.bootstrap import open_audit, open_object_store
    from noticepack.screen import print_json, print_table, short_digests
    from storage.audit_record import stamp

    settings = state_of(context).settings()
    times = [time and time.replace(tzinfo=UTC) for time in (since, until)]
    found = records(open_object_store(settings), open_audit(settings), Wanted(target, action, user, *times))
    if as_json:
        for shown in found:
            entry = shown.record.entry
            print_json({
                "log": shown.log, "seq": shown.record.seq, "at": stamp(entry.at), "user": entry.user,
                "role": entry.role, "origin": entry.origin, "via": entry.via, "action": entry.action,
                "target": entry.target, "outcome": entry.outcome, "details": dict(entry.details),
            })  # fmt: skip
        return
    rows = [
        (
            (f"{one.record.entry.at:%Y-%m-%d}", f"{one.record.entry.at:%H:%M:%S} UTC"),
            (one.record.entry.user, one.record.entry.role, one.record.entry.origin),
            (f"{one.record.entry.action}: {one.record.entry.outcome}", short_digests(one.record.entry.target)),
            tuple(f"{key}: {short_digests(value)}" for key, value in one.record.entry.details.items()),
        )
        for one in found
    ]
    print_table("", ("when", "who", "what", "more"), rows, whole=("when",), lines=True)


@app.command("verify")
def verify(context: typer.Context, keys: Keys = None, as_json: Json = False) -> None:
    """Check every record and every signature of all logs; exit code 1 when one was changed, removed or moved."""
    from dataclasses import asdict

    from noticepack.audit_view import check_logs
    from noticepack.bootstrap import open_audit, open_object_store
    from noticepack.screen import harmless, print_json, say

    settings = state_of(context).settings()
    wrong = False
    for state in check_logs(open_object_store(settings), open_audit(settings), keys or ()):
        wrong = wrong or bool(state.faults)
        if as_json:
            print_json(asdict(state))
            continue
        say(f"log {state.log}: {state.records} records, {state.checkpoints} checkpoints"
            + (f", sealed up to record {state.sealed} at {state.sealed_at[:16]}Z" if state.sealed else ""))  # fmt: skip
        say(f"  key {state.fingerprint or 'not sealed yet'}")
        for fault in state.faults:
            which = f"record {fault.first}" if fault.first == fault.last else f"records {fault.first} to {fault.last}"
            say(harmless(f"  {fault.code.value}: {f'{which}: ' if fault.first else ''}{fault.place}: {fault.detail}"))
    if not as_json:
        say("something was changed: keep the store and this machine as they are" if wrong else "all as it was recorded")
    raise typer.Exit(1 if wrong else 0)

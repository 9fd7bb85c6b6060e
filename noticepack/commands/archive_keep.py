"""`noticepack archive hold|expire`: what is kept longer, and what is kept no longer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from noticepack.commands.archive import CaseId
from noticepack.commands.options import Json, state_of


class Switch(StrEnum):
    """On or off."""

    ON = "on"
    OFF = "off"


OnOff = Annotated[Switch, typer.Argument(metavar="on|off", help="Hold the case, or let it go.")]
Why = Annotated[str, typer.Option("--why", help="The reason; it is recorded.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would be removed.")]


def hold(context: typer.Context, case_id: CaseId, switch: OnOff, why: Why, as_json: Json = False) -> None:
    """Keep every object of a case until it is let go, whatever its retention says (legal hold)."""
    from noticepack.bootstrap import open_app, open_object_store
    from noticepack.holding import hold_case, let_go
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    app, store = open_app(settings), open_object_store(settings)
    if switch is Switch.ON:
        hold_case(app, store, case_id, why)
    else:
        let_go(app, store, case_id, why)
    enforced = store.locks is not None
    if as_json:
        print_json({"case": case_id, "held": switch is Switch.ON, "by_the_store": enforced})
    elif switch is Switch.OFF:
        say(f"{case_id} is no longer held")
    else:
        say(f"{case_id} is held" + (", by the store as well" if enforced else "; the store itself has no lock"))


def expire(context: typer.Context, dry_run: DryRun = False, as_json: Json = False) -> None:
    """Remove cases whose retention has ended; never what is held or locked. A tombstone stays in the audit log."""
    from noticepack.bootstrap import open_app, open_object_store
    from noticepack.holding import expire as run
    from noticepack.screen import print_json, print_table, say
    from noticepack.trail import wall_clock

    settings = state_of(context).settings()
    rows, ended = [], 0
    for one in run(open_app(settings), open_object_store(settings), dry_run=dry_run, now=wall_clock()):
        ended += one.state in ("ends", "removed")
        if as_json:
            print_json({
                "case": one.case_id, "state": one.state, "why": one.why,
                "newest": one.newest.isoformat(), "kept_until": one.until.isoformat(),
            })  # fmt: skip
        elif one.state != "kept":
            state = "would be removed" if one.state == "ends" else one.state
            rows.append((one.case_id, f"{one.newest:%Y-%m-%d}", f"{one.until:%Y-%m-%d}", state, one.why))
    if as_json:
        return
    if rows:
        print_table("", ("case", "newest version", "kept until", "state", "why"), rows, whole=("case",))
    say(f"{ended} cases {'would be removed' if dry_run else 'removed'}")

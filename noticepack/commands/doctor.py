"""`noticepack doctor`: does everything that a run needs work?"""

from __future__ import annotations

import typer

from noticepack.commands.options import Json, state_of


def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Try what a run needs (catalog, rules, store, keys, programs) and say what to do where it fails."""
    from dataclasses import asdict

    from noticepack.checkup import check_up
    from noticepack.screen import print_json, print_table

    findings = list(check_up(state_of(context).settings()))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        rows = [(finding.state, finding.name, finding.detail, finding.remedy) for finding in findings]
        print_table("", ("", "what", "found", "what to do"), rows)
    raise typer.Exit(1 if any(finding.state == "fails" for finding in findings) else 0)

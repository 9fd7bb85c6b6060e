"""`noticepack submitted CASE`: the registered seller gave a packet to the marketplace."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
When = Annotated[
    str | None,
    typer.Option(help="When: 2026-03-05T14:30 in the setting `time_zone`, or with an offset; now unless told."),
]
By = Annotated[str | None, typer.Option(help="Who submitted it; the setting `operator` unless told.")]
Packet = Annotated[str | None, typer.Option(help="Packet by its version, like v2; the newest unless told.")]
Note = Annotated[str, typer.Option(help="Anything to remember, like the number that the marketplace showed.")]


def submitted(
    context: typer.Context,
    case_id: CaseId,
    when: When = None,
    by: By = None,
    packet: Packet = None,
    note: Note = "",
    as_json: Json = False,
) -> None:
    """Record that a packet was submitted, when and by whom. noticepack itself never submits anything."""
    from config.errors import UsageError
    from config.zones import parse_when
    from noticepack.bootstrap import open_app
    from noticepack.case_view import print_done
    from noticepack.casework import submitted as record

    app = open_app(state_of(context).settings())
    try:
        at = parse_when(when, app.settings.zone, app.clock()) if when else app.clock()
    except ValueError as error:
        raise UsageError(f"--when: {error}") from error
    done = record(app, case_id, when=at, by=by or app.settings.operator, version=packet, why=note)
    print_done(done, as_json=as_json)

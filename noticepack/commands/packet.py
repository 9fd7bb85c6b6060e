"""`noticepack packet CASE`: the operator takes the packet away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
Folder = Annotated[
    Path | None, typer.Option("--out", help="Folder to write to; ./CASE unless told. It must not hold another packet.")
]


def packet(context: typer.Context, case_id: CaseId, out: Folder = None, as_json: Json = False) -> None:
    """Write the complete, unredacted packet of a case to a folder; the registered seller submits it."""
    from noticepack.bootstrap import open_app
    from noticepack.packets import export_packet
    from noticepack.screen import harmless, print_json, say

    app = open_app(state_of(context).settings())
    exported = export_packet(app, case_id, out or Path(case_id))
    if as_json:
        print_json({"case": case_id, "folder": str(exported.folder), "files": [str(file) for file in exported.files]})
        return
    say(f"{case_id}: {len(exported.files)} files in {exported.folder}")
    for lack in exported.lacks:
        say(harmless(f"  missing: {lack}"))

"""`noticepack packet CASE`: the packet made anew, archived, and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
Folder = Annotated[
    Path | None, typer.Option("--out", help="Folder to write to; ./CASE unless told. It must not hold another packet.")
]
Force = Annotated[
    str | None, typer.Option("--force", metavar="WHY", help="Call it ready in spite of errors; says why, for good.")
]


def packet(
    context: typer.Context, case_id: CaseId, out: Folder = None, force: Force = None, as_json: Json = False
) -> None:
    """Make the packet of a case from its notices, answers and papers, archive it and write it to a folder.

    What is written is complete and unredacted; the registered seller submits it. Needs the vault's identity.
    """
    from noticepack.appeal_view import packet_json, print_packet
    from noticepack.bootstrap import open_app
    from noticepack.packets import check_folder, export_packet
    from noticepack.rebuild import rebuild
    from noticepack.screen import print_json

    app = open_app(state_of(context).settings())
    folder = out or Path(case_id)
    check_folder(folder, case_id)
    rebuilt = rebuild(app, case_id, force)
    exported = export_packet(app, case_id, folder)
    if as_json:
        print_json(packet_json(rebuilt, exported))
        return
    print_packet(rebuilt, exported)

"""`noticepack templates check|copy`: Word templates of the operator's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Word templates of your own.", no_args_is_help=True)

Folder = Annotated[
    Path | None, typer.Argument(metavar="[FOLDER]", help="Folder with templates; that of the settings unless told.")
]
Target = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder to write to; what is there already stays.")]


@app.callback()
def group() -> None:
    """Word templates of your own."""


@app.command("check")
def check(context: typer.Context, folder: Folder = None, as_json: Json = False) -> None:
    """Find tags that cannot be read and names that do not exist, before a packet is made; exit code 1 on a fault."""
    from dataclasses import asdict

    from noticepack.screen import harmless, print_json, say
    from noticepack.templates import check_templates

    wrong = 0
    for one in check_templates(folder or state_of(context).settings().templates_dir):
        wrong += bool(one.faults)
        if as_json:
            print_json({"file": str(one.file), "used": one.used, "faults": [asdict(fault) for fault in one.faults]})
            continue
        note = "" if one.used else " (no form uses a template of this name)"
        say(harmless(f"{one.file.name}: {'sound' if not one.faults else f'{len(one.faults)} faults'}{note}"))
        for fault in one.faults:
            place = f" in “{fault.place}”" if fault.place else ""
            say(harmless(f"  {fault.part or one.file.name}: {fault.what}{place}"))
    raise typer.Exit(1 if wrong else 0)


@app.command("copy")
def copy(context: typer.Context, folder: Target, as_json: Json = False) -> None:
    """Copy the shipped templates to a folder, to be changed there; set templates_dir to use them."""
    from noticepack.screen import harmless, print_json, say
    from noticepack.templates import copy_templates

    state_of(context).settings()
    files = copy_templates(folder)
    if as_json:
        print_json({"folder": str(folder), "files": [str(file) for file in files]})
        return
    say(harmless(f"{len(files)} templates in {folder}; set templates_dir to it, and check them after every change"))

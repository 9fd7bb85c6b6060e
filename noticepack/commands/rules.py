"""`noticepack rules show|check|try`: wordings and rules of the operator's own, before they are taken into use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import SOURCES_HELP, Json, state_of

app = typer.Typer(help="Check and try wordings and rules of your own (docs/rules.md).", no_args_is_help=True)

Name = Annotated[str | None, typer.Argument(metavar="[NAME]", help="A rule file, like cues/violations.yaml.")]
Place = Annotated[
    Path | None, typer.Argument(metavar="[PATH]", help="Folder or file; that of the setting rules_dir unless told.")
]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder with the rules to try.")]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH...]", help=f"What to read; all that is kept unless told. {SOURCES_HELP}"),
]


@app.callback()
def group() -> None:
    """Check and try wordings and rules of your own."""


@app.command("show")
def show(context: typer.Context, name: Name = None, as_json: Json = False) -> None:
    """List the rule files, or print one that is shipped."""
    from noticepack.rule_view import print_rule_file, print_rule_files

    settings = state_of(context).settings()
    if name is None:
        print_rule_files(settings.rules_dir, as_json=as_json)
    else:
        print_rule_file(name)


@app.command("check")
def check(context: typer.Context, path: Place = None, as_json: Json = False) -> None:
    """Check rule files of your own; every fault is named by file and line."""
    from noticepack.rule_view import checked_of, print_checked

    failed = print_checked(checked_of(state_of(context).settings(), path), as_json=as_json)
    raise typer.Exit(2 if failed else 0)


@app.command("try")
def try_(context: typer.Context, folder: Folder, paths: Paths = None, as_json: Json = False) -> None:
    """Tell what the facts of notices would be with other rules; changes nothing.

    Reads the originals in the vault again, which takes the vault's identity, or the PATHs named.
    """
    from noticepack.rule_trial import trial
    from noticepack.trial_view import print_trial

    left_out = print_trial(trial(state_of(context).settings(), folder, paths or []), as_json=as_json)
    raise typer.Exit(3 if left_out else 0)

"""`noticepack archive list|get|verify`: what the auditor uses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Look into the archive and check it.", no_args_is_help=True)

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack archive list` shows it.")]
SomeCases = Annotated[
    list[str] | None, typer.Argument(metavar="[CASE...]", help="Cases to check; all when none is named.")
]
Version = Annotated[str | None, typer.Option(help="Version, like v1; the newest unless told.")]
Folder = Annotated[Path | None, typer.Option("--out", help="Folder to write to; ./CASE-VERSION unless told.")]


@app.callback()
def group() -> None:
    """Look into the archive and check it."""


@app.command("list")
def list_cases(context: typer.Context, as_json: Json = False) -> None:
    """List the archived cases with their versions."""
    from noticepack.bootstrap import open_archive
    from noticepack.screen import print_json, print_table

    rows = open_archive(state_of(context).settings()).list()
    if as_json:
        for row in rows:
            print_json({
                "case": row.case_id,
                "versions": row.versions,
                "updated": row.updated.isoformat(),
                "path": row.path,
                "files": list(row.files),
            })  # fmt: skip
        return
    lines = [(r.case_id, str(r.versions), f"{r.updated:%Y-%m-%d %H:%M} UTC", str(len(r.files)), r.path) for r in rows]
    print_table("", ("case", "versions", "updated", "files", "path in the store"), lines)


@app.command("get")
def get(
    context: typer.Context, case_id: CaseId, version: Version = None, out: Folder = None, as_json: Json = False
) -> None:
    """Write the redacted packet of a case to a folder, each file checked against the archive's digests."""
    from noticepack.archive_files import write_version
    from noticepack.bootstrap import open_archive, open_audit
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    written = write_version(open_archive(settings), open_audit(settings), case_id, version, out)
    if as_json:
        print_json({"case": case_id, "folder": str(written.folder), "files": [str(file) for file in written.files]})
        return
    say(f"{case_id}: {len(written.files)} files in {written.folder}")
    say(f"check them without noticepack: cd {written.folder} && sha256sum -c manifest-sha256.txt")


@app.command("verify")
def verify(context: typer.Context, case_ids: SomeCases = None, as_json: Json = False) -> None:
    """Read every archived byte again and compare it with its digest; exit code 1 when anything is wrong."""
    from noticepack.archive_files import check_archive
    from noticepack.bootstrap import open_archive
    from noticepack.screen import harmless, print_json, say

    archive = open_archive(state_of(context).settings())
    checked, wrong = 0, 0
    for place, faults in check_archive(archive, case_ids or []):
        checked += 1
        wrong += bool(faults)
        if as_json:
            found = [{"code": fault.code.value, "key": fault.key, "detail": fault.detail} for fault in faults]
            print_json({"object": place, "sound": not faults, "faults": found})
            continue
        for fault in faults:
            say(harmless(f"{place}: {fault.code.value}: {fault.key}: {fault.detail}"))
    if not as_json:
        say(f"{checked} objects read, {wrong} with faults")
    raise typer.Exit(1 if wrong else 0)

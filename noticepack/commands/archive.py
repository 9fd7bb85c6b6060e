"""`noticepack archive list|get|verify`: looking into the archive and checking it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from config.errors import UsageError
from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Look into the archive and check it.", no_args_is_help=True)

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack archive list` shows it.")]
SomeCases = Annotated[
    list[str] | None, typer.Argument(metavar="[CASE...]", help="Cases to check; all when none is named.")
]
All = Annotated[bool, typer.Option("--all", help="All of the archive; so it is unless cases or a sample are named.")]
Sample = Annotated[int | None, typer.Option("--sample", help="So many objects, drawn by lot.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where a check of all was stopped.")]
Version = Annotated[str | None, typer.Option(help="Version, like v1; the newest unless told.")]
Folder = Annotated[Path | None, typer.Option("--out", help="Folder to write to; ./CASE-VERSION unless told.")]


@app.callback()
def group() -> None:
    """Look into the archive and check it."""


@app.command("list")
def list_cases(context: typer.Context, as_json: Json = False) -> None:
    """List the archived cases with their versions."""
    from noticepack.bootstrap import open_archive, open_object_store
    from noticepack.keeping import Keeping
    from noticepack.screen import print_json, print_table
    from storage.holds import Holds

    settings = state_of(context).settings()
    store = open_object_store(settings)
    keeping, holds = Keeping(settings, store), {hold.case: hold for hold in Holds(store).all()}
    rows = open_archive(settings).list()
    if as_json:
        for row in rows:
            hold = holds.get(row.case_id)
            print_json({
                "case": row.case_id,
                "versions": row.versions,
                "updated": row.updated.isoformat(),
                "kept_until": keeping.until(row.case_id, row.updated).isoformat(),
                "held": None if hold is None else {"why": hold.why, "by": hold.by, "since": hold.since},
                "path": row.path,
                "files": list(row.files),
            })  # fmt: skip
        return
    lines = []
    for row in rows:
        until = f"{keeping.until(row.case_id, row.updated):%Y-%m-%d}"
        kept = (until, f"held: {holds[row.case_id].why}") if row.case_id in holds else (until,)
        what = (f"v{row.versions}, {len(row.files)} files", f"{row.updated:%Y-%m-%d %H:%M} UTC")
        lines.append((row.case_id, what, kept, row.path))
    print_table("", ("case", "newest version", "kept until", "path in the store"), lines, whole=("case",))


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
def verify(
    context: typer.Context,
    case_ids: SomeCases = None,
    every: All = False,
    sample: Sample = None,
    resume: Resume = False,
    as_json: Json = False,
) -> None:
    """Read archived bytes again and compare them with their digests; exit code 1 when anything is wrong.

    All of the archive, unless cases are named or a sample is asked for. What is stopped goes on with --resume.
    """
    from noticepack.archive_verify import Check, Tally, fault_json
    from noticepack.bootstrap import open_archive, open_audit
    from noticepack.screen import harmless, print_json, say

    if (bool(case_ids) + (sample is not None) + every) > 1 or (resume and (case_ids or sample is not None)):
        raise UsageError("cases, a sample and all at once", advice="Name cases, or say --sample N, or --all.")
    settings = state_of(context).settings()
    check = Check(open_archive(settings), open_audit(settings), settings.home / "progress", settings.workers)
    tally = Tally()
    found = check.cases(case_ids or (), tally)
    if not case_ids:
        found = check.all(tally, resume=resume) if sample is None else check.sample(sample, tally)
    for one in found:
        faults = one.checked.faults
        if as_json:
            print_json({"object": one.path, "sound": not faults, "faults": [fault_json(fault) for fault in faults]})
            continue
        for fault in faults:
            say(harmless(f"{one.path}: {fault.code.value}: {fault.key}: {fault.detail}"))
    if not as_json:
        say(f"{tally.objects} of {tally.of} objects read ({tally.size / 1e6:.1f} MB), {tally.wrong} with faults")
    raise typer.Exit(1 if tally.wrong else 0)

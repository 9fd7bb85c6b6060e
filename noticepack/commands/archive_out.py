"""`noticepack archive export|link`: what leaves the archive for auditors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.archive import CaseId, Version
from noticepack.commands.options import Json, state_of

Zip = Annotated[Path | None, typer.Option("--out", help="Zip to write; ./CASE-VERSION.zip unless told.")]
Name = Annotated[str, typer.Argument(metavar="FILE", help="File of the version, as `archive list --json` names it.")]
Hours = Annotated[int, typer.Option("--hours", help="How long the link lives, 1 to 168 hours.")]


def export(
    context: typer.Context, case_id: CaseId, version: Version = None, out: Zip = None, as_json: Json = False
) -> None:
    """Write a version as a BagIt bag in a zip, with a README on how to check it without noticepack."""
    from noticepack.archive_out import export_bag
    from noticepack.bootstrap import open_archive, open_audit
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    bag = export_bag(open_archive(settings), open_audit(settings), case_id, version, out)
    if as_json:
        print_json({"case": case_id, "version": bag.version, "file": str(bag.file), "files": bag.files})
        return
    say(f"{case_id} {bag.version}: {bag.files} files in {bag.file}, a valid BagIt bag")
    say("README.txt in it tells how to check it with sha512sum, bagit and ocfl-py")


def link(
    context: typer.Context,
    case_id: CaseId,
    name: Name,
    version: Version = None,
    hours: Hours = 24,
    as_json: Json = False,
) -> None:
    """Print an address for one archived file that works without a key, as long as it lives. Needs an S3 store."""
    from datetime import timedelta

    from noticepack.archive_out import link_file
    from noticepack.bootstrap import open_archive, open_audit
    from noticepack.screen import print_json, say

    settings = state_of(context).settings()
    life = timedelta(hours=hours)
    found = link_file(open_archive(settings), open_audit(settings), case_id, name, version, life)
    if as_json:
        print_json({"address": found.address, "ends": found.ends.isoformat(), "sha512": found.sha512})
        return
    say(found.address)
    say(f"until {found.ends:%Y-%m-%d %H:%M} UTC; anyone who has the address can use it")
    say(f"SHA-512 of the file: {found.sha512}")

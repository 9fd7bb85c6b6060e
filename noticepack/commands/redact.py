"""`noticepack redact FILE`: a copy of one file as an auditor or a platform may see it, proven, and what went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Audience
from noticepack.commands.options import Json, state_of

if TYPE_CHECKING:
    from assemble.redact.file import RedactedFile
    from config.settings import Settings
    from noticepack.outcome import Quarantined
    from noticepack.redacting.work import Asked

File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A text, CSV, JSON, HTML, mail (.eml, .msg), Word, Excel or PDF file, or a picture.",
        dir_okay=False,
    ),
]
For = Annotated[Audience, typer.Option("--audience", help="Who will see the copy (config/redaction.yaml).")]
Dry = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would go: kind, place, masked form. Write no copy.")
]
Html = Annotated[
    Path | None,
    typer.Option("--html", metavar="OUT", dir_okay=False, help="Write one page that shows what goes, and why."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="OUT", dir_okay=False, help="Where the copy goes; else NAME.redacted.* beside FILE."),
]


def redact(
    context: typer.Context,
    file: File,
    audience: For = Audience.AUDITOR,
    dry_run: Dry = False,
    html: Html = None,
    out: Out = None,
    as_json: Json = False,
) -> None:
    """Write a redacted copy of one file. The file itself stays as it is; nothing that exists is overwritten.

    A copy is written only when it was read back and holds no value that goes; else the file is held back (exit code 3).
    """
    from noticepack.outcome import Quarantined
    from noticepack.redacting.work import read_asked, redact_asked

    settings = state_of(context).settings()
    _check_places(out, html)
    asked = read_asked(file, audience)
    found = redact_asked(settings, asked)
    path = _written(file, found, out, dry_run=dry_run)
    if html:
        _show(settings, asked, found, path, html)
    _tell(asked, found, path, as_json=as_json, shown=str(html or ""))
    raise typer.Exit(3 if isinstance(found, Quarantined) else 0)


def _check_places(out: Path | None, html: Path | None) -> None:
    from config.errors import UsageError
    from noticepack.lone_page import check_free
    from noticepack.redacting.page import GENERATOR
    from noticepack.redacting.writing import check_new

    if out and html and out.absolute() == html.absolute():
        raise UsageError("--out and --html name the same file", advice="Name two files.")
    if out:
        check_new(out)
    if html:
        check_free(html, GENERATOR)


def _show(settings: Settings, asked: Asked, found: RedactedFile | Quarantined, path: Path | None, html: Path) -> None:
    from noticepack.bootstrap import redaction_policy
    from noticepack.lone_page import write_whole
    from noticepack.redacting.page import page_of

    write_whole(html, page_of(asked, found, redaction_policy(settings), path.name if path else None))


def _written(file: Path, found: RedactedFile | Quarantined, out: Path | None, *, dry_run: bool) -> Path | None:
    """Where the copy is; None when none was written."""
    from noticepack.outcome import Quarantined
    from noticepack.redacting.writing import copy_path, write_new

    if dry_run or isinstance(found, Quarantined):
        return None
    path = out or copy_path(file, found)
    write_new(path, found.file.data)
    return path


def _tell(asked: Asked, found: RedactedFile | Quarantined, path: Path | None, *, as_json: bool, shown: str) -> None:
    from noticepack.outcome import Quarantined
    from noticepack.redacting.told import count_rows, name_of, place_rows, told_json
    from noticepack.screen import counted, print_json, print_table, say

    if as_json:
        print_json(told_json(asked, found, str(path) if path else None))
    elif isinstance(found, Quarantined):
        say(f"{name_of(asked, found)} is held back, no copy was written: {found.reason} ({found.code})")
    else:
        if path is None:
            print_table("", ["kind", "where", "masked", "in its place", "why"], place_rows(found.places))
        else:
            print_table("", ["kind", "values", "where"], count_rows(found.places), whole=["kind"])
        if found.dropped:
            say(f"Left out as a whole: {', '.join(found.dropped)}.")
        say(f"Read back by {', '.join(found.readers)}: nothing that goes was found.")
        gone = counted(len(found.places), "value")
        say(f"{path}: {gone} gone." if path else f"{gone} would go; nothing was written.")
    if shown and not as_json:
        say(f"{shown} shows it.")

"""The command line, `noticepack COMMAND`, and the one place where an error becomes words on a screen.

Commands live one a file in noticepack/commands.

Exit codes: 0 all went well, 1 failure, 2 wrong use, 3 some items wait in quarantine. Heavy libraries are imported by
the command that needs them, so that `--help` answers at once.
"""

from __future__ import annotations

import gc
import os
import sys

import typer

from config.errors import NoticepackError
from noticepack.commands import (
    appeal,
    archive,
    archive_keep,
    archive_out,
    archive_search,
    audit,
    case,
    cases,
    catalog,
    check,
    configuration,
    deadlines,
    demo,
    doctor,
    extract,
    items,
    packet,
    redact,
    release,
    remind,
    retry,
    rules,
    run,
    submitted,
    templates,
    vault,
    watch,
)
from noticepack.commands.options import State

app = typer.Typer(
    name="noticepack",
    help="Marketplace suspension notices in, cases with deadlines and appeal packets out, a redacted archive kept. "
    "It never submits anything to a marketplace and never asks for a store password.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.callback()(State.from_options)
app.command("run")(run.run)
app.command("watch")(watch.watch)
app.command("extract")(extract.extract)
app.command("cases")(cases.cases)
app.add_typer(case.app, name="case")
app.command("deadlines")(deadlines.deadlines)
app.add_typer(appeal.app, name="appeal")
app.command("check")(check.check)
app.command("packet")(packet.packet)
app.command("redact")(redact.redact)
app.command("remind")(remind.remind)
app.command("submitted")(submitted.submitted)
app.command("items")(items.items)
app.command("retry")(retry.retry)
app.command("release")(release.release)
archive.app.command("export")(archive_out.export)
archive.app.command("link")(archive_out.link)
archive.app.command("search")(archive_search.search)
archive.app.command("hold")(archive_keep.hold)
archive.app.command("expire")(archive_keep.expire)
app.add_typer(archive.app, name="archive")
app.add_typer(catalog.app, name="catalog")
app.add_typer(vault.app, name="vault")
app.add_typer(audit.app, name="audit")
app.add_typer(configuration.app, name="config")
app.add_typer(rules.app, name="rules")
app.add_typer(templates.app, name="templates")
app.command("doctor")(doctor.doctor)
app.command("demo")(demo.demo)

NEW_OBJECTS = 50_000
"""New objects after which Python looks for circles among them: starting makes hundreds of thousands, which stay."""
INTERRUPTED = 130
"""What a shell reports for a program ended by Ctrl-C (128 + SIGINT)."""


def main() -> None:
    """Run the command line; a mistake or a failure is one line with what to do, never a traceback."""
    gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
    try:
        app()
    except NoticepackError as error:
        print(f"noticepack: {error.message}\n  {error.advice}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("noticepack: interrupted; run the same command again to go on where it stopped", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader (head, less) has gone; point stdout elsewhere so that the interpreter's own flush stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()

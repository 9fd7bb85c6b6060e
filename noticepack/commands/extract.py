"""`noticepack extract PATH...`: what notices say, without opening cases or keeping anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from noticepack.commands.options import SOURCES_HELP, Json, state_of

if TYPE_CHECKING:
    from config.settings import Settings

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help=SOURCES_HELP),
]
Html = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="OUT", dir_okay=False, help="Write one page that shows each fact at its place in the notice."
    ),
]
Open = Annotated[bool, typer.Option("--open", help="Show that page in a browser; without --html as a temporary file.")]


def extract(
    context: typer.Context, paths: Paths, as_json: Json = False, html: Html = None, open_: Open = False
) -> None:
    """Print the facts of notices: a table, a JSON object a line with --json (docs/facts.schema.json), or a page."""
    settings = state_of(context).settings()
    if html or open_:
        failed = _page(settings, paths, html, as_json=as_json, open_=open_)
    elif as_json:
        failed = _json(settings, paths)
    else:
        from noticepack.fact_table import print_readings
        from noticepack.reading import read_all

        failed = print_readings(read_all(settings, paths))
    raise typer.Exit(3 if failed else 0)


def _json(settings: Settings, paths: list[str]) -> bool:
    from noticepack.reading import read_all
    from noticepack.screen import print_json

    failed = False
    for reading in read_all(settings, paths):
        print_json(reading.to_json())
        failed = failed or reading.failed
    return failed


def _page(settings: Settings, paths: list[str], html: Path | None, *, as_json: bool, open_: bool) -> bool:
    from config.errors import UsageError
    from noticepack.provenance.writing import show_page, temporary_page, write_page
    from noticepack.screen import say

    if as_json:
        raise UsageError("--json and --html do not go together", advice="Call it once for each.")
    out = html or temporary_page()
    written = write_page(settings, paths, out)
    failed = f", {written.failed} cannot be read" if written.failed else ""
    say(f"{out}: {written.items} item{'s' if written.items > 1 else ''}{failed}")
    if written.more:
        say(f"The sources hold more than the {written.items} items that a page takes: name fewer at a time.")
    if open_:
        show_page(out)
    return bool(written.failed)

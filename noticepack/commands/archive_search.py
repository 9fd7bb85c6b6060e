"""`noticepack archive search`: finding archived cases by what their redacted papers say."""

from __future__ import annotations

from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TEXT...]", help='Words; "several in a row" in double quotes; beginnings with a star: trade*.'
    ),
]
Asin = Annotated[list[str] | None, typer.Option("--asin", help="ASIN that a notice names.")]
Policy = Annotated[
    list[str] | None,
    typer.Option("--policy", help="Policy that a notice links to: its name, or the help page's number."),
]
Platform = Annotated[list[str] | None, typer.Option("--platform", help="amazon, joom or unknown.")]
Marketplace = Annotated[list[str] | None, typer.Option("--marketplace", help="Country, like DE.")]
Violation = Annotated[
    list[str] | None, typer.Option("--violation", help="Violation like ip.patent, or a family of them like ip.")
]
StateName = Annotated[
    list[str] | None, typer.Option("--state", help="open, answered, refused, reinstated, closed or merged.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="A notice is of this day or later.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="And of this day or earlier.")]
Limit = Annotated[int, typer.Option("--limit", help="How many cases to show.")]


def search(
    context: typer.Context,
    text: Words = None,
    asin: Asin = None,
    policy: Policy = None,
    platform: Platform = None,
    marketplace: Marketplace = None,
    violation: Violation = None,
    state: StateName = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = 20,
    as_json: Json = False,
) -> None:
    """Find archived cases by words and facts of their redacted papers, the best first.

    All that is given must hold; of one option given several times, one value. Without words the newest come first.
    """
    from noticepack.bootstrap import open_audit, open_database
    from noticepack.finding import Asked, find, print_found

    asked = Asked(
        " ".join(text or ()), asin or (), policy or (), platform or (), marketplace or (), violation or (), state or (),
        since, until, limit,
    )  # fmt: skip
    settings = state_of(context).settings()
    print_found(find(open_database(settings), open_audit(settings), asked), as_json=as_json)

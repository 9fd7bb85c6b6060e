"""`noticepack appeal CASE`, and its commands: the guided way from a notice to answers and papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from noticepack.commands.options import Json, state_of


class CaseFirst(TyperGroup):
    """A group in which `appeal CASE` is short for `appeal guide CASE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words after `appeal`; `guide` is put before a case."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["guide", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=CaseFirst, help="Answer a notice: the right way, the answers, the papers. `appeal CASE` begins.",
    no_args_is_help=True,
)  # fmt: skip

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="Case id, as `noticepack cases` shows it.")]
AnswersFile = Annotated[
    Path | None, typer.Option("--file", help="Answers file; ./CASE.answers.yaml unless told.", dir_okay=False)
]
Prompt = Annotated[bool, typer.Option("--prompt", help="Ask the questions one by one and write the file from them.")]
Edit = Annotated[
    bool, typer.Option("--edit", help="Open the file in your editor ($VISUAL, $EDITOR) and read it after.")
]

PaperFile = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The paper; without it the papers of the case are listed.")
]
Proves = Annotated[
    str,
    typer.Option("--proves", metavar="REQUEST", help="Which request of the notice it meets: its number or its words."),
]
Shows = Annotated[str, typer.Option("--shows", metavar="TEXT", help="What the paper shows, in one sentence.")]
Asins = Annotated[list[str] | None, typer.Option("--asin", help="ASIN it is about; repeat it; all unless told.")]
Paper = Annotated[str | None, typer.Option("--paper", help="Kind of paper: invoice, authorisation, test_report, ...")]
Dated = Annotated[
    str | None, typer.Option("--dated", metavar="DAY", help="Day on which it was issued: year-month-day.")
]
SeenInIt = Annotated[
    list[str] | None, typer.Option("--seen", help="What you looked for in it and found: both_signatures, url, ...")
]
Name = Annotated[str | None, typer.Option("--name", help="Name in the packet; that of the file unless told.")]
Withdraw = Annotated[
    str | None, typer.Option("--withdraw", metavar="NAME", help="Take the paper of this name out of the case.")
]
Why = Annotated[str, typer.Option("--why", help="Why it is withdrawn, in one line.")]


@app.callback()
def group() -> None:
    """Answer a notice: the right way, the answers, the papers."""


@app.command("guide")
def guide(
    context: typer.Context,
    case_id: CaseId,
    file: AnswersFile = None,
    prompt: Prompt = False,
    edit: Edit = False,
    as_json: Json = False,
) -> None:
    """Show the ways that the notice offers, write the answers file or read and save it, and say what is missing."""
    from noticepack.appeal_view import guide_json, print_guide
    from noticepack.bootstrap import open_app
    from noticepack.guide import guided
    from noticepack.screen import print_json

    done = guided(open_app(state_of(context).settings()), case_id, file, prompt=prompt, edit=edit)
    if as_json:
        print_json(guide_json(done))
        return
    print_guide(done)


@app.command("evidence")
def evidence(
    context: typer.Context,
    case_id: CaseId,
    file: PaperFile = None,
    proves: Proves = "",
    shows: Shows = "",
    asins: Asins = None,
    paper: Paper = None,
    dated: Dated = None,
    seen: SeenInIt = None,
    name: Name = None,
    withdraw: Withdraw = None,
    why: Why = "",
    as_json: Json = False,
) -> None:
    """Add a paper with what it shows, kept byte for byte; or list or withdraw papers.

    The same paper again adds a claim. What is in a paper only a person can see: it is recorded as your answer.
    """
    from noticepack.appeal_view import papers_json, print_papers
    from noticepack.bootstrap import open_app
    from noticepack.papers import add_paper, claim_from, papers_of, withdraw_paper
    from noticepack.screen import print_json

    app = open_app(state_of(context).settings())
    if withdraw is not None:
        papers = withdraw_paper(app, case_id, withdraw, why)
    elif file is not None:
        claim = claim_from(proves, shows, asins or [], paper, dated, seen or [])
        papers = add_paper(app, case_id, file, name, claim)
    else:
        papers = papers_of(app, case_id)
    if as_json:
        print_json(papers_json(papers))
        return
    print_papers(papers)


@app.command("matrix")
def matrix(context: typer.Context, case_id: CaseId, as_json: Json = False) -> None:
    """Show for every ASIN of the notice which requested paper is there and which is not."""
    from noticepack.appeal_view import matrix_json, print_matrix
    from noticepack.appeals import matrix_of
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json

    whole = matrix_of(open_app(state_of(context).settings()), case_id)
    if as_json:
        print_json(matrix_json(case_id, whole))
        return
    print_matrix(case_id, whole)


@app.command("shipments")
def shipments(context: typer.Context, case_id: CaseId, as_json: Json = False) -> None:
    """Show the way of every order in the tables of shipments of a case, with its gaps and what is wrong."""
    from noticepack.appeal_view import print_shipments, shipments_json
    from noticepack.appeals import shipments_of
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json

    read = shipments_of(open_app(state_of(context).settings()), case_id)
    if as_json:
        print_json(shipments_json(case_id, read))
        return
    print_shipments(case_id, read)

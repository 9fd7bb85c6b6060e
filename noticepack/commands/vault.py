"""`noticepack vault get|recipients|rewrap|verify`: what a custodian does with the originals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticepack.commands.options import Json, state_of

app = typer.Typer(help="Read originals back and turn their keys; needs the role custodian.", no_args_is_help=True)

OneItem = Annotated[str, typer.Argument(metavar="DIGEST|ITEM", help="Digest of the original; its beginning is enough.")]
Identity = Annotated[
    Path | None, typer.Option("--identity", help="File with the age identity; that of the settings unless told.")
]
File = Annotated[Path | None, typer.Option("--out", help="File to write to; named by the digest unless told.")]
Add = Annotated[str | None, typer.Option("--add", help="One more age public key to encrypt originals to from now on.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where it was stopped.")]


@app.callback()
def group() -> None:
    """Read originals back and turn their keys; needs the role custodian."""


@app.command("get")
def get(
    context: typer.Context, item: OneItem, identity: Identity = None, out: File = None, as_json: Json = False
) -> None:
    """Write one original, decrypted, to a new file; who took it is recorded before it is read."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json, say
    from noticepack.vault_work import identity_text, take_original

    app_ = open_app(state_of(context).settings())
    taken = take_original(app_, item, identity_text(app_.settings, identity), out)
    if as_json:
        print_json({"item": taken.digest, "file": str(taken.file), "size": taken.size})
        return
    say(f"{taken.digest}: {taken.size} bytes in {taken.file}")


@app.command("recipients")
def recipients(context: typer.Context, add: Add = None, as_json: Json = False) -> None:
    """Show the public keys originals are encrypted to; --add one more. `vault rewrap` then opens old ones to it."""
    from noticepack.bootstrap import open_app
    from noticepack.keys import vault_recipients
    from noticepack.screen import print_json, say
    from noticepack.vault_work import turn_in

    app_ = open_app(state_of(context).settings())
    keys = turn_in(app_, add) if add else vault_recipients(app_.settings)
    if as_json:
        print_json(list(keys))
        return
    for key in keys:
        say(key)
    if add:
        say("Originals that were kept before open only to the keys of that time: noticepack vault rewrap")


@app.command("rewrap")
def rewrap(context: typer.Context, identity: Identity = None, resume: Resume = False, as_json: Json = False) -> None:
    """Encrypt originals, docket and journal anew to the recipients of now; exit code 1 when one is damaged."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json, say
    from noticepack.vault_work import identity_text, rewrap_all

    app_ = open_app(state_of(context).settings())
    done = rewrap_all(app_, identity_text(app_.settings, identity), resume=resume)
    if as_json:
        print_json({"files": done.done, "damaged": list(done.damaged)})
    else:
        say(f"{done.done - len(done.damaged)} encrypted files rewrapped, {len(done.damaged)} damaged or for other keys")
        for digest in done.damaged:
            say(f"  {digest}")
    raise typer.Exit(1 if done.damaged else 0)


@app.command("verify")
def verify(context: typer.Context, identity: Identity = None, resume: Resume = False, as_json: Json = False) -> None:
    """Read originals, docket and journal again; with --identity also decrypt each and compare it with its digest."""
    from noticepack.bootstrap import open_app
    from noticepack.screen import print_json, say
    from noticepack.vault_work import check_vault, identity_text

    app_ = open_app(state_of(context).settings())
    done = check_vault(app_, identity_text(app_.settings, identity) if identity else None, resume=resume)
    if as_json:
        print_json({"files": done.done, "damaged": list(done.damaged)})
    else:
        how = "decrypted and compared with their digests" if identity else "read (--identity decrypts them too)"
        wrong = "damaged or for other keys" if identity else "damaged"
        say(f"{done.done} encrypted files {how}, {len(done.damaged)} {wrong}")
        for digest in done.damaged:
            say(f"  {digest}")
    raise typer.Exit(1 if done.damaged else 0)

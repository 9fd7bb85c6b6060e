"""The options that come before every command, and what the commands get of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from config.settings import Loaded, Settings

SOURCES_HELP = (
    "File, folder, mbox:PATH, maildir:PATH, imaps://USER@HOST/FOLDER, s3://BUCKET/PREFIX, or - for standard input; "
    "as many as you like."
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table for people.")]


@dataclass(frozen=True, slots=True)
class State:
    """What the person said before the command."""

    config: Path | None
    options: dict[str, object] = field(default_factory=dict)
    """Settings given as options, by dotted key."""
    action: str = ""
    """What was asked for, as config/access.yaml names it: `archive.get`."""

    @staticmethod
    def from_options(
        context: typer.Context,
        config: Annotated[Path | None, typer.Option(help="Settings file (TOML).", dir_okay=False)] = None,
        home: Annotated[
            Path | None, typer.Option(help="Folder of the catalog, the keys and the default store.")
        ] = None,
        store: Annotated[str | None, typer.Option(help="Object store: directory:PATH or s3://bucket/prefix.")] = None,
        workers: Annotated[int | None, typer.Option(help="Worker processes.")] = None,
        role: Annotated[str | None, typer.Option(help="Role to act in: operator, auditor, custodian or admin.")] = None,
        now: Annotated[
            str | None, typer.Option(help="Fix the clock (ISO 8601 with offset), to reproduce a run.")
        ] = None,
    ) -> None:
        """Keep what was said for the command; settings are read when the command asks for them."""
        given = {"home": home, "store": store, "workers": workers, "role": role, "now": now}
        options: dict[str, object] = {key: value for key, value in given.items() if value is not None}
        context.obj = State(config, options)

    def load(self) -> Loaded:
        """The settings in force and where each came from. Raises: SettingsError."""
        from config.settings import load_settings

        return load_settings(self.config, os.environ, self.options)

    def settings(self) -> Settings:
        """The settings in force, for a role that may do what was asked. Raises: SettingsError, NotPermitted."""
        from config.access import load_access

        settings = self.load().settings
        if not load_access().allows(settings.role, self.action):
            from noticepack.bootstrap import open_audit

            open_audit(settings).require(self.action)
        return settings


def state_of(context: typer.Context) -> State:
    """What the person said before the command."""
    state = context.obj
    if not isinstance(state, State):
        raise TypeError("the command line sets the state before any command runs")
    return replace(state, action=".".join(_words(context)))


def _words(context: typer.Context) -> list[str]:
    """The words of the command, without the program's own name."""
    words: list[str] = []
    here: Any = context
    while here.parent is not None:
        words.insert(0, here.info_name)
        here = here.parent
    return words

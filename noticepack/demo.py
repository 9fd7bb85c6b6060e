"""The demo: the main job on a sample inbox, with everything it makes in one folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assemble.standing import TO_ANSWER
from config.settings import Settings, load_settings
from noticepack.bootstrap import App, open_app
from noticepack.due import deadline_lines, what, where
from noticepack.main_job import run_sources
from noticepack.packets import export_packet
from noticepack.report import RunReport
from noticepack.samples import demo_files
from noticepack.screen import Cell, print_table, say
from noticepack.tables import missing_words, print_report
from storage.catalog_rows import CaseRow

DEMO_NOW = "2026-11-02T09:00:00+00:00"
"""The demo's clock stands here, so that some sample deadlines are ahead and its output is always the same."""
MAIL_SERVER = "mx.seller.example"
"""The mail server whose verdicts the samples carry."""
SETTINGS = "noticepack.toml"
COLUMNS = ("case", "violation, deadline", "packet, what is missing")


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demo did."""

    folder: Path
    app: App
    report: RunReport
    packets: dict[str, Path]
    """Case id to the folder of its packet."""


def run_demo(folder: Path) -> Demo:
    """Write the inbox, run the job, take the packets out. Again on the same folder: all duplicates.

    Raises:
        UsageError: the samples are not installed. Others: see `Job.run`.
    """
    inbox = folder / "inbox"
    _write_inbox(inbox)
    _write_settings(folder)
    app = open_app(demo_settings(folder))
    report = run_sources(app, [str(inbox)])
    packets = {row.id: folder / "packets" / row.id for row in app.catalog.cases()}
    for case_id, target in packets.items():
        export_packet(app, case_id, target)
    return Demo(folder, app, report, packets)


def demo_settings(folder: Path) -> Settings:
    """The settings of the demo's own file, whatever the person's own settings and environment say."""
    return load_settings(folder / SETTINGS, {"HOME": os.environ.get("HOME", "/")}, {}).settings


def _write_settings(folder: Path) -> None:
    """A settings file that keeps all in the folder: what the next commands are given as --config."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(
        f'home = "home"\nstore = "directory:store"\ntrusted_authserv_ids = ["{MAIL_SERVER}"]\nnow = {DEMO_NOW}\n',
        encoding="utf-8",
    )


def _write_inbox(inbox: Path) -> None:
    inbox.mkdir(parents=True, exist_ok=True)
    for file in demo_files():
        shutil.copyfile(file, inbox / file.name)


def show_demo(demo: Demo) -> None:
    """The table, where things lie and what to type next."""
    now = demo.app.clock()
    say(f"The demo's clock stands at {now:%Y-%m-%d %H:%M} UTC.")
    print_report(demo.report)
    rows = list(demo.app.catalog.cases())
    print_table("Cases", COLUMNS, [_cells(row, demo) for row in rows], whole=COLUMNS[:1], lines=True)
    say(f"packets (for the seller, complete):   {demo.folder / 'packets'}")
    say(f"archive (for auditors, redacted):     {demo.folder / 'store' / 'archive'}")
    say("type next:")
    for line in _next_steps(demo, rows):
        say(f"  {line}")


def _cells(row: CaseRow, demo: Demo) -> tuple[Cell, ...]:
    return (
        (row.id, where(row)),
        (what(row), *deadline_lines(row, demo.app.clock(), demo.app.settings.zone)),
        (f"packets/{row.id}", missing_words(row) if row.state in TO_ANSWER else row.state),
    )


def _next_steps(demo: Demo, rows: Sequence[CaseRow]) -> Sequence[str]:
    here = f"noticepack --config {demo.folder / SETTINGS}"
    first = rows[0].id if rows else "CASE"
    return (
        f"{here} case show {first}",
        f"{here} items --state quarantined",
        f"{here} archive verify",
        "noticepack run YOUR-MAILBOX        (a folder, .eml, .pdf, .zip, mbox or Maildir)",
    )

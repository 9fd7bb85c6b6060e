"""`noticepack demo`: the main job on a sample inbox."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Option("--dir", help="Folder for all that the demo makes.")]


def demo(folder: Folder = Path("demo")) -> None:
    """Run the main job on a sample inbox and show what came of it; your own settings and data are not touched."""
    from noticepack.demo import run_demo, show_demo

    show_demo(run_demo(folder))

"""Where the sample notices of the demo lie: in the installed package, or in the checkout.

`demo.txt` in the same folder names them, one file a line; `#` begins a comment.
"""

from __future__ import annotations

from pathlib import Path

from config.errors import UsageError

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "samples", HERE.parent / "tests" / "samples")


def demo_files(folders: tuple[Path, ...] = FOLDERS) -> tuple[Path, ...]:
    """The sample notices of the demo, from the first folder that has them, in the order of the list.

    Raises:
        UsageError: no folder has the list, or a file of the list is missing.
    """
    folder = next((folder for folder in folders if (folder / "demo.txt").is_file()), None)
    if folder is None:
        raise UsageError("the sample notices are not installed", advice="Run the demo from a checkout: `make demo`.")
    files = tuple(folder / name for name in _names((folder / "demo.txt").read_text(encoding="utf-8")))
    for file in files:
        if not file.is_file():
            raise UsageError(f"the sample {file.name} is missing", advice="Install noticepack again.")
    return files


def _names(text: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]

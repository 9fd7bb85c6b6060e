"""Asks x-ray (PyPI, of the Free Law Project) for bad redactions in every PDF of a folder.

    python bench/x_ray.py FOLDER

x-ray draws in an AGPL library, so it is no dependency, stands in no lock, and is installed into an environment of its
own in build/x-ray the first time. A PDF with a black box over living text is checked too: x-ray must find that one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
ENVIRONMENT = ROOT / "build" / "x-ray"
VERSION = "x-ray==0.4.0"
SCRIPT = """
import asyncio, json, pathlib, sys, xray
def count(path):
    return sum(map(len, asyncio.run(xray.inspect(pathlib.Path(path).read_bytes())).values()))
print(json.dumps({path: count(path) for path in sys.argv[1:]}))
"""


def environment() -> Path:
    """Its Python, installed when it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    if not (ENVIRONMENT / "done").exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", VERSION], check=True)
        (ENVIRONMENT / "done").touch()
    return python


def found(files: list[Path]) -> dict[str, int]:
    """How many bad redactions x-ray sees in each file."""
    done = subprocess.run([environment(), "-c", SCRIPT, *files], check=True, capture_output=True, text=True)
    counts: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return counts


def check(folder: Path) -> None:
    """Print the counts; fails when x-ray finds one in ours, or none in the bad one."""
    from tests.assemble.redact.pdf_covered_plants import black_box
    from tests.assemble.redact.plants import plants

    bad = folder / "bad.black-box"
    bad.write_bytes(black_box(plants(1, 20)))
    ours = found(sorted(folder.glob("*.pdf")))
    known = found([bad])[str(bad)]
    print(f"x-ray: {sum(ours.values())} bad redactions in {len(ours)} PDFs; in one with black boxes over text {known}")
    for name, count in ours.items():
        if count:
            print(f"  {name}: {count}")
    sys.exit(1 if any(ours.values()) or not known else 0)


if __name__ == "__main__":
    check(Path(sys.argv[1]))

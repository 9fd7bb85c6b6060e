"""Writes the sample notices, their expected facts, the bad inputs and the table in README.md.

    python tests/samples/build.py [FOLDER]

The same input gives the same bytes; what is written is committed, and a test proves that nothing differs.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from junk import BAD, expected_outcomes
from sample import Sample
from texts import (
    chinese,
    english_account,
    english_inauthentic,
    english_ip,
    english_listing,
    english_pdf,
    french,
    german,
    japanese,
    joom_mail,
    spanish_italian,
    unrelated,
)

TEXTS = (
    chinese,
    english_account,
    english_inauthentic,
    english_ip,
    english_listing,
    english_pdf,
    french,
    german,
    japanese,
    joom_mail,
    spanish_italian,
    unrelated,
)

HERE = Path(__file__).resolve().parent


def samples() -> list[Sample]:
    """All samples, by name."""
    found = [sample for module in TEXTS for sample in module.samples()]
    doubles = [name for name, count in Counter(Path(sample.name).stem for sample in found).items() if count > 1]
    assert not doubles, doubles
    return sorted(found, key=lambda sample: sample.name)


def readme(found: list[Sample]) -> str:
    """README.md: its head, and one row a file."""
    rows = [f"| {sample.name} | ours | {sample.purpose} |" for sample in found]
    bad = [f"| bad/{name} | ours | {junk.purpose} |" for name, junk in sorted(BAD.items())]
    head = (HERE / "README.head.md").read_text(encoding="utf-8")
    return head + "\n| file | origin | purpose |\n|---|---|---|\n" + "\n".join(rows + bad) + "\n"


def files() -> dict[str, bytes]:
    """Every built file by its path below this folder."""
    found = samples()
    built = {sample.name: sample.data for sample in found}
    built |= {Path(sample.name).stem + ".json": sample.expected.to_json().encode() for sample in found}
    built |= {f"bad/{name}": junk.data for name, junk in BAD.items()}
    built["bad/expected.json"] = expected_outcomes().encode()
    built["README.md"] = readme(found).encode()
    return built


def main(folder: Path) -> None:
    """Writes all files into `folder`."""
    for name, data in sorted(files().items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)

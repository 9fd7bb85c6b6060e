"""What bench/leaks.py measured of each file: kept as lines of JSON, summed up as a table with a row a channel."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

COLUMNS = ("format and channel", "files", "values", "leaked", "held back", "survive", "s/file")


@dataclass(slots=True)
class Measured:
    """What came of one file."""

    row: str
    seed: int
    planted: int
    leaked: list[str] = field(default_factory=list)
    held: str = ""
    """Why it is held back; empty when it is not."""
    words: int = 0
    """Words that are no part of a value."""
    lost: dict[str, int] = field(default_factory=dict)
    """Which of them are gone, and how often."""
    seconds: float = 0.0

    def line(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self)) + "\n"


def kept_in(path: Path | None) -> dict[tuple[str, int], Measured]:
    """What earlier runs have measured; of two lines for one file the later one holds."""
    if path is None or not path.exists():
        return {}
    lines = [Measured(**json.loads(line)) for line in path.read_text().splitlines()]
    return {(done.row, done.seed): done for done in lines}


def report(measured: Iterable[Measured], *, markdown: bool = False) -> None:
    """Print the table in the order of the names, all in the last row, and the words that are lost most often."""
    some = sorted(measured, key=lambda done: (done.row, done.seed))
    rows = [_row(name, [d for d in some if d.row == name]) for name in dict.fromkeys(d.row for d in some)]
    table = [COLUMNS, *rows, *([_row("all", some)] if some else [])]
    if markdown:
        table.insert(1, ("---", *["---:"] * (len(COLUMNS) - 1)))
    for row in table:
        head, tail = row[0], row[1:]
        print(f"| {' | '.join(row)} |" if markdown else f"{head:28}" + "".join(f"{cell:>10}" for cell in tail))
    lost: Counter[str] = Counter()
    for done in some:
        lost.update(done.lost)
    if lost and not markdown:
        print("lost most often:", ", ".join(f"{word} ({times})" for word, times in lost.most_common(12)))


def _row(name: str, some: list[Measured]) -> tuple[str, ...]:
    total, lost = sum(d.words for d in some), sum(sum(d.lost.values()) for d in some)
    return (
        name,
        str(len(some)),
        f"{sum(d.planted for d in some):,}",
        str(sum(len(d.leaked) for d in some)),
        str(sum(d.planted for d in some if d.held)),
        f"{100 * (1 - lost / total):.2f} %" if total else "-",
        f"{sum(d.seconds for d in some) / len(some):.2f}",
    )

"""Long work that shows how far it is and goes on where it was stopped: checking an archive, turning keys.

Things are taken in an order that stays the same; a bookmark under `home` holds the last one done and what was found,
written every second and when the work ends early. A kill costs a second of work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from config.errors import Damaged
from storage.durable import make_folder, replace_file

Thing = TypeVar("Thing")
Result = TypeVar("Result")
NOTE_SECONDS = 1.0
AHEAD = 4  # things begun for each thread, so that none waits


@dataclass(slots=True)
class Bookmark:
    """How far a piece of work is."""

    file: Path
    work: str
    """What is done, so that another work does not go on from here."""
    last: str = ""
    """The last thing done; empty when none is."""
    done: int = 0
    found: list[str] = field(default_factory=list)
    """What was found on the way: the things that are wrong."""
    noted: float = 0.0

    @staticmethod
    def open(file: Path, work: str, *, resume: bool) -> Bookmark:
        """That of the same work when it was stopped and is to go on; else a new one. Raises: Damaged."""
        if resume and file.exists():
            try:
                there = json.loads(file.read_text(encoding="utf-8"))
                if there["work"] == work:
                    return Bookmark(
                        file, work, str(there["last"]), int(there["done"]), [str(o) for o in there["found"]]
                    )
            except (ValueError, KeyError, TypeError) as error:
                raise Damaged(f"{file}: cannot be read", advice="Begin anew, without --resume.") from error
        return Bookmark(file, work)

    def rest(self, things: Sequence[str]) -> Sequence[str]:
        """Those of the things, in their order, that are not done yet."""
        return [thing for thing in things if thing > self.last]

    def step(self, thing: str, wrong: bool) -> None:
        """One more is done."""
        self.last, self.done = thing, self.done + 1
        if wrong:
            self.found.append(thing)
        if time.monotonic() - self.noted > NOTE_SECONDS:
            self.note()

    def note(self) -> None:
        """Keep how far it is."""
        make_folder(self.file.parent)
        plain = {key: value for key, value in asdict(self).items() if key in ("work", "last", "done", "found")}
        replace_file(self.file, json.dumps(plain).encode())
        self.noted = time.monotonic()

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """Notes how far it was when the block ends early; removes the bookmark when all is done."""
        try:
            yield
        except BaseException:
            self.note()
            raise
        self.file.unlink(missing_ok=True)


def in_order(work: Callable[[Thing], Result], things: Iterable[Thing], threads: int) -> Iterator[tuple[Thing, Result]]:
    """The result of each thing, in their order, some worked on at once. The first error ends it."""
    with ThreadPoolExecutor(threads) as pool:
        under_way: list[tuple[Thing, Future[Result]]] = []
        try:
            for thing in things:
                under_way.append((thing, pool.submit(work, thing)))
                if len(under_way) >= threads * AHEAD:
                    first, future = under_way.pop(0)
                    yield first, future.result()
            for first, future in under_way:
                yield first, future.result()
        finally:
            for _, future in under_way:
                future.cancel()


@contextmanager
def bar(what: str, total: int, done: int = 0) -> Iterator[Callable[[int], None]]:
    """A function to call after each thing with the bytes read so far; shows a bar where a terminal is there."""
    if not sys.stderr.isatty():
        yield lambda _bytes: None
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"))
    begun = time.monotonic()
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=total, completed=done, speed="")

        def step(read: int) -> None:
            seconds = max(time.monotonic() - begun, 0.001)
            shown.update(task, advance=1, speed=f"{read / seconds / 1e6:.0f} MB/s" if read else "")

        yield step

"""Where the pure middle runs: in this process, or in worker processes with limits on time and memory.

A task is a function at module level, its context and argument plain values, its result likewise; bookkeeping stays
with the caller. The serial runner is the reference for the others: the same tasks give the same results in the same
order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from config.errors import ItemError
from noticepack.outcome import Quarantined

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Runner(Protocol):
    """Runs tasks. A task that fails, hangs or dies gives `Quarantined`; it never stops the others."""

    def map(
        self, task: Callable[[Argument], Result], arguments: Iterable[Argument]
    ) -> Iterator[tuple[Argument, Result | Quarantined]]:
        """Each argument with its result, in the order of the arguments, read ahead by a bounded number only."""

    def call(self, task: Callable[[Argument], Result], argument: Argument) -> Result | Quarantined:
        """One result."""

    def close(self) -> None:
        """Ends the workers."""


def contain(error: BaseException) -> Quarantined:
    """A fault inside a task as the outcome of its item: an item that breaks us waits for a person, the run goes on."""
    if isinstance(error, ItemError):
        return Quarantined(error.code, error.reason)
    if isinstance(error, MemoryError):
        return Quarantined("limit.item_memory", "reading it needed more memory than the limit allows")
    if isinstance(error, RecursionError):
        return Quarantined("limit.nesting_depth", "it is nested deeper than can be read")
    if isinstance(error, TimeoutError):
        return Quarantined("limit.item_seconds", "it took longer than the limit allows")
    return Quarantined("process.failed", f"{type(error).__name__}: {error}"[:500])

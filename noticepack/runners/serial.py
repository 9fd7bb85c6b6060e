"""Tasks run one after the other in this process: the reference, without limits on time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from noticepack.outcome import Quarantined
from noticepack.runners import contain
from noticepack.tasks import Contexts, install

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class SerialRunner:
    """Runs each task here and now."""

    def __init__(self, contexts: Contexts) -> None:
        install(contexts)

    def map(
        self, task: Callable[[Argument], Result], arguments: Iterable[Argument]
    ) -> Iterator[tuple[Argument, Result | Quarantined]]:
        """Each argument with its result, one at a time."""
        for argument in arguments:
            yield argument, self.call(task, argument)

    def call(self, task: Callable[[Argument], Result], argument: Argument) -> Result | Quarantined:
        """One result; a failing task gives `Quarantined`."""
        try:
            return task(argument)
        except Exception as error:
            return contain(error)

    def close(self) -> None:
        """Nothing to end."""

"""Tasks run in one child, forked from this process: for a few, which are done before a fork server has started.

The limits are those of the pool: the child bounds its memory, and is killed when a task takes too long; the next task
gets a new child.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any, TypeVar

from noticepack.outcome import Quarantined
from noticepack.runners import contain
from noticepack.tasks import Contexts, install

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class ForkRunner:
    """Runs tasks one after the other, each under `seconds` and `memory` (bytes of address space).

    It must be made before this process starts threads: a fork copies only the thread that forks.
    """

    def __init__(self, contexts: Contexts, *, seconds: float, memory: int) -> None:
        install(contexts)
        self._seconds, self._memory = seconds, memory
        self._child: tuple[ForkProcess, Connection] | None = None

    def map(
        self, task: Callable[[Argument], Result], arguments: Iterable[Argument]
    ) -> Iterator[tuple[Argument, Result | Quarantined]]:
        """Each argument with its result, one at a time."""
        for argument in arguments:
            yield argument, self.call(task, argument)

    def call(self, task: Callable[[Argument], Result], argument: Argument) -> Result | Quarantined:
        """One result."""
        process, pipe = self._child or self._fork()
        try:
            pipe.send((task, argument))
            if pipe.poll(self._seconds):
                result: Result | Quarantined = pipe.recv()
                return result
        except (EOFError, OSError):
            process.join()
            died = Quarantined("process.died", f"the process that read it ended with code {process.exitcode}")
            self.close()
            return died
        self.close()
        return contain(TimeoutError())

    def close(self) -> None:
        """Ends the child, whatever it is doing."""
        if self._child:
            process, pipe = self._child
            process.kill()
            process.join()
            process.close()
            pipe.close()
            self._child = None

    def _fork(self) -> tuple[ForkProcess, Connection]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, ours, self._memory), daemon=True)
        process.start()
        theirs.close()
        self._child = process, ours
        return self._child


def _serve(pipe: Connection, parents: Connection, memory: int) -> None:
    """Do what comes through the pipe until the parent has gone; leave Ctrl-C to it."""
    parents.close()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task, argument = pipe.recv()
        except EOFError:
            return
        pipe.send(_result(task, argument))


def _result(task: Callable[[Any], Any], argument: Any) -> Any:
    try:
        return task(argument)
    except Exception as error:
        return contain(error)

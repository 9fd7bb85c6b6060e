"""Tasks run in worker processes that are killed when one takes too long or too much memory (pebble, RLIMIT_AS).

Workers come from a fork server that has the heavy libraries loaded already, so that replacing a killed worker is
cheap and no worker inherits locks or connections of this process.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from noticepack.outcome import Quarantined
from noticepack.runners import contain
from noticepack.tasks import Contexts, install

Argument = TypeVar("Argument")
Result = TypeVar("Result")

PRELOAD = ["noticepack.tasks", "noticepack.pack", "spacy"]
READ_AHEAD = 3
"""Tasks under way a worker: enough to keep it busy, few enough that memory does not grow with the backlog."""


class PoolRunner:
    """Runs tasks in `workers` processes, each task under `seconds` and `memory` (bytes of address space)."""

    def __init__(self, contexts: Contexts, *, workers: int, seconds: float, memory: int) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOAD)
        self._seconds = seconds
        self._ahead = workers * READ_AHEAD
        self._pool = ProcessPool(workers, initializer=_start, initargs=(contexts, memory), context=context)

    def map(
        self, task: Callable[[Argument], Result], arguments: Iterable[Argument]
    ) -> Iterator[tuple[Argument, Result | Quarantined]]:
        """Each argument with its result, in order, at most a few a worker under way."""
        waiting: deque[tuple[Argument, Any]] = deque()
        for argument in arguments:
            waiting.append((argument, self._schedule(task, argument)))
            if len(waiting) >= self._ahead:
                first, future = waiting.popleft()
                yield first, _result(future)
        for argument, future in waiting:
            yield argument, _result(future)

    def call(self, task: Callable[[Argument], Result], argument: Argument) -> Result | Quarantined:
        """One result."""
        result: Result | Quarantined = _result(self._schedule(task, argument))
        return result

    def close(self) -> None:
        """Ends the workers, whatever they are doing."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _schedule(self, task: Callable[[Argument], Result], argument: Argument) -> Any:
        return self._pool.schedule(task, args=(argument,), timeout=self._seconds)


def _result(future: Any) -> Any:
    try:
        return future.result()
    except ProcessExpired as error:
        return Quarantined("process.died", f"the process that read it ended with code {error.exitcode}")
    except Exception as error:
        return contain(error)


def _start(contexts: Contexts, memory: int) -> None:
    """Bound this worker's address space; leave Ctrl-C to the parent, which ends the workers itself."""
    install(contexts)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    signal.signal(signal.SIGINT, signal.SIG_IGN)

"""The contract of Runner: the same tasks give the same results in the same order, and a bad one harms only itself."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest

from config.errors import ItemError
from config.settings import Settings
from noticepack.bootstrap import contexts_of
from noticepack.outcome import Quarantined
from noticepack.runners import Runner
from noticepack.runners.fork import ForkRunner
from noticepack.runners.pool import PoolRunner
from noticepack.runners.serial import SerialRunner
from noticepack.tasks import Contexts

MIB = 1024**2


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> Contexts:
    """Real contexts, as a run has them."""
    return contexts_of(Settings(home=tmp_path_factory.mktemp("home"), ocr="off"))


@pytest.fixture(scope="module")
def pool(contexts: Contexts) -> Iterator[PoolRunner]:
    """Two workers with little time and memory."""
    runner = PoolRunner(contexts, workers=2, seconds=3.0, memory=1500 * MIB)
    yield runner
    runner.close()


@pytest.fixture(scope="module")
def fork(contexts: Contexts) -> Iterator[ForkRunner]:
    """One child with little time and memory."""
    runner = ForkRunner(contexts, seconds=3.0, memory=1500 * MIB)
    yield runner
    runner.close()


@pytest.fixture(params=["serial", "pool", "fork"])
def runner(request: pytest.FixtureRequest, contexts: Contexts, pool: PoolRunner, fork: ForkRunner) -> Runner:
    """Each runner."""
    return {"serial": SerialRunner(contexts), "pool": pool, "fork": fork}[request.param]


@pytest.fixture(params=["pool", "fork"])
def limited(request: pytest.FixtureRequest, pool: PoolRunner, fork: ForkRunner) -> Runner:
    """Each runner that holds tasks to limits."""
    return {"pool": pool, "fork": fork}[request.param]


def double(number: int) -> int:
    """A task; refuses one argument."""
    if number == 3:
        raise ValueError("three is refused")
    return 2 * number


def refuse(_: int) -> int:
    """A task that says what is wrong with its item."""
    raise ItemError("pdf.broken", "the end is missing")


def hang(_: int) -> int:
    """A task that never ends."""
    while True:
        pass


def swell(size: int) -> int:
    """A task that takes more memory than it may."""
    return len(bytearray(size))


def die(_: int) -> int:
    """A task whose process is killed."""
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def deep(level: int) -> int:
    """A task that calls itself without end."""
    return deep(level + 1)


def test_results_come_in_the_order_of_the_arguments(runner: Runner) -> None:
    """Each argument is handed back with its own result; a task that fails is quarantined and stops no other."""
    results = list(runner.map(double, iter(range(40))))

    assert [argument for argument, _ in results] == list(range(40))
    assert [result for argument, result in results if argument != 3] == [2 * n for n in range(40) if n != 3]
    assert results[3][1] == Quarantined("process.failed", "ValueError: three is refused")


def test_one_call_gives_one_result(runner: Runner) -> None:
    """`call` is `map` of one."""
    assert runner.call(double, 4) == 8


def test_an_items_own_error_keeps_its_code(runner: Runner) -> None:
    """What a task says is wrong with its item is not called unforeseen."""
    assert runner.call(refuse, 0) == Quarantined("pdf.broken", "the end is missing")


def test_endless_recursion_is_a_limit(runner: Runner) -> None:
    """What nests deeper than can be followed is named so."""
    result = runner.call(deep, 0)

    assert isinstance(result, Quarantined)
    assert result.code == "limit.nesting_depth"


@pytest.mark.parametrize(
    ("task", "argument", "code"),
    [(hang, 0, "limit.item_seconds"), (swell, 3000 * MIB, "limit.item_memory"), (die, 0, "process.died")],
)
def test_a_worker_is_held_to_its_limits(limited: Runner, task: object, argument: int, code: str) -> None:
    """A task that hangs, swells or dies is quarantined under its own code, and the next one is done."""
    result = limited.call(task, argument)  # type: ignore[arg-type]

    assert isinstance(result, Quarantined)
    assert result.code == code
    assert limited.call(double, 5) == 10


def test_arguments_are_read_only_a_little_ahead(pool: PoolRunner) -> None:
    """Memory does not grow with the backlog: no more arguments are taken than are under way."""
    taken: list[int] = []

    def backlog() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = pool.map(double, backlog())
    next(results)
    first = len(taken)
    list(results)

    assert first <= 10
    assert len(taken) == 1000


def test_a_child_ends_with_its_runner(contexts: Contexts) -> None:
    """Closing leaves no process, and one that was never used had none."""
    runner = ForkRunner(contexts, seconds=3.0, memory=1500 * MIB)
    runner.close()
    child = runner.call(own_id, 0)
    runner.close()

    assert child != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def own_id(_: int) -> int:
    """The process that runs a task."""
    return os.getpid()

"""What follows from rules is made once and kept: rules are frozen and are few, messages are many.

It is kept by the identity of the rules, since hashing thousands of words costs more than most of what is made of them;
the rules are kept beside it, so that their identity stays theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Rules = TypeVar("Rules")
Made = TypeVar("Made")
MOST = 64
"""Rules whose results are kept: a process reads with one set, a comparison with two, tests with more."""


def kept(make: Callable[[Rules], Made]) -> Callable[[Rules], Made]:
    """A function of some rules that does its work once for each.

    >>> calls = []
    >>> def size(words):
    ...     calls.append(words)
    ...     return len(words)
    >>> words = ["a", "b"]
    >>> kept(size)(words), len(calls)
    (2, 1)
    """
    known: dict[int, tuple[Rules, Made]] = {}

    @wraps(make)
    def of(rules: Rules) -> Made:
        found = known.get(id(rules))
        if found is None:
            if len(known) >= MOST:
                known.clear()
            found = known[id(rules)] = (rules, make(rules))
        return found[1]

    return of

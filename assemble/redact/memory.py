"""Answers about files, remembered: a packet's file is read to clean it, to prove it, and to prove the whole packet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def asked_once(ask: Callable[[bytes], Iterable[T]]) -> Callable[[bytes], tuple[T, ...]]:
    """The function, asked once only for each file; it must answer the same for the same bytes. Errors are not kept."""
    known: dict[bytes, tuple[T, ...]] = {}

    def answer(data: bytes) -> tuple[T, ...]:
        key = hashlib.sha256(data).digest()
        if key not in known:
            known[key] = tuple(ask(data))
        return known[key]

    return answer

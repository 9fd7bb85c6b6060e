"""Legal holds: which cases nothing may be removed of, whatever their retention says, and why.

A hold is an object of its own, `holds/<case>.json`, on every store; where the store has locks, the objects of the case
carry its legal hold as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from config.errors import Damaged, NotStored, UsageError
from storage.layout import to_json
from storage.objects import ObjectStore, check_key

FOLDER = "holds/"


@dataclass(frozen=True, slots=True)
class Hold:
    """Who holds a case, since when and why."""

    case: str
    why: str
    by: str
    since: str
    """UTC, ISO 8601."""


class Holds:
    """The holds in a store."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    def of(self, case_id: str) -> Hold | None:
        """The hold of a case; None when it is not held. Raises: Damaged."""
        try:
            return _read(self._store.get(_key(case_id)), case_id)
        except NotStored:
            return None

    def all(self) -> Iterator[Hold]:
        """Every hold."""
        for key in self._store.keys(FOLDER):
            case_id = key.removeprefix(FOLDER).removesuffix(".json")
            yield _read(self._store.get(key), case_id)

    def set(self, hold: Hold) -> None:
        """Hold a case; one that is held already keeps its first hold."""
        if self.of(hold.case) is None:
            self._store.put_new(_key(hold.case), to_json(asdict(hold)))

    def lift(self, case_id: str) -> None:
        """Let a case go."""
        self._store.delete(_key(case_id))


def _key(case_id: str) -> str:
    if "/" in case_id:
        raise UsageError(f"not a case: {case_id!r}")
    return check_key(f"{FOLDER}{case_id}.json")


def _read(data: bytes, case_id: str) -> Hold:
    try:
        hold = Hold(**json.loads(data))
    except (ValueError, TypeError) as error:
        raise Damaged(f"{_key(case_id)}: cannot be read, so the case counts as held") from error
    if hold.case != case_id:
        raise Damaged(f"{_key(case_id)}: is the hold of another case")
    return hold

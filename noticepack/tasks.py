"""The tasks that runners run: the pure middle as functions of one argument.

The contexts (rules, limits, policies) are large and the same for every task, so each process installs them once and
keeps the pipelines built from them; only items and cases travel. What packing needs is imported with the first case, so
that a command which only reads starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from extract.difference import Difference
from extract.notice import Notice
from ingest.intake import Fresh
from ingest.item import RawItem
from ingest.proof import Proof
from ingest.signatures import Keys, prove
from noticepack.outcome import Quarantined, Unrelated
from noticepack.read import ReadContext, compare, read, understand

if TYPE_CHECKING:
    from assemble.case import Case
    from assemble.dossier import Dossier
    from assemble.lack import Lack
    from noticepack.pack import PackContext, Packed


@dataclass(frozen=True, slots=True)
class Contexts:
    """What the tasks of a process work with."""

    read: ReadContext
    pack: PackContext | None = None
    """None where nothing is packed."""
    keys: Keys | None = None
    """Where keys of signatures come from; None where none are asked for."""
    other: ReadContext | None = None
    """Rules to compare with; None where nothing is compared."""


@dataclass(frozen=True, slots=True)
class Packing:
    """One case to pack, with the notices whose texts go into it."""

    dossier: Dossier
    now: datetime
    """UTC, what deadlines are late against."""
    notices: tuple[Notice, ...] = ()

    @property
    def case(self) -> Case:
        """The case."""
        return self.dossier.case


_installed: list[Contexts] = []


def install(contexts: Contexts) -> None:
    """Make these the contexts of all tasks of this process."""
    _installed[:] = [contexts]


def installed() -> Contexts:
    """The contexts of this process."""
    return _installed[0]


def read_task(taken: Fresh) -> Notice | Unrelated | Quarantined:
    """`read` of one item."""
    return read(taken.item, installed().read, proofs_of(taken.item), released=taken.released)


def understand_task(item: RawItem) -> Notice:
    """`understand` of one item: also what `read` would set aside. Raises: ItemError."""
    return understand(item, installed().read, proofs_of(item))


def compare_task(item: RawItem) -> tuple[Difference, ...]:
    """`compare` of one item. Raises: ItemError."""
    contexts = installed()
    assert contexts.other is not None, "the contexts of a comparison hold what to compare with"
    return compare(item, contexts.read, contexts.other, proofs_of(item))


def proofs_of(item: RawItem) -> tuple[Proof, ...]:
    """What signatures prove about an item; asked here, since the reading itself asks nobody."""
    contexts = installed()
    return prove(item, contexts.read.limits, contexts.keys) if contexts.keys else ()


def pack_task(packing: Packing) -> Packed | Quarantined:
    """`pack` of one case."""
    from noticepack.pack import pack

    return pack(packing.dossier, packing.notices, _pack_context(), packing.now)


def look_task(packing: Packing) -> tuple[Lack, ...]:
    """`look` at one case. Raises: ItemError."""
    from noticepack.pack import look

    return look(packing.dossier, _pack_context(), packing.now)


def _pack_context() -> PackContext:
    context = installed().pack
    assert context is not None, "the contexts of a run that packs hold what packing needs"
    return context

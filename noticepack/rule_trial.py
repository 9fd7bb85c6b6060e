"""What other rules would change: every notice that is kept, or that is named, read with both and compared.

Nothing is written but the audit log, which tells of every original that was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.errors import Damaged, NotStored, UsageError
from config.own_rules import own_files
from config.settings import Settings
from extract.difference import Difference
from ingest.item import RawItem
from noticepack.bootstrap import CATALOG, App, open_app
from noticepack.keys import vault_identity
from noticepack.long_work import bar
from noticepack.outcome import Quarantined
from noticepack.reading import map_in_workers, source_items
from noticepack.tasks import Contexts, compare_task
from noticepack.workers import keys_of, read_context
from storage.catalog_rows import ItemRow


@dataclass(frozen=True, slots=True)
class Tried:
    """One item: what would be read differently, or why it could not be read again."""

    source: str
    item: str
    """Digest."""
    case: str | None
    result: tuple[Difference, ...] | str


@dataclass(slots=True)
class Trial:
    """A comparison under way: its items come once, and leave the sums behind."""

    items: Iterator[Tried]
    against: str
    """What it is compared with, in words."""
    read: int = 0
    changed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    """How many items could not be read again, by the reason."""
    facts: dict[str, int] = field(default_factory=dict)
    """How many notices change in each fact."""
    cases: set[str] = field(default_factory=set)
    """Cases whose notices change."""

    def run(self) -> Iterator[Tried]:
        """Every item that changes or could not be read again, counted."""
        for one in self.items:
            if isinstance(one.result, str):
                self.left_out[one.result] = self.left_out.get(one.result, 0) + 1
                yield one
                continue
            self.read += 1
            if one.result:
                self.changed += 1
                self.cases |= {one.case} if one.case else set()
                for difference in one.result:
                    self.facts[difference.fact] = self.facts.get(difference.fact, 0) + 1
                yield one


def trial(settings: Settings, folder: Path, specs: Sequence[str]) -> Trial:
    """The comparison of the rules in force with those of a folder, over some sources or over all that is kept.

    Where those of the folder are in force, they are compared with the shipped rules alone.

    Raises:
        RulesError: a rule file is wrong. UsageError: nothing is kept here. SourceError, StorageError.
    """
    own_files(folder)
    in_force = settings.rules_dir
    same = in_force is not None and in_force.resolve() == folder.resolve()
    now = read_context(settings.model_copy(update={"rules_dir": None}) if same else settings)
    then = read_context(settings.model_copy(update={"rules_dir": folder}))
    contexts = Contexts(now, keys=keys_of(settings, now), other=then)
    against = "the shipped rules" if same or in_force is None else f"the rules of {in_force}"
    if specs:
        return Trial(_compared(settings, contexts, source_items(settings, specs), {}), against)
    if not (settings.home / CATALOG).exists():
        raise UsageError(f"{settings.home}: nothing is kept here yet", advice="Name notices to try the rules on.")
    return Trial(_kept_compared(open_app(settings), contexts, folder), against)


def _compared(
    settings: Settings, contexts: Contexts, items: Iterator[RawItem], cases: dict[str, str | None]
) -> Iterator[Tried]:
    for item, result in map_in_workers(settings, contexts, items, compare_task):
        told = f"{result.code}: {result.reason}" if isinstance(result, Quarantined) else result
        yield Tried(item.source, item.digest, cases.pop(item.digest, None), told)


def _kept_compared(app: App, contexts: Contexts, folder: Path) -> Iterator[Tried]:
    left: list[Tried] = []
    cases: dict[str, str | None] = {}
    read = 0
    with bar("comparing", app.catalog.counts().items) as step:
        for tried in _compared(app.settings, contexts, _originals(app, cases, left), cases):
            read += 1
            step(0)
            yield tried
    yield from left
    app.audit.record("rules.try", folder.name, read=read, left_out=len(left))


def _originals(app: App, cases: dict[str, str | None], left: list[Tried]) -> Iterator[RawItem]:
    """The items the catalog knows, from the vault; those that cannot be read back are added to `left`."""
    try:
        identity, missing = vault_identity(app.settings), ""
    except UsageError as error:
        identity, missing = "", error.message
    for row in app.catalog.items():
        try:
            item = None if missing else _original(app, row, identity)
        except (NotStored, Damaged, UsageError) as error:
            left.append(Tried(row.source, row.digest, row.case_id, error.message.replace(row.digest, "it")))
            continue
        if item is None:
            left.append(Tried(row.source, row.digest, row.case_id, missing))
            continue
        cases[row.digest] = row.case_id
        yield item


def _original(app: App, row: ItemRow, identity: str) -> RawItem:
    data = app.vault.get(row.digest, identity)
    return RawItem(source=row.source, received=row.received, data=data, container=row.container)

"""The packet of a case made anew from its notices, answers and papers, and archived as a new version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assemble.case import Case
from assemble.docket import ForcedPacket
from assemble.dossier import Dossier, Forced
from assemble.forest import Arranged
from assemble.lack import Lack
from assemble.readiness import is_ready
from config.errors import NotStored, UsageError
from config.words import Severity
from extract.notice import Notice
from ingest.item import RawItem
from noticepack.bootstrap import App, contexts_of
from noticepack.docket import add_entry
from noticepack.dossiers import gather
from noticepack.filing import Filed, write
from noticepack.keys import vault_identity
from noticepack.outcome import Quarantined, as_error
from noticepack.placing import living_case
from noticepack.runners import Runner
from noticepack.tasks import Packing, pack_task, understand_task
from noticepack.workers import open_small_runner

ADVICE = {"limit.item_seconds": "Nothing was written; raise limits.packet_seconds, or give fewer pages."}
"""What to do when a packet is not made, by code."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A packet made anew."""

    case_id: str
    version: str
    """Of the archive; the one before when nothing has changed."""
    lacks: tuple[Lack, ...]
    forced: Forced | None

    @property
    def ready(self) -> bool:
        """Whether nothing holds it back."""
        return is_ready(self.lacks)


def rebuild(app: App, case_id: str, force: str | None = None) -> Rebuilt:
    """Make the packet of a case anew; `force` is why it is called ready in spite of errors.

    Raises:
        NotStored: no such case. UsageError: it was merged, or the vault's identity is not here. ItemError: a notice
        cannot be read any more, or the redaction cannot be proven; nothing is written then.
    """
    if force is not None and not force.strip():
        raise UsageError("--force needs a reason", advice="Say in one line why the packet goes out in spite of errors.")
    forced = Forced(app.settings.operator, app.clock(), force.strip()) if force else None
    contexts, seconds = contexts_of(app.settings, complete=True), app.settings.limits.packet_seconds
    with app.catalog.turn(), open_small_runner(app.settings, contexts, seconds) as runner:
        case = living_case(app, case_id)
        dossier = replace(gather(app, case), forced=forced)
        packed = runner.call(pack_task, Packing(dossier, app.clock(), tuple(_notices(app, case, runner))))
        if isinstance(packed, Quarantined):
            raise as_error(packed, ADVICE.get(packed.code, "Nothing was written; correct the cause and try again."))
        message = f"packet made anew; called ready by {forced.by}: {forced.why}" if forced else "packet made anew"
        versions = write(app, Arranged((case,), (case,)), [Filed(case, packed)], message)
    if forced:
        _record(app, dossier, packed.platform.lacks, forced)
    return Rebuilt(case_id, versions[case_id], packed.platform.lacks, forced)


def _notices(app: App, case: Case, runner: Runner) -> Iterator[Notice]:
    """Every notice of the case, read again from the vault."""
    identity = vault_identity(app.settings)
    for joined in case.notices:
        row = app.catalog.known(joined.facts.item)
        if row is None:
            raise NotStored(f"{joined.facts.item}: the catalog has no such item")
        item = RawItem(row.source, row.received, app.vault.get(row.digest, identity), row.container)
        notice = runner.call(understand_task, item)
        if isinstance(notice, Quarantined):
            raise as_error(notice, ADVICE.get(notice.code))
        yield notice


def _record(app: App, dossier: Dossier, lacks: tuple[Lack, ...], forced: Forced) -> None:
    codes = tuple(sorted({lack.code for lack in lacks if lack.severity is Severity.ERROR}))
    add_entry(app, dossier.case.id, ForcedPacket(forced.why, codes))
    app.audit.record("packet.force", dossier.case.id, by=forced.by, why=forced.why, codes=" ".join(codes))

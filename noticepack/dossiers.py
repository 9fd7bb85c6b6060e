"""Gathers the dossier of a case: what was given and said for it, the papers, and the seller's other cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from assemble.case import Case, case_account
from assemble.docket import Docket
from assemble.dossier import Dossier, Earlier
from assemble.events import Did
from assemble.evidence import Evidence, EvidenceFile
from assemble.subjects import other_of
from config.words import Platform
from extract.notice import Notice
from noticepack.bootstrap import App
from noticepack.docket import docket_for
from noticepack.keys import has_vault_identity, vault_identity
from noticepack.rows import case_of, contents_in
from noticepack.tasks import Packing
from storage.catalog_rows import MERGED

MOST_OTHERS = 200
"""Other cases of a seller that a text is compared with."""


def gather(app: App, case: Case) -> Dossier:
    """The dossier of a case; bare where nothing was said yet, so that a run over a backlog looks nothing else up.

    Raises:
        StorageError: a store failed. AnswersError: the saved answers cannot be read any more.
    """
    docket = docket_for(app, case)
    if docket.text is None and not docket.papers:
        return Dossier(case)
    others = tuple(islice(_others(app, case), MOST_OTHERS))
    return Dossier(
        case=case,
        answers=docket.answers(case.id),
        evidence=evidence_of(app, docket),
        earlier=tuple(sorted((*_tries(app, case), *_tries_of(app, others)), key=lambda one: one.submitted)),
        others=tuple(other_of(other) for other in others),
    )


def packing(app: App, case: Case, notice: Notice | None, now: datetime) -> Packing:
    """A case with what its packet is made from, and the notice that came into it if one did."""
    return Packing(gather(app, case), now, (notice,) if notice else ())


def evidence_of(app: App, docket: Docket) -> Evidence:
    """The papers with their bytes; only their names where the vault's identity is not on this machine."""
    if not has_vault_identity(app.settings):
        return Evidence(sealed=tuple(paper.name for paper in docket.papers))
    identity = vault_identity(app.settings)
    files = [
        EvidenceFile(one.name, one.media_type, app.vault.get(one.digest, identity), one.source, one.added)
        for one in docket.papers
    ]
    return Evidence(tuple(files))


def _others(app: App, case: Case) -> Iterator[Case]:
    """The seller's other cases, on every platform."""
    account = case_account(case)
    for platform in Platform if account else ():
        for row in app.catalog.cases_of(platform, account or ""):
            if row.id != case.id and row.state != MERGED:
                yield case_of(row)


def _tries_of(app: App, cases: tuple[Case, ...]) -> Iterator[Earlier]:
    for case in cases:
        yield from _tries(app, case)


def _tries(app: App, case: Case) -> Iterator[Earlier]:
    """What was submitted in a case."""
    made = [event for event in case.standing() if event.did is Did.SUBMITTED]
    for event in made:
        for packet in app.catalog.packets(event.case):
            if packet.version == event.version:
                yield Earlier(case.id, packet.version, event.at, contents_in(packet).texts)

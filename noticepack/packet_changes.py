"""How the newest packet of a case differs from the one that was submitted last."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from assemble.changes import Changes, changes
from assemble.outstanding import last_submission
from config.errors import UsageError
from noticepack.bootstrap import App
from noticepack.casefile import sent_packet
from noticepack.keys import vault_identity
from noticepack.rows import Summary, case_of
from noticepack.screen import harmless, print_json, say


@dataclass(frozen=True, slots=True)
class Since:
    """The difference, and since which packet."""

    case_id: str
    version: str
    """The packet that was submitted."""
    when: str
    """ISO 8601, when it was."""
    changes: Changes


def changes_since(app: App, case_id: str) -> Since:
    """The difference of the newest packet from the one that was submitted last.

    Raises:
        NotStored: no such case. UsageError: nothing was submitted yet, or no vault identity is here.
    """
    row = app.catalog.case(case_id)
    case = case_of(row)
    last, sent = last_submission(case), sent_packet(app, case)
    if last is None or sent is None:
        raise UsageError(
            f"{case_id}: no packet was submitted yet", advice="Record it with `noticepack submitted CASE`."
        )
    app.audit.permit("case.changes", case_id, packet=sent.digest)
    before, after = packet_files(app, sent.digest), packet_files(app, Summary.of(row).packet)
    return Since(case_id, sent.version, last.at.isoformat(), changes(before, after))


def packet_files(app: App, digest: str) -> Mapping[str, bytes]:
    """The files of a complete packet in the vault, by name. Raises: UsageError (no identity), NotStored, Damaged."""
    data = app.vault.get(digest, vault_identity(app.settings))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def print_changes(since: Since, *, as_json: bool) -> None:
    """The difference for people or for programs."""
    found = since.changes
    if as_json:
        lists = {"added": list(found.added), "removed": list(found.removed), "text": list(found.text)}
        print_json({"case": since.case_id, "since": since.version, "submitted": since.when, **lists})
        return
    say(f"{since.case_id}: the newest packet beside {since.version}, submitted {since.when}")
    if found.nothing:
        say("  nothing differs: the same would be submitted again")
    for name in found.added:
        say(harmless(f"  + {name}"))
    for name in found.removed:
        say(harmless(f"  - {name}"))
    for line in found.text:
        say(harmless(f"  {line}"))

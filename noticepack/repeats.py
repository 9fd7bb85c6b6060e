"""The same notice, once: a notice that says what an archived one says opens no case and is linked to that one.

Its bytes differ (two people forwarded it, or it went to two addresses), so it is an item of its own; what is compared
is the fingerprint that the catalog keeps of every archived notice.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from config.words import Verdict
from extract.fingerprint import Fingerprint, Precision, fingerprint_of, same_notice
from extract.notice import Notice
from ingest.item import RawItem
from noticepack.bootstrap import App
from noticepack.outcome import Duplicate
from storage.catalog_rows import PrintRow


def repeated(app: App, item: RawItem, notice: Notice) -> Duplicate | None:
    """The archived notice that this one repeats, and why; None for a new notice, whose fingerprint is kept."""
    own = fingerprint_of(notice)
    for row in app.catalog.fingerprints(own.facts):
        why = same_notice(own, from_json(row.print_json)) if row.item != item.digest else ""
        if why:
            proven = notice.facts.authenticity.verdict is Verdict.GENUINE
            return Duplicate(row.item, f"{why}; this copy is proven genuine" if proven else why)
    app.catalog.save_fingerprint(PrintRow(item.digest, own.facts, to_json(own)))
    return None


def to_json(fingerprint: Fingerprint) -> str:
    """A fingerprint as text for the catalog."""
    return json.dumps(asdict(fingerprint) | {"at": fingerprint.at.isoformat() if fingerprint.at else None})


def from_json(text: str) -> Fingerprint:
    """The fingerprint in a text of the catalog."""
    data = json.loads(text)
    return Fingerprint(
        facts=data["facts"],
        message_id=data["message_id"],
        at=datetime.fromisoformat(data["at"]) if data["at"] else None,
        precision=Precision(data["precision"]),
        tokens=tuple(data["tokens"]),
        sketch=tuple(data["sketch"]),
    )

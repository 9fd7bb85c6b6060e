"""The record of a case: what was done with it, kept beside its packet in the archive and whole in the vault.

`events.json` is what was done, redacted. `record.json` names the complete packet and the complete case in the vault, so
that the catalog can be made again from vault and archive alone.
"""

from __future__ import annotations

import json

from assemble.case import Case
from assemble.case_json import case_to_json, event_to_json
from assemble.files import PacketFile, json_file
from assemble.packet import Packet
from assemble.redact import RedactedPacket, redact_packet
from config.words import Audience
from noticepack.bootstrap import App, redaction_policy
from noticepack.keys import redaction_key
from noticepack.names_model import find_names

CASE = "case.json"
EVENTS = "events.json"
RECORD = "record.json"
NAMES = frozenset({EVENTS, RECORD})
"""Files of the archive that are in no packet."""


def record_files(app: App, case: Case, packet: str, events: bytes) -> dict[str, bytes]:
    """The record's files for the archive; `packet` is the digest of the complete packet, `events` are redacted.

    The complete case is in the vault when this returns.
    """
    whole = app.vault.keep(json_file(CASE, case_to_json(case)).data)
    return {EVENTS: events, RECORD: json_file(RECORD, {"case": case.id, "packet": packet, "record": whole}).data}


def events_in(packed: RedactedPacket) -> bytes:
    """The events as they stand, redacted, in a packet's own record of the case."""
    case = next(file for file in packed.files if file.name == CASE)
    return json_file(EVENTS, json.loads(case.data)["events"]).data


def redacted_events(app: App, case: Case) -> bytes:
    """What was done, redacted on its own. Raises: ItemError (`redaction.unproven`)."""
    settings = app.settings
    policy = redaction_policy(settings)
    file: PacketFile = json_file(EVENTS, [event_to_json(event) for event in case.events])
    packet = Packet(case.id, (file,), ())
    redacted = redact_packet(
        packet, policy, audience=Audience.AUDITOR, key=redaction_key(settings), names=find_names(settings)
    )
    return next(one.data for one in redacted.files if one.name == EVENTS)

"""Redaction that can be proven: `redact_packet` makes the only kind of packet that may be archived."""

from __future__ import annotations

from assemble.redact.packet import redact_packet
from assemble.redact.report import RedactionReport
from assemble.redact.verify import RedactedPacket

__all__ = ["RedactedPacket", "RedactionReport", "redact_packet"]

"""From facts to a packet: cases, readiness checks, templates, redaction."""

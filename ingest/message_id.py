r"""The Message-ID of an item, read off its bytes without parsing it: a hint for people who look for a message.

>>> message_id_hint(b"Subject: x\r\nMessage-ID: <1@a.example>\r\n\r\nMessage-ID: <2@a.example>")
'<1@a.example>'
>>> message_id_hint(b"%PDF-1.7")
''
"""

from __future__ import annotations

import re

HEADER_BYTES = 65_536
HEADER_END = re.compile(rb"\r?\n\r?\n")
FIELD = re.compile(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,500}>)", re.IGNORECASE | re.MULTILINE)
"""RFC 5322 section 3.6.4; the id may stand on a line of its own."""


def message_id_hint(data: bytes) -> str:
    """The first Message-ID of the header, with its angle brackets; empty without one."""
    found = FIELD.search(HEADER_END.split(data[:HEADER_BYTES], maxsplit=1)[0])
    return found[1].decode("ascii", "replace") if found else ""

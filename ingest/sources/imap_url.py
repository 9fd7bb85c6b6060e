"""Mailboxes by their URL, `imaps://USER@HOST[:PORT]/FOLDER` (RFC 5092), and messages in them.

>>> mailbox = parse_mailbox("imaps://ann@mail.seller.example/INBOX")
>>> mailbox.host, mailbox.port, mailbox.user, mailbox.folder
('mail.seller.example', 993, 'ann', 'INBOX')
>>> mailbox.message(uidvalidity=17, uid=4)
'imaps://ann@mail.seller.example/INBOX;UIDVALIDITY=17/;UID=4'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

from config.errors import UsageError

FORM = "imaps://USER@HOST/FOLDER"
PORT = 993
"""Implicit TLS, RFC 8314 section 3.2."""
URL = re.compile(
    r"imaps://(?:(?P<user>.+)@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s@:/\[\]]+)(?::(?P<port>\d{1,5}))?(?:/(?P<folder>.*))?"
)
SAFE = "!$'()*+,&=~"
"""Characters that RFC 5092 leaves as they are (achar) besides those that `quote` never touches."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One folder of one account on one server."""

    user: str
    host: str
    port: int
    folder: str

    @property
    def name(self) -> str:
        """The mailbox without its user, for logs: who it belongs to is personal."""
        port = "" if self.port == PORT else f":{self.port}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"imaps://{host}{port}/{quote(self.folder, safe=SAFE + '/')}"

    @property
    def url(self) -> str:
        """The mailbox whole."""
        return self.name.replace("imaps://", f"imaps://{quote(self.user, safe=SAFE)}@", 1)

    def message(self, *, uidvalidity: int, uid: int) -> str:
        """The URL of a message."""
        return f"{self.url};UIDVALIDITY={uidvalidity}/;UID={uid}"


def parse_mailbox(url: str) -> Mailbox:
    """The mailbox that a URL names; without a folder, the INBOX. A user name may hold an `@`, escaped or not.

    Raises:
        UsageError: it is none; or it holds a password, which is not repeated.
    """
    found = URL.fullmatch(url)
    if found is None or not found["user"]:
        shown = url if "@" not in url else url.rpartition("@")[2]
        raise UsageError(f"{shown[:200]!r} names no mailbox", advice=f"Write {FORM}.")
    if ":" in found["user"]:
        raise UsageError(
            f"imaps://…@{found['host']}: there is a password in the address",
            advice="Give it by imap.password_file, imap.password_command or NOTICEPACK_IMAP__PASSWORD.",
        )
    port = int(found["port"] or PORT)
    if not 0 < port < 65_536:
        raise UsageError(f"{found['host']}: there is no port {port}", advice=f"Write {FORM}.")
    folder = unquote(found["folder"] or "") or "INBOX"
    user = unquote(found["user"])
    if re.search(r"[\x00-\x1f\x7f]", folder + user):
        raise UsageError(f"{found['host']}: control characters in the address", advice=f"Write {FORM}.")
    return Mailbox(user, found["host"].strip("[]"), port, folder)

"""One live connection to one folder of an IMAP server: the commands that a source needs, each a method.

TLS is always on and verified. A session is bound to the UIDVALIDITY that it found (RFC 9051 section 2.3.1.1): UIDs read
under another one mean nothing here. What goes wrong is SourceError or SourceAway; after the latter the session is dead.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from config.errors import SourceAway, SourceError
from ingest.sources.imap_errors import imap_errors
from ingest.sources.imap_url import Mailbox

if TYPE_CHECKING:
    from imapclient import IMAPClient

CONNECT_SECONDS = 20.0
RENEW_SECONDS = 540.0
"""IDLE is renewed after this long: routers forget connections that are silent for 10 minutes, servers after 30."""
WINDOW = 50_000
"""Messages asked for in one SEARCH; imaplib takes no answer line over a million bytes."""
TRY_CREATE = "[TRYCREATE]"
"""The server's word for a folder that is not there (RFC 9051 section 7.1)."""
SIZES = 1_000
"""Messages whose size is asked for at once."""


@dataclass(frozen=True, slots=True)
class Login:
    """How to get into a mailbox."""

    mailbox: Mailbox
    secret: Callable[[], str]
    """Gives the password or token; asked at each log-in, so that one that was changed is found."""
    xoauth2: bool = False
    ca_bundle: Path | None = None
    answer_seconds: float = 60.0


class Session:
    """A folder that is open on a server."""

    def __init__(self, login: Login, *, readonly: bool) -> None:
        """Connect, log in and open the folder. Raises: SourceAway, SourceError (log-in, certificate, no folder)."""
        self._mailbox, self._idle_since = login.mailbox, 0.0
        self._name, self._readonly = login.mailbox.name, readonly
        with imap_errors(self._name):
            self._client = _connected(login)
        try:
            with imap_errors(self._name):
                _log_in(self._client, login)
                self._capabilities = frozenset(self._client.capabilities())
            self.refresh()
        except BaseException:
            self.close()
            raise

    def refresh(self) -> None:
        """Open the folder anew: its UIDVALIDITY and how many messages it holds. Raises: SourceError (not there)."""
        from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

        self._leave_idle()
        with imap_errors(self._name):
            try:
                answer = self._client.select_folder(self._mailbox.folder, readonly=self._readonly)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                raise self._no_folder(error) from error
        self.uidvalidity = int(answer.get(b"UIDVALIDITY", 0))
        self._exists = int(answer[b"EXISTS"])
        self._keeps_keywords = b"\\*" in answer.get(b"PERMANENTFLAGS", ())

    def _no_folder(self, error: Exception) -> SourceError:
        """The folder cannot be opened: say which there are."""
        names = [str(name) for _, _, name in self._client.list_folders()]
        if self._mailbox.folder in names:
            return SourceError(f"{self._name}: {error}"[:300])
        listed = ", ".join(sorted(names)[:20])
        return SourceError(f"{self._name}: there is no such folder", advice=f"Folders of this mailbox: {listed}.")

    def search(self, criteria: Sequence[str]) -> list[int]:
        """The UIDs of the messages that meet the criteria, ascending."""
        found: set[int] = set()
        with imap_errors(self._name):
            for first in range(1, self._exists + 1, WINDOW):
                last = "*" if first + WINDOW > self._exists else str(first + WINDOW - 1)
                found.update(self._client.search([f"{first}:{last}", *criteria]))
        return sorted(found)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """UID -> bytes, as the server tells it; those that are gone are left out."""
        found: dict[int, int] = {}
        with imap_errors(self._name):
            for start in range(0, len(uids), SIZES):
                answer = self._client.fetch(uids[start : start + SIZES], ["RFC822.SIZE"])
                found.update((uid, int(data.get(b"RFC822.SIZE", 0))) for uid, data in answer.items())
        return found

    def bodies(self, uids: Sequence[int]) -> dict[int, bytes]:
        """UID -> the exact bytes of the message, not marked as read; those that are gone are left out."""
        with imap_errors(self._name):
            answer = self._client.fetch(uids, ["BODY.PEEK[]"])
        return {uid: bytes(data[b"BODY[]"]) for uid, data in answer.items() if data.get(b"BODY[]") is not None}

    def there(self, uids: Sequence[int]) -> frozenset[int]:
        """Those of the UIDs that are still in the folder."""
        with imap_errors(self._name):
            return frozenset(self._client.search(["UID", ",".join(map(str, uids))]))

    def prepare(self, folders: Sequence[str], *, keywords: bool) -> None:
        """Make folders that are not there. Raises: SourceError (it may not, or the folder keeps no keywords)."""
        if keywords and not self._keeps_keywords:
            raise SourceError(
                f"{self._name}: this server keeps no keywords on mail", advice="Set imap.processed to move, not flag."
            )
        for folder in folders:
            self._make(folder)

    def _make(self, folder: str) -> None:
        with imap_errors(self._name):
            if not self._client.folder_exists(folder):
                self._client.create_folder(folder)
                self._client.subscribe_folder(folder)

    def move(self, uid: int, folder: str) -> None:
        """Move a message to a folder, which is made anew when somebody removed it; one that is gone needs nothing."""
        with self._unless_gone(uid):
            try:
                self._move(uid, folder)
            except SourceError as error:
                if TRY_CREATE not in error.message:
                    raise
                self._make(folder)
                self._move(uid, folder)

    def _move(self, uid: int, folder: str) -> None:
        """Without MOVE (RFC 6851): copy, then delete."""
        with imap_errors(self._name):
            if b"MOVE" in self._capabilities:
                self._client.move([uid], folder)
            elif self._client.search(["UNDELETED", "UID", str(uid)]):
                self._client.copy([uid], folder)
                self._client.delete_messages([uid], silent=True)
                if b"UIDPLUS" in self._capabilities:  # without it, EXPUNGE would remove what others marked as well
                    self._client.uid_expunge([uid])

    def flag(self, uid: int, keyword: str) -> None:
        """Put a keyword on a message; one that is gone needs nothing."""
        with self._unless_gone(uid), imap_errors(self._name):
            self._client.add_flags([uid], [keyword], silent=True)

    @contextmanager
    def _unless_gone(self, uid: int) -> Iterator[None]:
        """A refusal is no error when the reason is that another program has moved the message meanwhile."""
        try:
            yield
        except SourceAway:
            raise
        except SourceError:
            if self.there([uid]):
                raise

    @property
    def can_idle(self) -> bool:
        """Whether the server tells of new mail (RFC 2177)."""
        return b"IDLE" in self._capabilities

    def idle(self, seconds: float) -> bool:
        """Wait so long at most for the server to tell of new mail; whether it did. Raises: SourceAway."""
        with imap_errors(self._name):
            now = time.monotonic()
            if self._idle_since and now - self._idle_since > RENEW_SECONDS:
                self._leave_idle()
            if not self._idle_since:
                self._client.idle()
                self._idle_since = now
            told = self._client.idle_check(timeout=seconds)
        if not told and time.monotonic() - now < seconds / 2:  # IMAPClient takes the end of a connection for silence
            raise SourceAway(f"{self._name}: the server ended the connection")
        return any(b"EXISTS" in one for one in told)

    def _leave_idle(self) -> None:
        if self._idle_since:
            self._idle_since = 0.0
            with imap_errors(self._name):
                self._client.idle_done()

    def close(self) -> None:
        """End the connection, whatever state it is in."""
        with suppress(Exception):  # it is to be thrown away: what ending it says does not matter
            self._client.shutdown()


def _connected(login: Login) -> IMAPClient:
    from imapclient import IMAPClient, SocketTimeout

    timeout = SocketTimeout(connect=CONNECT_SECONDS, read=login.answer_seconds)
    try:
        context = ssl.create_default_context(cafile=login.ca_bundle)
    except (OSError, ssl.SSLError) as error:
        raise SourceError(
            f"{login.ca_bundle}: no certificates can be read from it", advice="Set imap.ca_bundle to a PEM file."
        ) from error
    return IMAPClient(login.mailbox.host, login.mailbox.port, ssl=True, ssl_context=context, timeout=timeout)


def _log_in(client: Any, login: Login) -> None:
    secret = login.secret()
    if login.xoauth2:
        client.oauth2_login(login.mailbox.user, secret)
    elif secret.isascii() and login.mailbox.user.isascii():
        client.login(login.mailbox.user, secret)
    else:
        client.plain_login(login.mailbox.user, secret)  # RFC 4616: UTF-8, which LOGIN cannot carry


def batches(sizes: dict[int, int], most: int, most_bytes: int) -> Iterator[list[int]]:
    """The UIDs in runs of at most so many messages and bytes; a larger message is a run of its own."""
    batch: list[int] = []
    total = 0
    for uid, size in sizes.items():
        if batch and (len(batch) >= most or total + size > most_bytes):
            yield batch
            batch, total = [], 0
        batch.append(uid)
        total += size
    if batch:
        yield batch

"""An IMAP mailbox as a source: every message in a folder that was not dealt with, and what becomes of it there.

A message is known by its bytes; UID and UIDVALIDITY only say where it lies, and a source that finds another UIDVALIDITY
than before reads everything anew. A connection that is lost is made again (`Patience`) and the work goes on. Messages
are fetched without marking them as read. Once a message has its outcome it is moved to a folder or gets a keyword; mail
that is no notice stays as it is. Mail that people marked as deleted is theirs and is passed over.

Two programs on one mailbox do no harm: what one has moved, the other no longer finds, and what both have fetched is
known by its digest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal, TypeVar

from config.errors import SourceAway, SourceError
from ingest.item import RawItem
from ingest.sources.imap_session import Login, Session, batches
from ingest.sources.patience import Patience
from ingest.sources.port import Clock

BATCH, BATCH_BYTES = 100, 8 * 1024 * 1024
"""Messages and bytes fetched at once, and so held in memory."""
LOSSES = 3
"""Connections that fetching the same messages may cost before they count as refused."""
DONE, WAITS, UNRELATED = "$Noticepack", "$NoticepackQuarantine", "$NoticepackUnrelated"
"""Keywords on messages (RFC 9051 section 2.3.2)."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Filing:
    """What happens to a message once it has its outcome."""

    processed: Literal["move", "flag"] = "move"
    processed_folder: str = "noticepack-processed"
    quarantine_folder: str = "noticepack-quarantine"
    unrelated: Literal["leave", "flag", "move"] = "leave"
    unrelated_folder: str = "noticepack-unrelated"

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that messages are moved to."""
        dealt_with = (self.processed_folder, self.quarantine_folder) if self.processed == "move" else ()
        return dealt_with + ((self.unrelated_folder,) if self.unrelated == "move" else ())

    @property
    def criteria(self) -> tuple[str, ...]:
        """What a message must meet that was not dealt with, in the words of SEARCH."""
        keywords = [DONE, WAITS] if self.processed == "flag" else []
        keywords += [UNRELATED] if self.unrelated == "flag" else []
        return ("UNDELETED", *(word for keyword in keywords for word in ("UNKEYWORD", keyword)))

    def folder(self, outcome: str) -> str | None:
        """The folder for messages of that outcome; None where they stay."""
        if outcome == "unrelated":
            return self.unrelated_folder if self.unrelated == "move" else None
        if self.processed == "flag":
            return None
        return self.quarantine_folder if outcome == "quarantined" else self.processed_folder

    def keyword(self, outcome: str) -> str | None:
        """The keyword for messages of that outcome; None where they get none."""
        if outcome == "unrelated":
            return UNRELATED if self.unrelated == "flag" else None
        if self.processed == "move":
            return None
        return WAITS if outcome == "quarantined" else DONE


@dataclass(slots=True)
class Met:
    """How far a pass has got: UIDs ascend as mail comes in, so the highest one met tells what is new."""

    uidvalidity: int = 0
    uid: int = 0


class ImapSource:
    """One folder of one mailbox."""

    def __init__(
        self,
        login: Login,
        *,
        now: Clock,
        patience: Patience,
        filing: Filing | None,
        idle: bool = True,
    ) -> None:
        """Nothing is connected yet. `filing` None: nothing in the mailbox is ever changed."""
        self._login, self._now, self._patience, self._filing, self._idle = login, now, patience, filing, idle
        self._session: Session | None = None
        self._reached = False
        """Whether there ever was a connection."""
        self._left: set[int] = set()
        """UIDs of messages that have their outcome and stay where they are, under `_left_under` as UIDVALIDITY."""
        self._left_under = 0

    @property
    def name(self) -> str:
        """The mailbox without its user."""
        return self._login.mailbox.name

    def items(self) -> Iterator[RawItem]:
        """Every message that was not dealt with, oldest first, until no more have come in.

        Raises:
            SourceError: the mailbox cannot be opened, or messages in it cannot be fetched; all others were given.
            SourceAway: the connection was lost and does not come back.
        """
        met = Met()
        refused: dict[int, str] = {}
        while found := self._connected(partial(self._waiting, met=met)):
            for batch in batches(found, BATCH, BATCH_BYTES):
                for uid, data in self._fetched(met.uidvalidity, batch, refused):
                    yield self._item(met.uidvalidity, uid, data)
            met = Met(met.uidvalidity, max(found))
        if refused:
            where, said = ", ".join(map(str, sorted(refused)[:20])), next(iter(refused.values()))
            raise SourceError(f"{len(refused)} messages cannot be fetched (UID {where}): {said}")

    def _waiting(self, session: Session, met: Met) -> dict[int, int]:
        """UID -> size of the messages that were neither dealt with nor met in this pass."""
        session.refresh()
        if session.uidvalidity != met.uidvalidity:
            met.uidvalidity, met.uid = session.uidvalidity, 0
        if session.uidvalidity != self._left_under:
            self._left_under, self._left = session.uidvalidity, set()
        criteria = self._filing.criteria if self._filing else ("UNDELETED",)
        uids = session.search([*criteria, "UID", f"{met.uid + 1}:*"])
        return session.sizes([uid for uid in uids if uid > met.uid and uid not in self._left])

    def _fetched(self, validity: int, uids: Sequence[int], refused: dict[int, str]) -> Iterator[tuple[int, bytes]]:
        """The bytes of messages; one that the server does not hand out is asked for alone, then told in `refused`."""
        try:
            found = self._connected(partial(self._bodies, validity=validity, uids=uids), most_losses=LOSSES)
        except SourceAway:
            raise
        except SourceError as error:
            if len(uids) == 1:
                refused[uids[0]] = error.message
                return
            for uid in uids:
                yield from self._fetched(validity, [uid], refused)
            return
        yield from found.items()

    def _bodies(self, session: Session, validity: int, uids: Sequence[int]) -> dict[int, bytes]:
        """What the server has of these messages; none when the numbers mean others by now."""
        if session.uidvalidity != validity:
            return {}
        found = session.bodies(uids)
        missing = [uid for uid in uids if uid not in found]
        if missing and session.there(missing):
            raise SourceError(f"{self.name}: the server lists messages and does not hand them out")
        return found

    def _item(self, validity: int, uid: int, data: bytes) -> RawItem:
        return RawItem(
            source=self._login.mailbox.message(uidvalidity=validity, uid=uid),
            received=self._now(),
            data=data,
            token=f"{validity}:{uid}",
            uid=uid,
            uidvalidity=validity,
        )

    def durable(self, item: RawItem) -> None:
        """Nothing: the message stays where it is until it has an outcome."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Move or flag the message; one that was removed, or numbered anew meanwhile, needs nothing.

        Raises:
            SourceError: the server refuses. SourceAway: the connection is lost and does not come back.
        """
        validity, uid = map(int, item.token.split(":"))
        folder, keyword = (
            (self._filing.folder(outcome), self._filing.keyword(outcome)) if self._filing else (None, None)
        )
        if folder is not None or keyword is not None:
            self._connected(partial(_file, validity=validity, uid=uid, folder=folder, keyword=keyword))
        elif validity == self._left_under:
            self._left.add(uid)

    def wait(self, seconds: float) -> bool:
        """Wait for new mail, so long at most; whether there may be some."""
        if self._session is None:
            return True
        if not (self._idle and self._session.can_idle):
            self._patience.stop.wait(seconds)
            return False
        try:
            return self._session.idle(seconds)
        except SourceAway:
            self.close()
            return True

    def settled(self) -> None:
        """Nothing: what was dealt with was moved, flagged or remembered one by one."""

    def close(self) -> None:
        """End the connection."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _connected(self, act: Callable[[Session], Result], most_losses: int | None = None) -> Result:
        """Do it on a live connection; when it is lost meanwhile, on the next one.

        With `most_losses`, what loses so many connections one after the other counts as refused (SourceError).
        """
        losses = 0

        def once() -> Result:
            nonlocal losses
            session = self._live()
            try:
                return act(session)
            except SourceAway as error:
                self.close()
                losses += 1
                if losses == most_losses:
                    raise SourceError(f"{error.message}, {losses} times in a row") from error
                raise

        return self._patience.persist(once)

    def _live(self) -> Session:
        """The connection, made when there is none. Raises: SourceAway, SourceError (see `Patience.first_fails`)."""
        if self._session is not None:
            return self._session
        try:
            session = Session(self._login, readonly=self._filing is None)
            self._session = session
            if self._filing and not self._reached:
                flags = "flag" in (self._filing.processed, self._filing.unrelated)
                session.prepare(self._filing.folders, keywords=flags)
        except SourceAway as error:
            self.close()
            if self._reached or not self._patience.first_fails:
                raise
            known = error.advice != error.default_advice
            advice = error.advice if known else "Check the host and the port in the address."
            raise SourceError(error.message, advice=advice) from error
        self._reached = True
        return session


def _file(session: Session, validity: int, uid: int, folder: str | None, keyword: str | None) -> None:
    if session.uidvalidity != validity:
        return
    if folder is not None:
        session.move(uid, folder)
    if keyword is not None:
        session.flag(uid, keyword)

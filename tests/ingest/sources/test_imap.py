"""An IMAP mailbox on a real server: every message once, nothing touched that need not be, connections that break."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from config.errors import SourceAway, SourceError
from ingest.item import RawItem
from ingest.sources import imap, imap_session
from ingest.sources.imap import Filing, ImapSource
from ingest.sources.imap_session import Login, Session, batches
from ingest.sources.imap_url import parse_mailbox
from ingest.sources.patience import Patience
from tests.services.dovecot import PASSWORD, Dovecot

pytestmark = pytest.mark.service

NOW = datetime(2026, 3, 12, tzinfo=UTC)
MAILS = [f"Subject: {number}\r\n\r\nhello {number}\r\n".encode() for number in range(5)]
Make = Callable[..., ImapSource]


@pytest.fixture
def source(dovecot: Dovecot) -> Iterator[Make]:
    """Makes sources of a folder of the server."""
    opened: list[ImapSource] = []

    def make(
        folder: str = "INBOX",
        *,
        password: str = PASSWORD,
        seconds: float = 30.0,
        first_fails: bool = True,
        idle: bool = True,
        **filing: Any,
    ) -> ImapSource:
        login = Login(parse_mailbox(dovecot.url(folder)), lambda: password, ca_bundle=dovecot.ca)
        patience = Patience(seconds, first_fails, longest_pause=0.2)
        opened.append(ImapSource(login, now=lambda: NOW, patience=patience, filing=Filing(**filing), idle=idle))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def deliver(server: Dovecot, *mails: bytes) -> None:
    """Deliver mails, the first one first."""
    for mail in mails or MAILS:
        server.deliver(mail)


def subjects(items: list[RawItem]) -> list[str]:
    """The numbers of the mails."""
    return [item.data.partition(b"\r\n")[0].decode().removeprefix("Subject: ") for item in items]


def test_messages_come_whole_with_their_hints(dovecot: Dovecot, source: Make) -> None:
    """The exact bytes, oldest first, with UID and UIDVALIDITY as hints, and not marked as read."""
    deliver(dovecot)

    items = list(source().items())

    assert [item.data for item in items] == MAILS
    assert [item.uid for item in items] == [1, 2, 3, 4, 5]
    assert {item.uidvalidity for item in items} == {items[0].uidvalidity}
    assert items[1].source.endswith(f"/INBOX;UIDVALIDITY={items[0].uidvalidity}/;UID=2")
    assert list((dovecot.inbox / "cur").glob("*S*")) == []


def test_each_outcome_has_its_place(dovecot: Dovecot, source: Make) -> None:
    """Notices and repeats move to one folder, what waits to another, mail that is no notice stays untouched."""
    deliver(dovecot)
    inbox = source()
    for item, outcome in zip(
        inbox.items(), ["archived", "duplicate", "quarantined", "unrelated", "archived"], strict=True
    ):
        inbox.acknowledge(item, outcome)
        inbox.acknowledge(item, outcome)

    assert dovecot.mails() == [MAILS[3]]
    assert sorted(dovecot.mails("noticepack-processed")) == [MAILS[0], MAILS[1], MAILS[4]]
    assert dovecot.mails("noticepack-quarantine") == [MAILS[2]]
    assert list(inbox.items()) == []  # this watch knows it
    assert subjects(list(source().items())) == ["3"]  # a later run looks at it again


def test_flags_instead_of_folders(dovecot: Dovecot, source: Make) -> None:
    """With keywords everything stays in its folder, and later runs pass over what carries one."""
    deliver(dovecot)
    inbox = source(processed="flag", unrelated="flag")
    for item, outcome in zip(inbox.items(), ["archived", "duplicate", "quarantined", "unrelated"], strict=False):
        inbox.acknowledge(item, outcome)

    assert len(dovecot.mails()) == 5
    assert subjects(list(source(processed="flag", unrelated="flag").items())) == ["4"]
    assert not dovecot.folder("noticepack-processed").exists()


def test_a_folder_that_was_removed_is_made_anew(dovecot: Dovecot, source: Make) -> None:
    """Somebody removes the folder while a watch runs: the next mail is filed all the same."""
    deliver(dovecot, *MAILS[:2])
    inbox = source()
    first, second = list(inbox.items())
    inbox.acknowledge(first, "archived")
    shutil.rmtree(dovecot.folder("noticepack-processed"))
    inbox.acknowledge(second, "archived")

    assert dovecot.mails("noticepack-processed") == [MAILS[1]]


def test_unrelated_mail_can_be_moved(dovecot: Dovecot, source: Make) -> None:
    """Where a setting says so."""
    deliver(dovecot, MAILS[0])
    inbox = source(unrelated="move", unrelated_folder="Other mail")
    [item] = inbox.items()
    inbox.acknowledge(item, "unrelated")

    assert (dovecot.mails(), dovecot.mails("Other mail")) == ([], [MAILS[0]])


def test_one_that_only_looks_changes_nothing(dovecot: Dovecot) -> None:
    """Without filing the folder is opened for reading only, and no folder is made."""
    deliver(dovecot)
    login = Login(parse_mailbox(dovecot.url()), lambda: PASSWORD, ca_bundle=dovecot.ca)
    looking = ImapSource(login, now=lambda: NOW, patience=Patience(5.0), filing=None)
    for item in looking.items():
        looking.acknowledge(item, "archived")
    looking.close()

    assert len(dovecot.mails()) == 5
    assert not list(dovecot.inbox.glob(".noticepack*"))


def test_mail_that_comes_in_during_a_pass_is_part_of_it(dovecot: Dovecot, source: Make) -> None:
    """A pass ends when nothing more has come in."""
    deliver(dovecot, *MAILS[:2])
    given = []
    for item in source().items():
        given.append(item)
        if len(given) in (1, 3):
            deliver(dovecot, MAILS[len(given) + 1])

    assert subjects(given) == ["0", "1", "2", "4"]


def test_large_mailboxes_are_asked_in_pieces(dovecot: Dovecot, source: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Searches, sizes and bodies in pieces of any size give the same messages."""
    for name, size in (("WINDOW", 2), ("SIZES", 2)):
        monkeypatch.setattr(imap_session, name, size)
    monkeypatch.setattr(imap, "BATCH", 2)
    deliver(dovecot)

    assert subjects(list(source().items())) == ["0", "1", "2", "3", "4"]


def test_what_people_deleted_is_passed_over(dovecot: Dovecot, source: Make) -> None:
    """Mail that carries the flag for deleted, and mail that is removed while it is fetched."""
    deliver(dovecot)
    items = source().items()
    next(items)
    mails = {path.read_bytes(): path for path in (dovecot.inbox / "cur").iterdir()}
    mails[MAILS[1]].rename(f"{mails[MAILS[1]]}T")
    again = source()
    mails[MAILS[3]].unlink()

    assert subjects(list(again.items())) == ["0", "2", "4"]


@pytest.mark.parametrize("when", ["cut", "restart", "renumbered"])
def test_a_connection_that_breaks_is_made_again(dovecot: Dovecot, source: Make, when: str) -> None:
    """In the middle of a pass, while fetching and while filing: every message is given, and filed once."""
    deliver(dovecot)
    inbox, given = source(), []
    for item in inbox.items():
        given.append(item)
        if len(given) == 2 and when == "cut":
            assert dovecot.cut()
        elif len(given) == 2:
            dovecot.stop()
            if when == "renumbered":
                dovecot.renumber()
            threading.Timer(0.3, dovecot.start).start()
        inbox.acknowledge(item, "archived")
    left = list(inbox.items())
    for item in left:
        inbox.acknowledge(item, "archived")

    assert set(subjects(given + left)) == {"0", "1", "2", "3", "4"}
    assert dovecot.mails() == []
    assert sorted(dovecot.mails("noticepack-processed")) == MAILS


def test_numbers_of_another_validity_are_never_used(dovecot: Dovecot, source: Make) -> None:
    """A mail is not moved by a UID that means another one by now."""
    deliver(dovecot, *MAILS[:2])
    inbox = source()
    first, _ = list(inbox.items())
    inbox.close()
    dovecot.stop()
    dovecot.renumber()
    dovecot.start()
    inbox.acknowledge(first, "archived")

    assert sorted(dovecot.mails()) == MAILS[:2]
    assert len(list(inbox.items())) == 2


def test_two_watchers_do_no_harm(dovecot: Dovecot, source: Make) -> None:
    """Both have fetched the same mail and both file it: it is filed once."""
    deliver(dovecot)
    one, other = source(), source()
    pairs = list(zip(one.items(), other.items(), strict=True))
    for mine, theirs in pairs:
        one.acknowledge(mine, "archived")
        other.acknowledge(theirs, "archived")

    assert dovecot.mails() == []
    assert sorted(dovecot.mails("noticepack-processed")) == MAILS


def test_without_move_it_copies_and_deletes(dovecot: Dovecot, source: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not know MOVE ends up the same, and without UIDPLUS nothing of others is expunged."""
    real = Session.__init__

    def poorer(self: Session, *given: Any, **named: Any) -> None:
        real(self, *given, **named)
        self._capabilities -= {b"MOVE", b"UIDPLUS"} if plain else {b"MOVE"}

    monkeypatch.setattr(Session, "__init__", poorer)
    for plain in (False, True):
        deliver(dovecot, MAILS[plain])
        inbox = source()
        [item] = inbox.items()
        inbox.acknowledge(item, "archived")
        inbox.acknowledge(item, "archived")
        assert list(source().items()) == []

    assert sorted(dovecot.mails("noticepack-processed")) == MAILS[:2]
    assert dovecot.mails() == [MAILS[1]]


def test_the_server_tells_of_new_mail(dovecot: Dovecot, source: Make) -> None:
    """IDLE ends when mail comes in, says nothing when none does, and a lost connection is worth a look."""
    inbox = source()
    assert inbox.wait(0.1) is True  # not connected yet
    assert list(inbox.items()) == []
    assert inbox.wait(0.2) is False
    timer = threading.Timer(0.2, dovecot.deliver, [MAILS[0]])
    timer.start()
    assert any(inbox.wait(1.0) for _ in range(20))
    timer.join()
    assert subjects(list(inbox.items())) == ["0"]
    assert inbox.wait(0.2) is False
    dovecot.cut()
    assert any(inbox.wait(0.2) for _ in range(20))
    assert subjects(list(inbox.items())) == ["0"]


def test_idle_is_renewed(dovecot: Dovecot, source: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before routers forget a silent connection, it says something."""
    monkeypatch.setattr(imap_session, "RENEW_SECONDS", 0.05)
    inbox = source()
    assert list(inbox.items()) == []

    assert [inbox.wait(0.1) for _ in range(4)] == [False] * 4
    deliver(dovecot, MAILS[0])
    assert subjects(list(inbox.items())) == ["0"]


def test_without_idle_it_only_waits(dovecot: Dovecot, source: Make) -> None:
    """Where IDLE is switched off, the next pass finds what came in."""
    inbox = source(idle=False)
    assert list(inbox.items()) == []
    deliver(dovecot, MAILS[0])

    assert inbox.wait(0.05) is False
    assert subjects(list(inbox.items())) == ["0"]


def test_what_a_person_must_mend(dovecot: Dovecot, source: Make) -> None:
    """A wrong password, a missing folder, an unknown authority, a closed port: named at once, with what to do."""
    with pytest.raises(SourceError, match="refused the log-in") as wrong:
        list(source(password="wröng").items())
    assert "wröng" not in str(wrong.value)
    with pytest.raises(SourceError, match="there is no such folder") as missing:
        list(source("Nowhere").items())
    assert "INBOX" in missing.value.advice
    untrusting = Login(parse_mailbox(dovecot.url()), lambda: PASSWORD)
    with pytest.raises(SourceError, match="certificate is not trusted") as untrusted:
        list(ImapSource(untrusting, now=lambda: NOW, patience=Patience(5.0), filing=None).items())
    assert "imap.ca_bundle" in untrusted.value.advice
    dovecot.stop()
    with pytest.raises(SourceError, match="refused") as closed:
        list(source().items())
    assert "the port" in closed.value.advice


def test_a_program_for_the_password_that_fails(dovecot: Dovecot) -> None:
    """At the first log-in of a run its fault is told with its own advice, not that of a server that is away."""

    def fails() -> str:
        raise SourceAway("mail-token: ended with code 3", advice="Run it by hand.")

    login = Login(parse_mailbox(dovecot.url()), fails, ca_bundle=dovecot.ca)
    with pytest.raises(SourceError) as error:
        list(ImapSource(login, now=lambda: NOW, patience=Patience(5.0, first_fails=True), filing=None).items())
    assert error.value.advice == "Run it by hand."


def test_a_watch_waits_for_a_server_that_is_not_there_yet(dovecot: Dovecot, source: Make) -> None:
    """A server that does not answer at the beginning is tried again, until it shall stop."""
    deliver(dovecot)
    dovecot.stop()
    threading.Timer(0.5, dovecot.start).start()

    inbox = source(first_fails=False)
    assert len(list(inbox.items())) == 5

    dovecot.stop()
    threading.Timer(0.3, inbox._patience.stop.set).start()
    with pytest.raises(SourceAway):
        list(inbox.items())


def test_a_run_gives_up_after_its_time(dovecot: Dovecot, source: Make) -> None:
    """A server that stays away ends the run with an error that says that it may work later."""
    deliver(dovecot)
    inbox = source(seconds=0.5)
    items = inbox.items()
    next(items)
    dovecot.stop()

    with pytest.raises(SourceAway):
        list(inbox.items())


def test_a_message_that_the_server_does_not_hand_out(
    dovecot: Dovecot, source: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are given first; then the pass fails and names it: nothing is left out in silence."""
    deliver(dovecot)
    real = Session.bodies

    def broken(self: Session, uids: list[int]) -> dict[int, bytes]:
        if 3 in uids:
            raise SourceError("[CORRUPT] no")
        return {uid: data for uid, data in real(self, uids).items() if uid != 4}

    monkeypatch.setattr(Session, "bodies", broken)
    items = source().items()
    given = [next(items) for _ in range(3)]
    with pytest.raises(SourceError, match=r"2 messages cannot be fetched \(UID 3, 4\)"):
        next(items)

    assert subjects(given) == ["0", "1", "4"]


def test_a_message_that_costs_every_connection(dovecot: Dovecot, source: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that falls over one message is not asked for it without end, and the others are given."""
    deliver(dovecot)
    real = Session.bodies

    def falls_over(self: Session, uids: list[int]) -> dict[int, bytes]:
        if 3 in uids:
            dovecot.cut()
        return real(self, uids)

    monkeypatch.setattr(Session, "bodies", falls_over)
    items = source().items()
    given = [next(items) for _ in range(4)]
    with pytest.raises(SourceError, match=r"1 messages cannot be fetched \(UID 3\).*3 times in a row"):
        next(items)

    assert subjects(given) == ["0", "1", "3", "4"]


def test_batches() -> None:
    """So many messages and bytes at most; a larger one is alone."""
    assert list(batches({1: 5, 2: 5, 3: 1, 4: 99, 5: 1}, 2, 10)) == [[1, 2], [3], [4], [5]]
    assert list(batches({}, 2, 10)) == []

"""Whatever IMAPClient, imaplib or a socket raises becomes an error of ours, of the right kind."""

from __future__ import annotations

import inspect
import socket
import ssl

import pytest
from imapclient import exceptions
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError, ProtocolError

from config.errors import SourceAway, SourceError
from ingest.sources.imap_errors import imap_errors


def raised(error: BaseException) -> SourceError:
    """What it becomes."""
    with pytest.raises(SourceError) as caught, imap_errors("imaps://h/INBOX"):
        raise error
    return caught.value


FOREIGN = [kind for _, kind in inspect.getmembers(exceptions, inspect.isclass) if issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_class_of_imapclient_gets_through(kind: type[Exception]) -> None:
    """Each of its exceptions, those to come included, is a SourceError that names the mailbox."""
    assert raised(kind("said")).message.startswith("imaps://h/INBOX: ")


PASSING = [
    IMAPClientAbortError("socket error: EOF"), ProtocolError("odd"), ConnectionResetError(104, "reset"),
    TimeoutError("timed out"), socket.gaierror(-3, "try again"), ssl.SSLError(1, "eof"), BrokenPipeError(32, "pipe"),
    LoginError("[UNAVAILABLE] backend is down"), IMAPClientError("b'[INUSE] mailbox is locked'"),
    IMAPClientError("[SERVERBUG] internal error"),
]  # fmt: skip
LASTING = [
    LoginError("[AUTHENTICATIONFAILED] no"), IMAPClientError("[NONEXISTENT] no such"), IMAPClientError("[NOPERM]"),
    exceptions.CapabilityError("no MOVE"), IMAPClientError("talks of UNAVAILABLE without a code"),
    ssl.SSLCertVerificationError(1, "self-signed"),
]  # fmt: skip


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_passes_is_worth_another_attempt(error: Exception) -> None:
    """Lost connections, and refusals that the server itself calls passing."""
    assert isinstance(raised(error), SourceAway)


@pytest.mark.parametrize("error", LASTING, ids=repr)
def test_what_lasts_is_for_a_person(error: Exception) -> None:
    """A wrong password, a missing folder, a certificate of nobody: trying again would change nothing."""
    assert not isinstance(raised(error), SourceAway)


def test_a_connection_lost_while_logging_in_is_no_wrong_password() -> None:
    """IMAPClient calls both a LoginError; only one of them is the person's to mend."""
    lost = LoginError("socket error: EOF")
    lost.__context__ = IMAPClientAbortError("socket error: EOF")

    assert isinstance(raised(lost), SourceAway)


def test_answers_are_shown_as_the_server_wrote_them() -> None:
    """On one line, not without end, and without the quotes of Python's bytes."""
    message = raised(IMAPClientError("select failed: b'[NOPERM] not\r\nyours'" + "x" * 1000)).message

    assert "[NOPERM] not yours" in message
    assert "b'" not in message
    assert len(message) < 400

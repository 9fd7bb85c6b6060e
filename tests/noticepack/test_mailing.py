"""Reminders go out over a protected connection to a server that proves who it is, or not at all."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import ReminderError
from config.reminder_settings import Mail
from noticepack.mailing import mail_of, send_mail
from tests.services.mail_server import PASSWORD, USER, mail_server, make_certificate

pytestmark = pytest.mark.service

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
BLOCKS = [("1 d left: AMZ-US-7KQ2M4XD", "stated: “9 октября 2026”"), ("A person must look: JOOM-1", "読んでください")]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of our own for 127.0.0.1."""
    return make_certificate(tmp_path_factory.mktemp("tls"))


def settings(port: int, certificate: Path | None, **more: object) -> Mail:
    """Mail to one person by the server on this port."""
    values = {"to": ["ops@seller.example"], "sender": "noticepack@seller.example", "host": "127.0.0.1", "port": port}
    return Mail.model_validate({**values, "ca_bundle": certificate, "time_limit_seconds": 5, **more})


@pytest.mark.parametrize(("security", "login"), [("starttls", False), ("starttls", True), ("tls", False)])
def test_mail_arrives_whole(certificate: Path, security: str, login: bool) -> None:
    """The message arrives over TLS with every sign of it, from a program that says it is one."""
    with mail_server(certificate, implicit=security == "tls", login=login) as inbox:
        user = {"user": USER, "password": PASSWORD} if login else {}
        mail = settings(inbox.port, certificate, security=security, **user)
        send_mail(mail, mail_of(mail, "noticepack: 1 d left (and 1 more)", BLOCKS, NOW))
        (message,) = inbox.messages

    text = message.get_content().replace("\r\n", "\n")
    assert message["Subject"] == "noticepack: 1 d left (and 1 more)"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@seller.example>")
    assert text.split("\n\n")[1].splitlines() == list(BLOCKS[1])
    assert "9 октября 2026" in text
    assert inbox.users == ([USER] if login else [])


def test_nothing_is_sent_in_the_clear(certificate: Path) -> None:
    """Where the server offers no STARTTLS, or another certificate, nothing is sent."""
    with mail_server(None) as inbox:
        mail = settings(inbox.port, certificate)
        with pytest.raises(ReminderError, match="STARTTLS"):
            send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))
        assert inbox.messages == []
    with mail_server(certificate) as inbox:
        mail = settings(inbox.port, None)
        with pytest.raises(ReminderError, match=r"(?i)certificate"):
            send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))
        assert inbox.messages == []


def test_a_server_on_this_machine_may_be_asked_without_tls() -> None:
    """Without protection only this machine is asked; the settings refuse any other."""
    with mail_server(None) as inbox:
        mail = settings(inbox.port, None, security="none")
        send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))
        assert len(inbox.messages) == 1
    with pytest.raises(ValueError, match="this machine"):
        settings(25, None, security="none", host="mx.seller.example")


def test_what_the_server_refuses_is_told(certificate: Path) -> None:
    """A refusal, a wrong password and a server that is not there are told in its words, the password never."""
    with mail_server(certificate) as inbox:
        inbox.refuse = "554 5.7.1 spam"
        mail = settings(inbox.port, certificate)
        with pytest.raises(ReminderError, match=r"554 5\.7\.1 spam"):
            send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))
    with mail_server(certificate, login=True) as inbox:
        mail = settings(inbox.port, certificate, user=USER, password="wrong-secret")
        with pytest.raises(ReminderError) as caught:
            send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))
        assert "wrong-secret" not in caught.value.message
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        mail = settings(taken.getsockname()[1], certificate)
        with pytest.raises(ReminderError, match="refused"):
            send_mail(mail, mail_of(mail, "s", BLOCKS, NOW))


@pytest.mark.parametrize("subject", ["a\r\nBcc: other@seller.example", "a\nb"])
def test_no_header_is_made_of_a_text(subject: str) -> None:
    """A line break in a header is refused, never sent."""
    with pytest.raises(ValueError, match="Header values"):
        mail_of(settings(25, None, security="none"), subject, BLOCKS, NOW)


@pytest.mark.parametrize(
    "values",
    [
        {"to": ["ops@seller.example"]},
        {"to": ["not an address"]},
        {"to": ["a@b\r\nBcc: c@d"]},
        {"user": "ops"},
        {"security": "plain"},
        {"port": 0},
    ],
    ids=str,
)
def test_settings_that_cannot_work(values: dict[str, object]) -> None:
    """Half a mail setting, and what is no address, is refused when it is read."""
    with pytest.raises(ValueError, match=r"for Mail"):
        Mail.model_validate(values)

"""Sending reminders by e-mail: SMTP submission over TLS (RFC 6409, RFC 8314), one message a run."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from config.errors import ReminderError
from config.reminder_settings import Mail


def mail_of(mail: Mail, subject: str, blocks: Sequence[Sequence[str]], now: datetime) -> EmailMessage:
    """The message: a paragraph a block. `subject` is one line of our own words."""
    message = EmailMessage(policy=SMTP)
    sender = str(mail.sender)
    message["From"], message["To"], message["Subject"] = sender, ", ".join(mail.to), subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content("\n\n".join("\n".join(block) for block in blocks) + "\n")
    return message


def send_mail(mail: Mail, message: EmailMessage) -> None:
    """Give the message to the mail server.

    Raises:
        ReminderError: the server cannot be reached, cannot prove who it is, or refuses the message or a recipient.
    """
    try:
        with _connected(mail) as server:
            refused = server.send_message(message)
    except ssl.SSLError as error:
        raise ReminderError(f"{mail.host}:{mail.port}: {error.reason or error}") from error
    except smtplib.SMTPResponseException as error:
        words = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        raise ReminderError(f"{mail.host}:{mail.port}: {error.smtp_code} {words}") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise ReminderError(f"{mail.host}:{mail.port}: refuses {', '.join(error.recipients)}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise ReminderError(f"{mail.host}:{mail.port}: {error}") from error
    if refused:
        raise ReminderError(f"{mail.host}:{mail.port}: refuses {', '.join(refused)}")


@contextmanager
def _connected(mail: Mail) -> Iterator[smtplib.SMTP]:
    """A connection that is protected as the setting says, logged in where it names a user."""
    host, seconds = str(mail.host), mail.time_limit_seconds
    context = ssl.create_default_context(cafile=mail.ca_bundle)
    server: smtplib.SMTP
    if mail.security == "tls":
        server = smtplib.SMTP_SSL(host, mail.port, timeout=seconds, context=context)
    else:
        server = smtplib.SMTP(host, mail.port, timeout=seconds)
    with server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user and mail.password:
            server.login(mail.user, mail.password.get_secret_value())
        yield server

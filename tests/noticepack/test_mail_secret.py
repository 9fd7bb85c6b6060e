"""The password of a mailbox comes from where the settings say, fresh at each log-in, and is never shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from config.errors import NoticepackError, SourceAway, UsageError
from config.source_settings import Imap
from ingest.sources.imap_url import Mailbox
from noticepack.mail_secret import secret_of

BOX = Mailbox("ann", "h.example", 993, "INBOX")
TELL = "import os; print(os.environ['NOTICEPACK_IMAP_USER'] + '@' + os.environ['NOTICEPACK_IMAP_HOST'])"


def test_from_the_settings() -> None:
    """The value itself, masked wherever settings are shown."""
    settings = Imap(password=SecretStr("s3cret"))

    assert secret_of(settings, BOX)() == "s3cret"
    assert "s3cret" not in repr(settings)


def test_from_a_file_that_changes(tmp_path: Path) -> None:
    """Its first line, read anew each time, so that a changed password is found without a restart."""
    file = tmp_path / "password"
    file.write_text("first\n# a note\n", encoding="utf-8")
    give = secret_of(Imap(password_file=file), BOX)

    assert give() == "first"
    file.write_text("zweites Paßwort", encoding="utf-8")
    assert give() == "zweites Paßwort"


def test_from_a_program() -> None:
    """What it prints on its first line; it is told which mailbox is meant."""
    assert secret_of(Imap(password_command=(sys.executable, "-c", TELL)), BOX)() == "ann@h.example"


@pytest.mark.parametrize(
    ("settings", "kind", "said"),
    [
        (Imap(password_file=Path("/nowhere/at/all")), UsageError, "No such file"),
        (Imap(password_command=("/nowhere/at/all",)), UsageError, "No such file"),
        (Imap(password_command=(sys.executable, "-c", "")), UsageError, "gives no password"),
        (Imap(password_command=(sys.executable, "-c", "print('a\\tb')")), UsageError, "control characters"),
        (Imap(password=SecretStr("two\r\nlines")), UsageError, "control characters"),
        (Imap(password_command=(sys.executable, "-c", "print('s3cret'); exit(3)")), SourceAway, "ended with code 3"),
    ],
    ids=["no file", "no program", "nothing", "a tab", "two lines", "a program that fails"],
)
def test_what_gives_no_password(settings: Imap, kind: type[NoticepackError], said: str) -> None:
    """Each fault is told without the secret; a program that fails may work later, the rest is for a person."""
    with pytest.raises(kind, match=said) as caught:
        secret_of(settings, BOX)()
    assert "s3cret" not in caught.value.message


def test_without_any() -> None:
    """The advice names the ways to give one."""
    with pytest.raises(UsageError, match="there is no password") as caught:
        secret_of(Imap(), BOX)
    assert "imap.password_file" in caught.value.advice


def test_not_two_at_once() -> None:
    """Nobody could tell which of two counts."""
    with pytest.raises(ValidationError, match="not several"):
        Imap(password=SecretStr("a"), password_file=Path("b"))

"""Mailbox addresses are read as RFC 5092 writes them, and never let a password through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import UsageError
from ingest.sources.imap_url import Mailbox, parse_mailbox

GOOD = [
    ("imaps://ann@h.example/INBOX", Mailbox("ann", "h.example", 993, "INBOX")),
    ("imaps://ann@h.example", Mailbox("ann", "h.example", 993, "INBOX")),
    ("imaps://ann@h.example/", Mailbox("ann", "h.example", 993, "INBOX")),
    ("imaps://ann@h.example:1993/Seller%20Mail/2026", Mailbox("ann", "h.example", 1993, "Seller Mail/2026")),
    ("imaps://ann@seller.example@h.example/INBOX", Mailbox("ann@seller.example", "h.example", 993, "INBOX")),
    ("imaps://ann%40seller.example@h.example/INBOX", Mailbox("ann@seller.example", "h.example", 993, "INBOX")),
    ("imaps://ann@[::1]:10993/INBOX", Mailbox("ann", "::1", 10993, "INBOX")),
    ("imaps://ann@h.example/通知", Mailbox("ann", "h.example", 993, "通知")),
]
BAD = [
    "imaps://h.example/INBOX", "imaps://@h.example/", "imaps:ann@h.example", "imaps://ann@/INBOX",
    "imaps://ann@h.example:0/INBOX", "imaps://ann@h.example:99999/INBOX", "imaps://ann@h.example/a%0d%0aLOGOUT",
    "imaps://a%00b@h.example/INBOX", "imap://ann@h.example/INBOX",
]  # fmt: skip


@pytest.mark.parametrize(("url", "expected"), GOOD)
def test_addresses(url: str, expected: Mailbox) -> None:
    """Host, port, user and folder, with the usual values for what is left out; a user may hold an @."""
    assert parse_mailbox(url) == expected
    assert parse_mailbox(expected.url) == expected


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_mailbox(url: str) -> None:
    """Without a user or host, with control characters or a port that cannot be, it is wrong use."""
    with pytest.raises(UsageError):
        parse_mailbox(url)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    """It would stand in the shell's history and in every list of processes."""
    with pytest.raises(UsageError, match="password in the address") as caught:
        parse_mailbox("imaps://ann:s3cret@h.example/INBOX")
    assert "s3cret" not in caught.value.message + caught.value.advice


def test_logs_do_not_name_the_user() -> None:
    """The name of a mailbox for logs leaves its user out, the place of a message has all of it."""
    mailbox = parse_mailbox("imaps://ann@h.example:1993/A B")

    assert mailbox.name == "imaps://h.example:1993/A%20B"
    assert mailbox.message(uidvalidity=17, uid=4) == "imaps://ann@h.example:1993/A%20B;UIDVALIDITY=17/;UID=4"


@given(st.text(min_size=1, max_size=20), st.text(max_size=20))
def test_any_user_and_folder_come_back(user: str, folder: str) -> None:
    """What is written as an address is read back as the same mailbox, whatever characters it has."""
    if any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) < 0xE000 for c in user + folder):
        return
    mailbox = Mailbox(user, "h.example", 993, folder or "INBOX")

    assert parse_mailbox(mailbox.url) == mailbox

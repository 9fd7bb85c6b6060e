"""Log-in with an OAuth 2 bearer token (XOAUTH2) on a real server, which checks the tokens it is shown."""

from __future__ import annotations

import base64
import hmac
import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import SourceError
from ingest.sources.imap import ImapSource
from ingest.sources.imap_session import Login
from ingest.sources.imap_url import parse_mailbox
from ingest.sources.patience import Patience
from tests.conftest import missing
from tests.services.dovecot import USER, Dovecot, dovecot_server, find_dovecot

pytestmark = pytest.mark.service

KEY = b"a key that only the token service and the server know"
TOKENS = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {root}/oauth2.conf
}}
"""
FILES = {
    "oauth2.conf": """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={root}/keys/
username_attribute = sub
""",
    "keys/default/HS256/default": base64.b64encode(KEY).decode(),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """A server that takes tokens and no password."""
    if find_dovecot() is None:
        missing("dovecot", "`make test` installs it with CI=true, or `apt-get install dovecot-imapd`")
    with tempfile.TemporaryDirectory(prefix="imap-") as folder:
        Path(folder).chmod(0o755)
        with dovecot_server(Path(folder) / "d", auth=TOKENS, mechanisms=" xoauth2", files=FILES) as running:
            running.deliver(b"Subject: 0\r\n\r\nhello\r\n")
            yield running


def token(user: str = USER, *, key: bytes = KEY, lasts: int = 600) -> str:
    """A signed token (RFC 7519) for a user that lasts so many seconds from now on."""
    now = int(time.time())
    claims = {"sub": user, "iat": now - 1000, "exp": now + lasts}
    text = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(claims)}"
    return f"{text}.{plain(hmac.digest(key, text.encode(), 'sha256'))}"


def part(value: dict[str, object]) -> str:
    """A part of a token."""
    return plain(json.dumps(value).encode())


def plain(data: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def source(server: Dovecot, *tokens: str) -> ImapSource:
    """The mailbox; at each log-in the next token is shown, the last one again and again."""
    left = list(tokens)
    login = Login(
        parse_mailbox(server.url()),
        lambda: left.pop(0) if len(left) > 1 else left[0],
        xoauth2=True,
        ca_bundle=server.ca,
    )
    patience = Patience(20.0, first_fails=True, longest_pause=0.2)
    return ImapSource(login, now=lambda: datetime(2026, 3, 12, tzinfo=UTC), patience=patience, filing=None)


def test_a_token_opens_the_mailbox(server: Dovecot) -> None:
    """Its messages are read."""
    mailbox = source(server, token())

    assert [item.data for item in mailbox.items()] == [b"Subject: 0\r\n\r\nhello\r\n"]
    mailbox.close()


@pytest.mark.parametrize(
    "bad", [token(lasts=-100), token("bob@seller.example"), token(key=b"another key"), "no token at all"]
)
def test_a_token_that_does_not_open_it(server: Dovecot, bad: str) -> None:
    """An expired one, somebody else's, a forged one: said at once, and the token is not shown."""
    with pytest.raises(SourceError, match="refused the log-in") as error:
        list(source(server, bad).items())

    assert bad not in f"{error.value} {error.value.advice}"
    assert "imap.password_command" in error.value.advice


def test_a_fresh_token_is_asked_for_at_each_log_in(server: Dovecot) -> None:
    """A connection that ends after the token did is made again with the next one."""
    mailbox = source(server, token(), token(lasts=-100), token())
    items = mailbox.items()

    next(items)
    server.cut()
    with pytest.raises(SourceError, match="refused the log-in"):
        list(items)
    assert len(list(mailbox.items())) == 1
    mailbox.close()

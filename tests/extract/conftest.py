"""Messages made of plain words, for the tests of extraction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from config.rules import Rules, load_rules
from config.words import Verdict
from extract.facts import Facts
from extract.pipeline import read_notice
from extract.reading import Reading, read_document
from extract.text import Document, Text
from ingest.message import Address, Authenticity, Message

ISSUED = datetime(2026, 5, 4, 10, 0, tzinfo=timezone(timedelta(hours=2)))
"""A Monday."""
JOOM = Address("Joom", "merchant@joom.com")
AMAZON = Address("Amazon", "notice@amazon.com")


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The rules that are shipped."""
    return load_rules()


def message(sender: Address | None = AMAZON, subject: str = "", date: datetime | None = ISSUED) -> Message:
    """A message without parts: its texts are given beside it."""
    return Message(
        item="sha256:0",
        source="test",
        subject=subject,
        sender=sender,
        recipients=(Address("", "Ops@Seller.example"),),
        date=date,
        message_id="",
        thread=(),
        parts=(),
        authenticity=Authenticity(Verdict.UNVERIFIED, ()),
    )


def document(body: str | Text, subject: str = "") -> Document:
    """Subject and body as texts."""
    return (Text("subject", subject), body if isinstance(body, Text) else Text("body", body))


@pytest.fixture(scope="session")
def facts_of(rules: Rules) -> Callable[..., Facts]:
    """The facts of a body, by default from Amazon on 4 May 2026."""

    def facts(
        body: str | Text,
        *,
        subject: str = "",
        sender: Address | None = AMAZON,
        date: datetime | None = ISSUED,
        joom: bool = False,
    ) -> Facts:
        said = message(JOOM if joom else sender, subject, date)
        return read_notice(said, document(body, subject), rules, ISSUED).facts

    return facts


@pytest.fixture(scope="session")
def reading_of(rules: Rules) -> Callable[..., Reading]:
    """A body, ready for components."""

    def reading(body: str | Text, *, sender: Address | None = AMAZON) -> Reading:
        return read_document(message(sender), document(body), rules)

    return reading

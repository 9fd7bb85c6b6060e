"""Platform, marketplace and language of a message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from config.rules import Rules
from config.words import Platform
from extract.components.language import languages_in
from extract.components.platform import marketplace_of, platform_of
from extract.reading import Reading
from ingest.message import Address

Reads = Callable[..., Reading]


@pytest.mark.parametrize(
    ("sender", "text", "platform"),
    [
        ("notice@amazon.de", "Ihr Konto", Platform.AMAZON),
        ("merchant@joom.com", "Your store", Platform.JOOM),
        (None, "Amazon.com Seller Performance. Read https://sellercentral.amazon.com/x", Platform.AMAZON),
        (
            "ravi@shop.example",
            "fwd\nSeller Performance Team\nhttps://sellercentral.amazon.com/gp/help/1",
            Platform.AMAZON,
        ),
        ("x@amazon.com.evil.example", "Your Amazon account", Platform.AMAZON),  # a claim; authenticity judges it
        # must not match
        ("team@heroes.example", "Is your Amazon account suspended? Joom too? Book a call.", Platform.UNKNOWN),
        ("lena@shop.example", "the amazon of shelves", Platform.UNKNOWN),
        ("billing@ship.example", "账单", Platform.UNKNOWN),
    ],
)
def test_the_platform_that_a_message_claims(
    reading_of: Reads, sender: str | None, text: str, platform: Platform
) -> None:
    """Sender, links and names; others who speak of a platform are none."""
    reading = reading_of(text, sender=Address("", sender) if sender else None)

    assert platform_of(reading)[0] is platform


@pytest.mark.parametrize(
    ("sender", "text", "country"),
    [
        ("notice@amazon.co.uk", "on Amazon.co.uk https://sellercentral.amazon.in/gp/help/1", "GB"),
        ("notice@amazon.com", "您的 Amazon.de 账户 https://sellercentral.amazon.de/x", "DE"),
        ("notice@amazon.com", "auf Amazon.de, schreiben Sie an notice@amazon.com", "DE"),
        ("notice@amazon.com.au", "Amazon.com.au", "AU"),
        ("x@y.example", "https://sellercentral.amazon.co.jp/performance", "JP"),
        ("x@y.example", "https://sellercentral-europe.amazon.com/performance", None),
    ],
)
def test_the_marketplace_is_what_the_text_names(reading_of: Reads, sender: str, text: str, country: str | None) -> None:
    """Names first, then sender and links; the shared European host tells nothing."""
    assert marketplace_of(reading_of(text, sender=Address("", sender)), Platform.AMAZON)[0] == country


def test_joom_has_no_marketplace(reading_of: Reads) -> None:
    """Null for Joom."""
    assert marketplace_of(reading_of("Joom"), Platform.JOOM) == (None, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Your account has been deactivated and you may not sell.", "en"),
        ("Ihr Konto wurde gesperrt, weil die Artikel nicht neu waren.", "de"),
        ("Votre compte est suspendu et vous ne pouvez pas vendre.", "fr"),
        ("Il suo account è stato chiuso e non può vendere.", "it"),
        ("Su cuenta ha sido desactivada y no puede vender en la tienda.", "es"),
        ("Ваш магазин заблокирован", "ru"),
        ("您的账户已被停用", "zh"),
        ("出品者様\n出品用アカウントを停止しました", "ja"),
        ("Подача апелляции: B0C12345K7 https://x.example/the/and/you", "ru"),
        ("您好，您的账户长期没有销售，处于休眠状态。\n\nHello, your account is dormant and we have to check it.", "zh"),
        ("B0C12345K7 12345", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(rules: Rules, text: str, language: str | None) -> None:
    """Of two side by side the first is the notice's own; numbers have none."""
    assert languages_in(text, rules.cues.languages)[0] == language

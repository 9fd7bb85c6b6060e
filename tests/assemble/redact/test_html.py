"""A web page is written anew from what a reader sees; nothing hidden in its source passes."""

from __future__ import annotations

import base64

import pytest

from tests.assemble.redact.leaks import leaks, texts_of
from tests.assemble.redact.shared import output, redact

HTML = "text/html"
IBAN, CARD, ADDRESS, NAME = (
    "DE89 3704 0044 0532 0130 00", "4111 1111 1111 1111", "j.brandt77@kranwerk.example", "Maya Tarrant",
)  # fmt: skip
SECRETS = (IBAN, CARD, ADDRESS, NAME)
SVG = base64.b64encode(f"<svg><text>{CARD}</text></svg>".encode()).decode()


@pytest.mark.parametrize(
    "markup",
    [
        "<p>IBAN: DE89&zwnj;3704&zwj;0044&#x200b;0532 0130 00</p>",
        "<p>Card number: 4111&nbsp;1111&#8239;1111&shy;&nbsp;1111</p>",
        "<p>&#68;&#69;89 3704 0044 0532 0130 00</p>",
        "<p>DE89 3704<br>0044 0532 0130 00</p>",
        "<p>E-mail: <a href='mailto:j.brandt77%40kranwerk.example'>j.brandt77@<wbr>kranwerk&#46;example</a></p>",
        "<a href='https://x.example/?q=j.brandt77%40kranwerk.example&amp;iban=DE89370400440532013000'>open</a>",
        "<p>Contact person: Ma<span>ya</span> <i>Tar</i>rant</p>",
        f"<table><tr><td>Contact person</td><td>{NAME}</td></tr></table>",
        "<table><tr><td>Card</td><td>4111</td><td>1111</td><td>1111</td><td>1111</td></tr></table>",
        f"<!--[if gte mso 9]><xml><o:Author>{NAME}</o:Author><o:Keywords>{IBAN}</o:Keywords></xml><![endif]-->",
        f"<!--[if mso]><p>{IBAN}</p><![endif]--><![if !mso]><p>IBAN: {IBAN}</p><![endif]>",
        f"<p style='display:none;mso-hide:all'>{CARD}</p><p style='font-size:0'>{IBAN}</p>",
        f"<p style='color:#fff;background:#fff'>IBAN {IBAN}</p><noscript>{CARD}</noscript>",
        f"<template>{IBAN}</template><iframe srcdoc='<p>{IBAN}</p>'></iframe><object data='data:,{IBAN}'></object>",
        f"<img src='data:image/svg+xml;base64,{SVG}' alt='card {CARD}'>",
        f"<map><area href='https://x.example/?i={IBAN}' alt='{NAME}'></map><button value='{ADDRESS}'>b</button>",
        f"<style>a::after {{content: '{ADDRESS}'}}</style><meta name=author content='{ADDRESS}'>",
        f'<script type=\'application/ld+json\'>{{"email": "{ADDRESS}"}}</script>',
        f"<p title='{IBAN}' data-x='{CARD}' onclick=\"go('{ADDRESS}')\">word</p>",
        f"<select><option>{ADDRESS}</option></select><textarea>{IBAN}</textarea>",
        f"<details><summary>x</summary>IBAN: {IBAN}</details>",
        f"<p>IBAN: {IBAN}</p><p><bdo dir=rtl>{IBAN[::-1]}</bdo></p>",
        f"<p>E-mail: <bdo dir=rtl>{ADDRESS[::-1]}</bdo></p>",
        f"<p>E-mail: <span style='unicode-bidi:bidi-override;direction:rtl'>{ADDRESS[::-1]}</span></p>",
        "<pre>Card number:   4111\n               1111\n               1111\n               1111</pre>",
        "<p><a href='https://wa.me/491711234567'>chat</a></p>",
        f"<plaintext>IBAN: {IBAN}",
        f"<![CDATA[ {IBAN} ]]><?php {CARD} ?>",
        f"<svg><title>{IBAN}</title><foreignObject>{CARD}</foreignObject></svg>",
        f"<p>{ADDRESS.replace('@', ' [at] ')}</p>",
    ],
)
def test_nothing_is_left_of(markup: str) -> None:
    """Split, escaped, invisible, in attributes, comments, scripts or addresses: it goes; the words around it stay."""
    page = f"<html><body><p>Complaint ID: 70318845921 stays.</p>{markup}</body></html>"

    for data in (page.encode(), page.encode("utf-16")):
        clean = output(redact(data, HTML, ocr=False))

        texts = texts_of(HTML, clean)
        assert {v: found for v in SECRETS if (found := leaks(v, texts, clean))} == {}
        assert b"Complaint ID: 70318845921 stays." in clean


def test_a_page_keeps_its_shape_and_its_policy_links() -> None:
    """Tables, lists, headings and links without a value stay."""
    link = "https://sellercentral.amazon.com/gp/help/external/G201361070"
    table = "<table><tr><td colspan=2>x</table>"
    page = f"<h1>Your notice</h1><ul><li>ASIN B0C7TQ2M4X</li></ul><a href='{link}'>policy</a>{table}"

    clean = output(redact(page.encode(), HTML, ocr=False)).decode()

    assert f'<a href="{link}">policy</a>' in clean
    assert "<h1>Your notice</h1>" in clean
    assert "<li>ASIN B0C7TQ2M4X</li>" in clean
    assert '<td colspan="2">x</td>' in clean

"""Values that a mail program, a table, a form or a coding has taken apart are found, and headings are no values."""

from __future__ import annotations

import pytest

from assemble.redact.find import find
from config.redaction import Entity, load_redaction

POLICY = load_redaction()
IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(
    ("text", "entity", "value"),
    [
        ("> IBAN: DE89 3704 0044\n> 0532 0130 00\n> bye", Entity.IBAN, "DE89 3704 0044\n> 0532 0130 00"),
        ("> > Card 4111 1111\n> > 1111 1111", Entity.CARD, "4111 1111\n> > 1111 1111"),
        (">> j.brandt77@kranwerk\n>> .example", Entity.EMAIL, "j.brandt77@kranwerk\n>> .example"),
        ("Contact person\tMaya Tarrant\n", Entity.PERSON, "Maya Tarrant"),
        ("联系人\t王小明\n", Entity.PERSON, "王小明"),
        ("IBAN\tDE89\t3704\t0044\t0532\t0130\t00", Entity.IBAN, "DE89\t3704\t0044\t0532\t0130\t00"),
        ("Card\t4111\t1111\t1111\t1111", Entity.CARD, "4111\t1111\t1111\t1111"),
        ("\t".join("11010519491231002X"), Entity.RESIDENT_ID, None),
        ("Password\tSommer2026!\n", Entity.PASSWORD, "Sommer2026!"),
        ("Address\t12 Harbour Lane, Leith\tx", Entity.ADDRESS, "12 Harbour Lane, Leith"),
        ("https://x.example/?mail=a.b%40c.example", Entity.EMAIL, "a.b%40c.example"),
        ("用户@例子.公司", Entity.EMAIL, None),
        ("иван.петров@пример.рф", Entity.EMAIL, None),
        ("a@xn--80a1acny.xn--p1ai", Entity.EMAIL, None),
        ("j.br\u0430ndt77@kranwerk.example", Entity.EMAIL, None),
        ("j.brandt77 @ kranwerk.example", Entity.EMAIL, None),
        ("maya dot tarrant at kranwerk dot example", Entity.EMAIL, None),
        ("call https://wa.me/491711234567", Entity.PHONE, "491711234567"),
        ("https://api.whatsapp.com/send?phone=491711234567", Entity.PHONE, "491711234567"),
        ("电话：一三八一二三四五六七八", Entity.PHONE, "一三八一二三四五六七八"),
        ("Card: 4111, 1111, 1111, 1111", Entity.CARD, "4111, 1111, 1111, 1111"),
        ("Card: 4111 | 1111 | 1111 | 1111", Entity.CARD, "4111 | 1111 | 1111 | 1111"),
        ("DE89_3704_0044_0532_0130_00", Entity.IBAN, None),
        ("DE89 · 3704 · 0044 · 0532 · 0130 · 00", Entity.IBAN, None),
        ("Phone: 030_5557_8123", Entity.PHONE, "030_5557_8123"),
        (f"P<DEUTARRANT<<MAYA{'<' * 30}\nC01X00T478D<<6408125F2702283{'<' * 15}4", Entity.PASSPORT, None),
        (
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            Entity.PASSPORT,
            None,
        ),
        ("header.i=j.brandt77@kranwerk.example", Entity.EMAIL, "j.brandt77@kranwerk.example"),
        ("DE89%203704%200044%200532%200130%2000", Entity.IBAN, None),
        ("Q29udGFjdDogai5icmFuZHQ3N0BrcmFud2Vyay5leGFtcGxl", Entity.EMAIL, None),
        ("Q29udGFjdDogai5icmFuZHQ3\nN0BrcmFud2Vyay5leGFtcGxl", Entity.EMAIL, None),
        ("6a2e6272616e647437374063722e6578616d706c65", Entity.EMAIL, None),
        ("RABFADgAOQAzADcAMAA0ADAAMAA0ADQAMAA1ADMAMgAwADEAMwAwADAAMAA=", Entity.IBAN, None),
    ],
)
def test_a_value_taken_apart_is_found(text: str, entity: Entity, value: str | None) -> None:
    """Quoted lines, cells without a colon, percent escapes, base64 and hexadecimal digits hide nothing."""
    found = find(text, POLICY)

    assert [(f.entity, f.value) for f in found] == [(entity, value or text)]


@pytest.mark.parametrize(
    "text",
    [
        "Contact person\tCard number\tPhone\n",
        "Contact person:\nE-mail:\nPhone:\nAddress:\n",
        "联系人：\n电话：\n",
        "Password\tNotes\tStatus\n",
        "Address\tCity\tCountry\n",
        "https://sellercentral.amazon.com/gp/a%20b/G201361070",
        "c2hpcG1lbnQgb2YgdGhlIGxhc3QgcXVhcnRlciBvZiB0aGUgeWVhcg==",
        "TheInvoiceListsEveryUnitThatWasShipped",
        "Units\t4111\t1111\t1111\t1111",
        "> see > 5 pieces\n> more",
        "410 Terry Avenue North, Seattle, WA 98109-5210",
        "Boston, MA 02139-4307",
        "Meet at 5 dot com",
        "ten pieces @ amazon.de",
        "一二三四五",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_headings_labels_and_harmless_codings_stay(text: str) -> None:
    """The next label of a form is no name, and words in a coding go only where they say a value."""
    assert find(text, POLICY) == ()


def test_of_two_names_for_one_number_the_one_that_goes_is_taken() -> None:
    """A number that may be a phone number or a social security number goes where only one of both does."""
    found = find("SSN: 658-96-5834", POLICY, goes=lambda value: value.entity is Entity.SSN)

    assert [f.entity for f in found] == [Entity.SSN]

"""Invented identifiers: derived from a word, so that they are the same on each run, with true check digits."""

from __future__ import annotations

import hashlib

from stdnum import iban, luhn
from stdnum.cn import ric, uscc
from stdnum.iso7064 import mod_11_10
from stdnum.ru import inn

_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _draw(seed: str, length: int, alphabet: str) -> str:
    """`length` characters of `alphabet`, decided by `seed` alone."""
    number = int.from_bytes(hashlib.sha512(seed.encode()).digest(), "big")
    drawn = ""
    for _ in range(length):
        number, place = divmod(number, len(alphabet))
        drawn += alphabet[place]
    return drawn


def asin(seed: str) -> str:
    """An ASIN of the normal form, B0 and eight signs, one of them a digit."""
    return "B0" + _draw("asin " + seed, 7, _BASE36) + _draw("last " + seed, 1, "123456789")


def digits(seed: str, length: int, first: str = "1") -> str:
    """A number of `length` digits that begins with `first`."""
    return first + _draw("digits " + seed, length - len(first), "0123456789")


def order(seed: str) -> str:
    """An Amazon order id, 3-7-7."""
    drawn = digits("order " + seed, 17, "11")
    return f"{drawn[:3]}-{drawn[3:10]}-{drawn[10:]}"


def merchant_token(seed: str) -> str:
    """An Amazon seller id: A and 13 signs."""
    return "A" + _draw("merchant " + seed, 13, _BASE36)


def product_id(seed: str) -> str:
    """A Joom product id: 24 hexadecimal digits."""
    return _draw("joom " + seed, 24, "0123456789abcdef")


def access_key(seed: str) -> str:
    """Text of the form of a cloud access key; it opens nothing."""
    return "AKIA" + _draw("key " + seed, 16, _BASE32)


def german_vat(seed: str) -> str:
    """A German VAT number (ISO 7064 mod 11,10)."""
    base = digits("vat " + seed, 8, "3")
    return "DE" + base + str(mod_11_10.calc_check_digit(base))


def german_iban(seed: str) -> str:
    """A German IBAN (mod 97) with a bank code that is not given to any bank."""
    tail = "99999999" + digits("iban " + seed, 10, "0")
    return "DE" + iban.calc_check_digits("DE00" + tail) + tail


def credit_code(seed: str) -> str:
    """A Chinese unified social credit code (GB 32100-2015)."""
    base = "91440300MA" + _draw("uscc " + seed, 7, "0123456789ABCDEFGH")
    return base + str(uscc.calc_check_digit(base))


def resident_id(seed: str, born: str) -> str:
    """A Chinese resident identity number (GB 11643); `born` is yyyymmdd."""
    base = "440305" + born + digits("ric " + seed, 3, "2")
    return base + str(ric.calc_check_digit(base + "0"))


def russian_inn(seed: str) -> str:
    """A Russian tax number of a company, ten digits."""
    base = digits("inn " + seed, 9, "77")
    return base + str(inn.calc_company_check_digit(base))


def bank_card(seed: str) -> str:
    """A payment card number, sixteen digits (Luhn), written in groups of four."""
    base = digits("card " + seed, 15, "4")
    whole = base + str(luhn.calc_check_digit(base))
    return " ".join(whole[place : place + 4] for place in range(0, 16, 4))

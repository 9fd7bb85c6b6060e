"""Sensitive values to plant: invented, valid by their check digits, each in a sentence that a paper could hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from stdnum import iban, luhn
from stdnum.cn import ric, uscc

from config.redaction import Entity
from tests.assemble.redact import labelled

_FIRST = ("Anna", "Piotr", "Giulia", "Marek", "Sofia", "Jonas", "Elena", "Henrik", "Noor", "Clara")
_LAST = ("Holzbrink", "Varnholt", "Quintero", "Dubrowski", "Ellerkamp", "Fasolino", "Marchetti", "Ostrander")
_WORDS = ("harbor", "copper", "lantern", "meadow", "cedar", "falcon", "river", "cobalt", "juniper", "granite")


@dataclass(frozen=True, slots=True)
class Plant:
    """A value and the words that stand before it."""

    entity: Entity
    label: str
    value: str

    @property
    def sentence(self) -> str:
        """The value with its label."""
        return f"{self.label} {self.value}"


def _digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def _iban(random: Random) -> Plant:
    country, length = random.choice((("DE", 18), ("PL", 24), ("AT", 16), ("ES", 20)))
    while True:
        body = _digits(random, length)
        value = country + iban.calc_check_digits(f"{country}00{body}") + body
        if iban.is_valid(value, check_country=False):
            break
    spaced = " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    return Plant(Entity.IBAN, "IBAN:", random.choice((value, spaced)))


def _email(random: Random) -> Plant:
    name = f"{random.choice(_WORDS)}.{random.choice(_WORDS)}{_digits(random, 3)}"
    return Plant(Entity.EMAIL, "E-mail:", f"{name}@{random.choice(_WORDS)}-{_digits(random, 2)}.example")


def _phone(random: Random) -> Plant:
    body = random.choice("23456789") + _digits(random, 6)
    return Plant(
        Entity.PHONE, "Phone:", random.choice((f"+49 30 {body}", f"+1 212 {body[:3]} {body[3:]}", f"+4930{body}"))
    )


def _card(random: Random) -> Plant:
    body = "4" + _digits(random, 14)
    value = body + luhn.calc_check_digit(body)
    spaced = " ".join(value[i : i + 4] for i in range(0, 16, 4))
    return Plant(Entity.CARD, "Card number:", random.choice((value, spaced)))


def _uscc(random: Random) -> Plant:
    body = "91" + random.choice(("110108", "440300", "310115")) + "MA" + _digits(random, 7)
    return Plant(Entity.USCC, "Unified social credit code:", body + uscc.calc_check_digit(body))


def _resident(random: Random) -> Plant:
    body = f"{random.choice(('110101', '440301', '310104'))}19{random.randint(50, 99)}"
    body += f"{random.randint(1, 12):02d}{random.randint(1, 28):02d}{_digits(random, 3)}"
    return Plant(Entity.RESIDENT_ID, "Resident ID:", body + ric.calc_check_digit(body + "0"))


def _passport(random: Random) -> Plant:
    return Plant(Entity.PASSPORT, "Passport:", random.choice("EGCK") + _digits(random, 8))


def _ssn(random: Random) -> Plant:
    return Plant(
        Entity.SSN, "SSN:", f"{random.randint(100, 665)}-{random.randint(10, 99)}-{random.randint(1000, 9999)}"
    )


def _token(random: Random) -> Plant:
    return Plant(
        Entity.TOKEN,
        "Access key:",
        "AK" + "IA" + "".join(random.choice("ABCDEFGHJKMNPQRTUVWXYZ2346789") for _ in range(16)),
    )


def _seller(random: Random) -> Plant:
    tail = "".join(random.choice("CDEFGHJKMNPQRTUVWXYZ2346789") for _ in range(11))
    return Plant(Entity.SELLER_ID, "Seller ID:", f"A{random.choice('234679')}X{tail}")


def _person(random: Random) -> Plant:
    return Plant(Entity.PERSON, "Contact person:", f"{random.choice(_FIRST)} {random.choice(_LAST)}")


MAKERS: tuple[Callable[[Random], Plant], ...] = (
    _iban,
    _email,
    _phone,
    _card,
    _uscc,
    _resident,
    _passport,
    _ssn,
    _token,
    _seller,
    _person,
)


def _vat(random: Random) -> Plant:
    return Plant(Entity.VAT, "VAT number:", labelled.vat_number(random))


def _snils(random: Random) -> Plant:
    return Plant(Entity.SNILS, "SNILS:", labelled.snils(random))


def _dni(random: Random) -> Plant:
    return Plant(Entity.NATIONAL_ID, "DNI:", labelled.spanish_id(random))


def _mws(random: Random) -> Plant:
    run = "".join(random.choice("0123456789abcdef") for _ in range(32))
    return Plant(Entity.TOKEN, "MWS token:", f"amzn.mws.{run[:8]}-{run[8:12]}-{run[12:16]}-{run[16:20]}-{run[20:]}")


def _address(random: Random) -> Plant:
    return Plant(Entity.IP_ADDRESS, "IP address:", f"198.51.100.{random.randint(100, 254)}")


ALL_MAKERS = (*MAKERS, _vat, _snils, _dni, _mws, _address)


def plants(seed: int, count: int, makers: Sequence[Callable[[Random], Plant]] = MAKERS) -> list[Plant]:
    """So many different values, every kind in turn."""
    random = Random(seed)
    found: dict[str, Plant] = {}
    while len(found) < count:
        plant = makers[len(found) % len(makers)](random)
        found.setdefault(plant.value, plant)
    return list(found.values())


FILLER = (
    "The invoice lists every unit that was shipped in the last quarter.",
    "Our supplier confirmed the delivery dates for all three batches.",
    "Complaint ID: 70318845921 concerns ASIN B0C7TQ2M4X and its packaging.",
    "We keep the signed papers in the office and send copies on request.",
    "Each carton carries a label with the batch and the date of packing.",
)
"""Sentences that must survive."""


def allowed(some: Iterable[Plant]) -> str:
    """The words that stand beside the values and stay; a value may share a part with them."""
    return " ".join((*FILLER, *(p.label for p in some)))

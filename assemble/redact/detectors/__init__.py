"""One detector a file: patterns, context words, check digit. `hits(view text, policy)` yields spans of the view."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assemble.redact.detectors import (
    address,
    bank_account,
    card,
    crypto_wallet,
    ein,
    email,
    iban,
    inn,
    ip_address,
    my_number,
    national_id,
    passport,
    person,
    phone,
    resident_id,
    seller_id,
    sepa,
    snils,
    ssn,
    token,
    uscc,
    vat,
)
from assemble.redact.detectors import password as password_
from assemble.redact.sensitive import Hit
from config.redaction import Entity, RedactionPolicy


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector and how it is run."""

    entity: Entity
    hits: Callable[[str, RedactionPolicy], Iterator[Hit]]
    wraps: bool = False
    """Whether its values are runs without blanks, to be looked for over line ends too."""
    in_links: bool = False
    """Whether its form is unmistakable, so that it is taken out of a web address too."""
    cells: bool = False
    """Whether its values are looked for over the cells of a row too."""
    numeric: bool = False
    """Whether a protected number (an id with its label) could look like its values."""
    digits: int = 0
    """A text with fewer digits holds none of its values."""
    size: int = 0
    """A text with fewer characters holds none of its values."""
    sign: re.Pattern[str] | None = None
    """A text without this holds none of its values."""

    def may_find(self, text: str, digits: int) -> bool:
        """Whether a text with so many digits could hold a value at all: most texts of a packet cannot."""
        if digits < self.digits or len(text) < self.size:
            return False
        return self.sign is None or self.sign.search(text) is not None


_AT = re.compile(r"@|%40|\bat\b", re.I)
_LABELLED = re.compile(r"[:=\t]")
_ZONE_OR_NUMBER = re.compile(r"<<|(?:\d\D{0,40}){4}")

DETECTORS: tuple[Detector, ...] = (
    Detector(Entity.EMAIL, email.hits, wraps=True, in_links=True, sign=_AT),
    Detector(Entity.TOKEN, token.hits, wraps=True, in_links=True, size=16),
    Detector(Entity.IBAN, iban.hits, in_links=True, cells=True, digits=8, size=15),
    Detector(Entity.VAT, vat.hits, digits=6),
    Detector(Entity.RESIDENT_ID, resident_id.hits, cells=True, numeric=True, digits=14),
    Detector(Entity.USCC, uscc.hits, cells=True, numeric=True, digits=6),
    Detector(Entity.CARD, card.hits, cells=True, numeric=True, digits=13),
    Detector(Entity.SSN, ssn.hits, numeric=True, digits=9),
    Detector(Entity.EIN, ein.hits, numeric=True, digits=9),
    Detector(Entity.INN, inn.hits, numeric=True, digits=10),
    Detector(Entity.SNILS, snils.hits, numeric=True, digits=11),
    Detector(Entity.MY_NUMBER, my_number.hits, numeric=True, digits=12),
    Detector(Entity.NATIONAL_ID, national_id.hits, wraps=True, numeric=True, digits=6, size=8),
    Detector(Entity.PASSPORT, passport.hits, sign=_ZONE_OR_NUMBER),
    Detector(Entity.SELLER_ID, seller_id.hits, wraps=True, in_links=True, digits=1, size=10),
    Detector(Entity.PHONE, phone.hits, numeric=True, digits=6),
    Detector(Entity.PHONE, phone.linked_hits, in_links=True, digits=8),
    Detector(Entity.BANK_ACCOUNT, bank_account.hits, numeric=True, digits=7),
    Detector(Entity.BANK_ACCOUNT, sepa.hits, in_links=True, digits=3, size=13),
    Detector(Entity.WALLET, crypto_wallet.hits, size=26),
    Detector(Entity.IP_ADDRESS, ip_address.hits, digits=1, size=7, sign=ip_address.SIGN),
    Detector(Entity.PASSWORD, password_.hits, sign=password_.SIGN),
    Detector(Entity.PERSON, person.hits, sign=_LABELLED),
    Detector(Entity.ADDRESS, address.hits, sign=_LABELLED),
)
"""In the order of precedence where two are equally sure and equally long."""

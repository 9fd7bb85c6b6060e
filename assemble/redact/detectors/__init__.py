"""One detector a file: patterns, context words, check digit. `hits(view text, policy)` yields spans of the view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assemble.redact.detectors import (
    address,
    bank_account,
    card,
    ein,
    email,
    iban,
    inn,
    my_number,
    passport,
    person,
    phone,
    resident_id,
    seller_id,
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
    numeric: bool = False
    """Whether a protected number (an id with its label) could look like its values."""


DETECTORS: tuple[Detector, ...] = (
    Detector(Entity.EMAIL, email.hits, wraps=True, in_links=True),
    Detector(Entity.TOKEN, token.hits, wraps=True, in_links=True),
    Detector(Entity.IBAN, iban.hits, in_links=True),
    Detector(Entity.VAT, vat.hits),
    Detector(Entity.RESIDENT_ID, resident_id.hits, numeric=True),
    Detector(Entity.USCC, uscc.hits),
    Detector(Entity.CARD, card.hits, numeric=True),
    Detector(Entity.SSN, ssn.hits, numeric=True),
    Detector(Entity.EIN, ein.hits, numeric=True),
    Detector(Entity.INN, inn.hits, numeric=True),
    Detector(Entity.SNILS, snils.hits, numeric=True),
    Detector(Entity.MY_NUMBER, my_number.hits, numeric=True),
    Detector(Entity.PASSPORT, passport.hits),
    Detector(Entity.SELLER_ID, seller_id.hits, wraps=True, in_links=True),
    Detector(Entity.PHONE, phone.hits, numeric=True),
    Detector(Entity.BANK_ACCOUNT, bank_account.hits, numeric=True),
    Detector(Entity.PASSWORD, password_.hits),
    Detector(Entity.PERSON, person.hits),
    Detector(Entity.ADDRESS, address.hits),
)
"""In the order of precedence where two are equally sure and equally long."""

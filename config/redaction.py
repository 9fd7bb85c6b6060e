"""What goes from a packet for which audience: data in redaction.yaml, checked on load with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from config.words import Audience
from config.yaml_lines import load_model

HERE = Path(__file__).parent

Label = Annotated[str, StringConstraints(pattern=r"^\[[a-z][a-z -]{1,19}( removed)?\]$")]
"""Printable ASCII: it is drawn with the one font that is always there; at most 29 characters fit the fixed box."""
Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
MerchantId = Annotated[str, StringConstraints(pattern=r"^A[0-9A-Z]{9,13}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


class Entity(StrEnum):
    """Kinds of sensitive value, one detector each."""

    EMAIL = "email"
    PHONE = "phone"
    IBAN = "iban"
    CARD = "card"
    BANK_ACCOUNT = "bank_account"
    VAT = "vat"
    USCC = "uscc"
    RESIDENT_ID = "resident_id"
    PASSPORT = "passport"
    EIN = "ein"
    SSN = "ssn"
    INN = "inn"
    SNILS = "snils"
    MY_NUMBER = "my_number"
    NATIONAL_ID = "national_id"
    SELLER_ID = "seller_id"
    WALLET = "wallet"
    IP_ADDRESS = "ip_address"
    TOKEN = "token"  # noqa: S105 - the name of an entity, no secret
    PASSWORD = "password"  # noqa: S105 - the name of an entity, no secret
    PERSON = "person"
    ADDRESS = "address"
    FILE = "file"  # written into a text in a coding, so that what it shows is searched by nothing


class Action(StrEnum):
    """What happens to a value."""

    REMOVE = "remove"
    MASK = "mask"  # its last four letters and digits stay; shorter than ten of them: removed
    PSEUDONYM = "pseudonym"  # keyed token: the same value gives the same token under one key
    KEEP = "keep"


class _PolicyModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class EntityPolicy(_PolicyModel):
    """What happens to one kind of value."""

    label: Label
    """Shown in its place when removed: `[iban removed]`."""
    auditor: Action
    platform: Action

    def action(self, audience: Audience) -> Action:
        """What happens for an audience."""
        return self.auditor if audience is Audience.AUDITOR else self.platform


class RedactionPolicy(_PolicyModel):
    """The whole policy: entity by audience, and what is never taken for a sensitive value."""

    entities: Mapping[Entity, EntityPolicy]
    """Every entity, none left out: what is not decided would be a leak."""
    public_domains: tuple[Domain, ...]
    """The platforms' own mail domains; their addresses (and those of their subdomains) stay, except buyer aliases."""
    private_domains: tuple[Domain, ...] = ()
    """Subdomains of public domains whose addresses belong to persons (`marketplace.amazon.com`)."""
    public_merchant_ids: tuple[MerchantId, ...]
    """Ids that look like a seller id and are public: Amazon's marketplace ids."""
    reference_labels: tuple[Words, ...]
    """Words that name the number after them as one the packet needs: complaint, case, order, ..."""
    phone_regions: tuple[Region, ...]
    """Countries whose national ways to write a phone number are known, ISO 3166-1."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [e.value for e in Entity if e not in self.entities]
        if missing:
            raise ValueError(f"no policy for {', '.join(missing)}")
        return self

    def action(self, entity: Entity, audience: Audience) -> Action:
        """What happens to an entity for an audience."""
        return self.entities[entity].action(audience)

    def label(self, entity: Entity) -> str:
        """The text in the place of a removed value."""
        return self.entities[entity].label


def load_redaction(path: Path = HERE / "redaction.yaml") -> RedactionPolicy:
    """The policy in a file.

    Raises:
        RulesError: the file is wrong; names file and line.
    """
    return load_model(path, RedactionPolicy)

"""Who genuinely writes in the name of a marketplace, and what only looks like it: checked values of senders.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from config.own_rules import own_file
from config.rewriters import Rewriter, load_rewriters
from config.words import Platform
from config.yaml_lines import load_model

FILE = Path(__file__).parent / "senders.yaml"

Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
"""A domain in lower-case ASCII; stands for itself and its subdomains."""
Word = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class PlatformSenders(_Model):
    """What is genuine for one platform."""

    brands: Annotated[tuple[Word, ...], Field(min_length=1)]
    """How hosts spell it, lower-case Latin."""
    names: Annotated[tuple[Word, ...], Field(min_length=1)]
    """How display names and texts spell it, in every script, lower case."""
    sender_domains: Annotated[tuple[Domain, ...], Field(min_length=1)]
    """From domains on the allow list."""
    relay_domains: tuple[Domain, ...]
    """Domains under the allow list through which others write: never proof of a notice."""
    link_domains: tuple[Domain, ...]
    """Further genuine link hosts; the sender domains are genuine link hosts too."""
    services: tuple[Word, ...]
    """Host names of its services, joined and in lower case, that a foreign host must not spell."""


class CredentialWords(_Model):
    """How one language asks for a secret; see the file for how the lists work together."""

    secrets: Annotated[tuple[Word, ...], Field(min_length=1)]
    told: Annotated[tuple[Word, ...], Field(min_length=1)]
    entered: Annotated[tuple[Word, ...], Field(min_length=1)]
    denials: Annotated[tuple[Word, ...], Field(min_length=1)]


class Senders(_Model):
    """All that authenticity is judged by."""

    platforms: Mapping[Platform, PlatformSenders]
    service_words: tuple[Word, ...]
    """Words that a look-alike puts beside a brand, lower case."""
    genuine_elsewhere: tuple[Domain, ...]
    """Genuine in notices although not the platform's."""
    shorteners: tuple[Domain, ...]
    rewriters: tuple[Rewriter, ...] = ()
    """Gateways before links; put in by `load_senders`."""
    credential_requests: Mapping[str, CredentialWords]
    """By language (ISO 639-1)."""

    def platform_of(self, domain: str) -> Platform | None:
        """The platform on whose allow list a From domain is; None for all others."""
        for platform, senders in self.platforms.items():
            if under(domain, senders.sender_domains):
                return platform
        return None

    def is_relay(self, domain: str) -> bool:
        """Whether others can write under this genuine domain."""
        return any(under(domain, senders.relay_domains) for senders in self.platforms.values())

    def is_platform_host(self, host: str) -> bool:
        """Whether a link host is a platform's own."""
        platforms = self.platforms.values()
        return any(under(host, one.sender_domains) or under(host, one.link_domains) for one in platforms)


def under(host: str, domains: tuple[str, ...]) -> bool:
    """Whether a host is one of the domains or beneath one."""
    return host.endswith(_below(domains)) or host in domains


@lru_cache(maxsize=256)
def _below(domains: tuple[str, ...]) -> tuple[str, ...]:
    """How hosts beneath some domains end."""
    return tuple(f".{domain}" for domain in domains)


def load_senders(own: Path | None = None, file: Path = FILE) -> Senders:
    """The senders, the shipped ones and those of a folder of own rules.

    Raises:
        RulesError: the file is wrong; names file and line.
    """
    senders = load_model(file, Senders, own_file(FILE.name, own))
    return senders.model_copy(update={"rewriters": load_rewriters(own)})

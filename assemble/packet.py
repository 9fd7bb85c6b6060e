"""A packet: one revision of a case's papers, for one audience."""

from __future__ import annotations

from dataclasses import dataclass

from config.words import Audience, Severity
from ingest.item import digest_of


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a readiness check found wanting, with what to do about it."""

    code: str
    """`NP-…` code, data in config/codes.yaml."""
    severity: Severity
    message: str
    place: str
    """Where: a section of the appeal, a file, an ASIN."""
    remedy: str


@dataclass(frozen=True, slots=True)
class PacketFile:
    """One file of a packet."""

    name: str
    """Relative path with `/`, safe characters only (made by us, never taken from a notice)."""
    media_type: str
    data: bytes

    @property
    def digest(self) -> str:
        """`sha256:…` of the bytes."""
        return digest_of(self.data)


@dataclass(frozen=True, slots=True)
class Packet:
    """What a case's papers are now, complete and unredacted: for the operator and the marketplace."""

    case_id: str
    files: tuple[PacketFile, ...]
    lacks: tuple[Lack, ...]
    audience: Audience = Audience.PLATFORM

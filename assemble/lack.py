"""A lack: something a readiness check found wanting."""

from __future__ import annotations

from dataclasses import dataclass

from config.words import Severity


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

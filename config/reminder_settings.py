"""Settings of reminders: how long before a deadline, and whether by a program or by e-mail."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from config.periods import parse_period

BEFORE_ALLOWED = "list of times before a deadline in ISO 8601: weeks, days and hours, like P3D or PT4H"
ADDRESS_ALLOWED = "an e-mail address"


def before_to_delta(text: str) -> timedelta:
    """The time that `P3D` or `PT4H` means. Raises: ValueError (months and years have no fixed length)."""
    length = parse_period(text)
    if length.years or length.months:
        raise ValueError(BEFORE_ALLOWED)
    return timedelta(weeks=length.weeks, days=length.days, hours=length.hours)


def _before(text: str) -> str:
    try:
        before_to_delta(text)
    except ValueError as error:
        raise ValueError(BEFORE_ALLOWED) from error
    return text


def _address(text: str) -> str:
    if not re.fullmatch(r"[^\s@<>,;:\"\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,255}", text):
        raise ValueError(ADDRESS_ALLOWED)
    return text


Address = Annotated[str, AfterValidator(_address)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Mail(_Part):
    """How reminders are sent by e-mail; used when `to` names somebody."""

    to: tuple[Address, ...] = Field(default=(), json_schema_extra={"allowed": "list of e-mail addresses"})
    """Who gets the reminders."""
    sender: Address | None = Field(default=None, json_schema_extra={"allowed": ADDRESS_ALLOWED})
    """Who they come from."""
    host: str | None = Field(default=None, pattern=r"^[A-Za-z0-9.:_-]{1,255}$")
    """Mail server that takes them (SMTP submission)."""
    port: int = Field(default=587, ge=1, le=65535)
    """Port of the mail server."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the connection is protected: STARTTLS, TLS from the start (port 465), or none, on this machine only."""
    user: str | None = Field(default=None, min_length=1, max_length=256)
    """Name to log in with; none means no log-in."""
    password: SecretStr | None = None
    """Password to log in with; best given by the environment."""
    ca_bundle: Path | None = None
    """PEM file with the certificate authorities to trust, for a server with a private one."""
    time_limit_seconds: float = Field(default=30.0, gt=0, le=600)
    """How long the server may take for each answer, in seconds."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.to and not (self.host and self.sender):
            raise ValueError("host and sender where `to` names somebody")
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password together, or neither")
        if self.security == "none" and self.host not in (None, "localhost", "127.0.0.1", "::1"):
            raise ValueError("security `none` for a server on this machine only")
        return self


class Reminders(_Part):
    """When somebody is reminded of a deadline, and how; `noticepack remind` sends what is due."""

    before: tuple[Annotated[str, AfterValidator(_before)], ...] = Field(
        default=("P7D", "P3D", "P1D", "PT4H"), json_schema_extra={"allowed": BEFORE_ALLOWED}
    )
    """How long before a deadline reminders are sent; one more is sent once it has passed."""
    hook: tuple[str, ...] = Field(default=(), json_schema_extra={"allowed": "a program and its arguments"})
    """Program that is run for each reminder, without a shell; what it gets is told in cases.md."""
    hook_seconds: float = Field(default=60.0, gt=0, le=3600)
    """How long the program may take, in seconds."""
    mail: Mail = Mail()
    """How reminders are sent by e-mail."""

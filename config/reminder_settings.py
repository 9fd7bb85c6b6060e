"""Settings of reminders: how long before a deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from config.periods import parse_period

BEFORE_ALLOWED = "list of times before a deadline in ISO 8601: weeks, days and hours, like P3D or PT4H"


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


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Reminders(_Part):
    """When somebody is reminded of a deadline."""

    before: tuple[Annotated[str, AfterValidator(_before)], ...] = Field(
        default=("P7D", "P3D", "P1D", "PT4H"), json_schema_extra={"allowed": BEFORE_ALLOWED}
    )
    """How long before a deadline the alarms of `noticepack deadlines --ics` ring."""

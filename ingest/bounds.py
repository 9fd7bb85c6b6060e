"""The only place that says no to hostile input: a value over a limit becomes an error with the limit's name."""

from __future__ import annotations

from config.errors import ItemError
from config.limits import Limits


def over(name: str, limit: float, found: object) -> ItemError:
    """The error for a value over the limit `name`, with the limit and what was found."""
    return ItemError(f"limit.{name}", f"{found} is over the limit {name} = {limit}")


def within(limits: Limits, name: str, found: int) -> None:
    """Nothing, when `found` is within the limit `name`.

    Raises:
        ItemError: `limit.<name>`.
    """
    limit = getattr(limits, name)
    if found > limit:
        raise over(name, limit, found)

"""From pydantic's findings to one SettingsError that a person can act on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.errors import SettingsError
from config.layers import DEFAULT, Origin, Place
from config.setting_fields import Model, allowed_text, field_at, is_secret, names_at, single_fields

MASK = "**********"
_SECRET = re.compile(r"AGE-SECRET-KEY-|://[^/@]{0,200}@|[?&]password=")
"""Secrets that people put where a public key or an address belongs."""

LONGEST = 80
"""Characters of a wrong text that are shown."""


def settings_error(model: Model, error: ValidationError, origins: Mapping[Place, Origin]) -> SettingsError:
    """The first wrong value in the order of their lines, with the others in `others`."""
    wrong = [
        _error_of(model, detail, origins)
        for detail in error.errors()
        if detail["type"] != "default_factory_not_called"  # follows from another value that is reported itself
    ]
    first, *others = sorted(wrong, key=lambda one: one.line or 0)
    return SettingsError(
        first.key,
        first.found,
        first.allowed,
        origin=first.origin,
        line=first.line,
        others=tuple(other.message for other in others),
    )


def _error_of(model: Model, detail: ErrorDetails, origins: Mapping[Place, Origin]) -> SettingsError:
    place: Place = detail["loc"]
    while (
        field_at(model, place) is None and field_at(model, place[:-1]) is not None and not names_at(model, place[:-1])
    ):
        place = place[:-1]  # pydantic adds the member of a union that it tried
    origin = _origin_of(place, origins)
    key = ".".join(map(str, place))
    if detail["type"] == "extra_forbidden":
        return SettingsError(key, place[-1], _names_text(model, place), origin=origin.source, line=origin.line)
    return SettingsError(
        key, _found(model, place, detail), _allowed(model, place, detail), origin=origin.source, line=origin.line
    )


def _origin_of(place: Place, origins: Mapping[Place, Origin]) -> Origin:
    """The origin of a place, else of the nearest around it, else of the first thing in it."""
    for size in range(len(place), 0, -1):
        if place[:size] in origins:
            return origins[place[:size]]
    return next((origin for inner, origin in origins.items() if inner[: len(place)] == place), DEFAULT)


def _names_text(model: Model, place: Place) -> str:
    """Which names may stand there, the nearest first."""
    above = ".".join(map(str, place[:-1]))
    names = [f"{above}.{name}" if above else name for name in names_at(model, place[:-1])]
    everywhere = [key for key, _ in single_fields(model)]
    near = get_close_matches(".".join(map(str, place)), names, 1) or get_close_matches(str(place[-1]), everywhere, 1)
    return f"{near[0]} (the nearest name)" if near else f"one of the names {', '.join(names)}"


def _found(model: Model, place: Place, detail: ErrorDetails) -> object:
    field = field_at(model, place)
    if detail["type"] == "missing":
        return "nothing"
    if isinstance(detail["input"], dict):
        return "a table"
    if names_at(model, place):
        return "no table"  # and not the value: it may be a secret that went astray
    if field is not None and is_secret(field):
        return MASK
    found: object = detail["input"]
    if _SECRET.search(str(found)):
        return MASK
    return f"{found[:LONGEST]}..." if isinstance(found, str) and len(found) > LONGEST else found


def _allowed(model: Model, place: Place, detail: ErrorDetails) -> str:
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    field = field_at(model, place)
    if field is None or names_at(model, place):
        return (
            f"a table with the names {', '.join(names_at(model, place))}" if names_at(model, place) else detail["msg"]
        )
    return allowed_text(field)

"""JSON (RFC 8259): values inside strings, keys and numbers are replaced; the structure stays."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld

MAX_DEPTH = 100
LONG = 5
"""Digits of a number from which on it could be a value: it is searched as it would be shown."""


def load(data: bytes) -> Any:
    """The values of a JSON file.

    Raises:
        Withheld: it is not JSON, or nested too deep.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Withheld("not JSON") from error


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def dump(value: Any) -> bytes:
    """The file of a value, written as every JSON file of a packet is."""
    return (json.dumps(value, indent=1) + "\n").encode("ascii")


def survey(data: bytes) -> tuple[str, ...]:
    """The strings and long numbers of a file with the key they stand under, as they are searched."""
    return tuple(f"{key}: {text}" if key else text for key, text in _strings(load(data), "", 0))


def _strings(value: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > MAX_DEPTH:
        raise Withheld("JSON nested too deep")
    if isinstance(value, str):
        yield key, value
    elif _is_long(value):
        yield key, _shown(value)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key, depth + 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield "", name
            yield from _strings(item, _below(key, name), depth + 1)


def _below(key: str, name: str) -> str:
    """The context of a value: its key in words, with the one above (`complaints complaint id`)."""
    above = key.split(" / ")[-1]
    return f"{above} / {name.replace('_', ' ')}" if above else name.replace("_", " ")


def clean(data: bytes, seeker: Seeker) -> Cleaned:
    """The file with its strings and keys cleaned."""
    tally = Tally(seeker)
    return tally.done(dump(_cleaned(load(data), "", tally, 0)))


def _cleaned(value: Any, key: str, tally: Tally, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise Withheld("JSON nested too deep")
    if isinstance(value, str):
        return tally.clean(value, key, _under(key, tally.seeker))
    if _is_long(value):
        return _cleaned_number(value, key, tally)
    if isinstance(value, list):
        return [_cleaned(item, key, tally, depth + 1) for item in value]
    if isinstance(value, dict):
        return _cleaned_object(value, key, tally, depth)
    return value


def _is_long(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and len(_shown(value)) >= LONG


def _shown(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e21 else str(value)


def _cleaned_number(value: Any, key: str, tally: Tally) -> Any:
    """The number, or a string where it is a value."""
    shown = _shown(value)
    cleaned = tally.clean(shown, key, _under(key, tally.seeker))
    return value if cleaned == shown else cleaned


def _under(key: str, seeker: Seeker) -> str:
    """Where a value stands: its field's own name."""
    name = key.split(" / ")[-1]
    return f"field {seeker.clean(name, seeker.values(name))}" if name else ""


def _cleaned_object(value: dict[str, Any], key: str, tally: Tally, depth: int) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, item in value.items():
        shown, at = tally.clean(name, where="the name of a field"), 2
        while shown in out:
            shown, at = f"{tally.seeker.clean(name, tally.seeker.values(name))} {at}", at + 1
        out[shown] = _cleaned(item, _below(key, name), tally, depth + 1)
    return out

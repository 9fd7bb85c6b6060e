"""JSON (RFC 8259): values inside strings and keys are replaced, numbers and structure stay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assemble.redact.seek import Cleaned, Seeker, Tally, Withheld

MAX_DEPTH = 100


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
    """The strings of a file with the key they stand under, as they are searched."""
    return tuple(f"{key}: {text}" if key else text for key, text in _strings(load(data), "", 0))


def _strings(value: Any, key: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > MAX_DEPTH:
        raise Withheld("JSON nested too deep")
    if isinstance(value, str):
        yield key, value
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
    if isinstance(value, list):
        return [_cleaned(item, key, tally, depth + 1) for item in value]
    if isinstance(value, dict):
        return _cleaned_object(value, key, tally, depth)
    return value


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

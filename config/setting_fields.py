"""What the classes of the settings say about themselves: keys, types, allowed values, which are secret or paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import annotated_types
from pydantic import AwareDatetime, BaseModel, SecretStr
from pydantic.fields import FieldInfo

Model = type[BaseModel]

_TYPES: tuple[tuple[Any, str, str], ...] = (  # bool before int, which it is a kind of
    (bool, "yes or no", "true or false"),
    (int, "whole number", "a whole number"),
    (float, "number", "a number"),
    (SecretStr, "secret text", "text"),
    (Path, "path", "a path"),
    (AwareDatetime, "time", "a time with its zone, like 2026-03-12T09:00:00Z"),
    (tuple, "list of text", "a list of text"),
    (str, "text", "text"),
)


def part_of(field: FieldInfo) -> Model | None:
    """The class of a field that is itself a group of settings (a table in TOML); None for a single setting."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def single_fields(model: Model, above: tuple[str, ...] = ()) -> Iterator[tuple[str, FieldInfo]]:
    """Every single setting under its dotted key, in the order of the classes."""
    for name, field in model.model_fields.items():
        if part := part_of(field):
            yield from single_fields(part, (*above, name))
        else:
            yield ".".join((*above, name)), field


def field_at(model: Model, place: tuple[str | int, ...]) -> FieldInfo | None:
    """The field at a place or, inside a list, of the list; None where there is no setting of that name."""
    field = model.model_fields.get(str(place[0])) if place else None
    if field is None or len(place) == 1:
        return field
    part = part_of(field)
    return field_at(part, place[1:]) if part else field


def names_at(model: Model, place: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names that may stand in the table at a place."""
    for name in place:
        field = model.model_fields.get(str(name))
        part = part_of(field) if field else None
        if part is None:
            return ()
        model = part
    return tuple(model.model_fields)


def is_path(field: FieldInfo) -> bool:
    """Whether the setting is a path of this machine."""
    return Path in _kinds(field.annotation)


def is_secret(field: FieldInfo) -> bool:
    """Whether the value must never be shown."""
    return SecretStr in _kinds(field.annotation)


def type_text(field: FieldInfo) -> str:
    """The type in plain words."""
    kinds = _kinds(field.annotation)
    if Literal in kinds or _enums(kinds):
        return "one of"
    return next(name for kind, name, _ in _TYPES if kind in kinds)


def allowed_text(field: FieldInfo) -> str:
    """What may be set, in plain words."""
    if said := extra(field).get("allowed"):
        return str(said)
    kinds = _kinds(field.annotation)
    if Literal in kinds:
        return ", ".join(str(value) for kind in _unions(field.annotation) for value in get_args(kind))
    if enums := _enums(kinds):
        return ", ".join(member.value for kind in enums for member in kind)
    return ", ".join((next(text for kind, _, text in _TYPES if kind in kinds), *_bounds(field)))


def extra(field: FieldInfo) -> Mapping[str, Any]:
    """What a field says beyond pydantic's own words: `allowed`, `default`, `path_after`."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def _bounds(field: FieldInfo) -> Iterator[str]:
    for rule in field.metadata:
        if isinstance(rule, annotated_types.Gt):
            yield f"more than {rule.gt}"
        elif isinstance(rule, annotated_types.Ge):
            yield f"at least {rule.ge}"
        elif isinstance(rule, annotated_types.Lt):
            yield f"less than {rule.lt}"
        elif isinstance(rule, annotated_types.Le):
            yield f"at most {rule.le}"
        elif isinstance(rule, annotated_types.MinLen) and rule.min_length:
            yield f"at least {rule.min_length} long"
        elif isinstance(rule, annotated_types.MaxLen):
            yield f"at most {rule.max_length} long"


def _unions(annotation: Any) -> tuple[Any, ...]:
    """The members of `A | B | None`, or the one type, with `Annotated` taken off."""
    if hasattr(annotation, "__metadata__"):
        return _unions(annotation.__origin__)
    origin = get_origin(annotation)
    if origin in (None, Literal, tuple):
        return (annotation,)
    return tuple(member for part in get_args(annotation) for member in _unions(part))


def _enums(kinds: frozenset[Any]) -> list[type[StrEnum]]:
    return [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]


def _kinds(annotation: Any) -> frozenset[Any]:
    return frozenset(get_origin(kind) or kind for kind in _unions(annotation))

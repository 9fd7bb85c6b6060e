"""The settings told for people: what may be set, straight from the classes, and what is set."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from config.setting_fields import allowed_text, extra, single_fields, type_text
from config.settings import Loaded, Settings


@dataclass(frozen=True, slots=True)
class SettingDoc:
    """One setting, described."""

    key: str
    """Dotted, as in the TOML file."""
    type: str
    default: str
    purpose: str
    allowed: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "NOTICEPACK_" + self.key.upper().replace(".", "__")


def describe_settings() -> tuple[SettingDoc, ...]:
    """Every setting, in the order of the classes."""
    return tuple(_described(key, field) for key, field in single_fields(Settings))


def _described(key: str, field: FieldInfo) -> SettingDoc:
    if not field.description:
        raise ValueError(f"the setting {key} has no docstring")
    return SettingDoc(key, type_text(field), _default_text(field), field.description, allowed_text(field))


def _default_text(field: FieldInfo) -> str:
    if said := extra(field).get("default"):
        return str(said)
    default = field.default
    if default is None or default in ((), PydanticUndefined):
        return "empty" if default == () else "none"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default:_}`" if isinstance(default, int) else f"`{default}`"


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting in force, ready to show."""

    key: str
    value: str
    """As text; a secret masked, a list as JSON, `none` for nothing."""
    origin: str


def setting_rows(loaded: Loaded) -> tuple[SettingRow, ...]:
    """Every setting in force and where it came from, in the order of the classes."""
    return tuple(
        SettingRow(key, _value_text(_value_at(loaded.settings, key)), origin) for key, origin in loaded.origins.items()
    )


def _value_at(model: BaseModel, key: str) -> object:
    value: object = model
    for name in key.split("."):
        value = getattr(value, name)
    return value


def _value_text(value: object) -> str:
    match value:
        case None:
            return "none"
        case str() | Path() | SecretStr():
            return str(value)
        case datetime():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False)

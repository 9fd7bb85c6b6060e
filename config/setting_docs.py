"""The settings told for people, straight from the classes, so that what is written about them cannot lie."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from config.setting_fields import allowed_text, extra, single_fields, type_text
from config.settings import Settings


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

"""The layers that settings are made of, weakest first, each value with the place it came from.

A layer is plain nested data as TOML gives it. Relative paths in a file are meant from the file's folder and are joined
to it here, where the folder is known; those of the other layers are meant from the working folder and stay as they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, EnvSettingsSource
from pydantic_settings.exceptions import SettingsError as UnreadableVariable

from config.errors import SettingsError
from config.setting_fields import extra, field_at, is_path
from config.toml_lines import key_lines

PREFIX = "NOTICEPACK_"
FILE_VARIABLE = "NOTICEPACK_CONFIG"
"""Names the settings file; it is not a setting."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from."""

    source: str
    """`default`, a file's path, `env NAME` or `option --name`."""
    line: int | None = None
    """In the file, 1-based."""

    def __str__(self) -> str:
        return f"{self.source}:{self.line}" if self.line else self.source


DEFAULT = Origin("default")


@dataclass(frozen=True, slots=True)
class Layer:
    """Values of one source, and the origin of every place in them."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[Place, Origin] = field(default_factory=dict)


def home_layer(env: Mapping[str, str]) -> Layer:
    """The default of `home` by the XDG Base Directory Specification; empty when the environment has no HOME either."""
    data = env.get("XDG_DATA_HOME", "")
    if data.startswith("/"):
        home = Path(data) / "noticepack"
    elif env.get("HOME"):
        home = Path(env["HOME"]) / ".local" / "share" / "noticepack"
    else:
        return Layer()
    return Layer({"home": home}, {("home",): DEFAULT})


def file_layer(model: type[BaseSettings], file: Path, env: Mapping[str, str]) -> Layer:
    """The values of a TOML file.

    Raises:
        SettingsError: the file cannot be read or is not TOML.
    """
    values, lines = _read_toml(file)
    origins = {place: Origin(str(file), line) for place, line in lines.items()}
    return Layer(_with_paths(model, values, file.parent, env), origins)


def _read_toml(file: Path) -> tuple[dict[str, Any], Mapping[Place, int]]:
    try:
        text = file.read_text(encoding="utf-8")
        return tomllib.loads(text), key_lines(text)
    except OSError as error:
        raise SettingsError(
            "file", str(file), f"a file that can be read ({error.strerror})", origin=str(file)
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("file", "other bytes", "text in UTF-8", origin=str(file)) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        last = text.count("\n") + 1
        raise SettingsError(
            "TOML", "a fault in the notation", str(error), origin=str(file), line=int(line[1]) if line else last
        ) from error


def environment_layer(model: type[BaseSettings], env: Mapping[str, str]) -> Layer:
    """The values of the `NOTICEPACK_*` variables; an empty variable counts as not set.

    Raises:
        SettingsError: a variable has a name that means nothing, or should be JSON and is not.
    """
    names = [n for n in env if n.startswith(PREFIX) and n != FILE_VARIABLE and env[n]]
    layers = []
    for name in sorted(names, key=lambda n: (n.count("__"), n)):  # NOTICEPACK_S3 first, then what it holds
        values = _with_paths(model, _variable(model, name, env[name]), Path(), env)
        layers.append(Layer(values, dict.fromkeys(_places(values), Origin(f"env {name}"))))
    return Layer(*merged(layers))


def _variable(model: type[BaseSettings], name: str, value: str) -> dict[str, Any]:
    place = tuple(name.removeprefix(PREFIX).lower().split("__"))
    try:
        found: dict[str, Any] = _OneVariable(model, name, value)()
    except UnreadableVariable:
        key = ".".join(place)
        raise SettingsError(key, "text that is not JSON", 'JSON, like ["a", "b"]', origin=f"env {name}") from None
    return found or _nested(place, value)  # an unknown name goes on as a wrong key, to be reported with the rest


class _OneVariable(EnvSettingsSource):
    """pydantic-settings' own reading of environment variables, for a single one that is handed in."""

    def __init__(self, model: type[BaseSettings], name: str, value: str) -> None:
        self._given = {name.lower(): value}
        super().__init__(model, env_prefix=PREFIX, env_nested_delimiter="__", case_sensitive=False)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return self._given


def option_layer(model: type[BaseSettings], options: Mapping[str, object], env: Mapping[str, str]) -> Layer:
    """The values of command-line options by dotted key; None means not given."""
    layers = []
    for key, value in options.items():
        if value is not None:
            place: Place = tuple(key.split("."))
            values = _with_paths(model, _nested(place, value), Path(), env)
            option = "--" + re.sub(r"[._]", "-", key)
            layers.append(Layer(values, dict.fromkeys(_places(values), Origin(f"option {option}"))))
    return Layer(*merged(layers))


def merged(layers: Iterable[Layer]) -> tuple[dict[str, Any], dict[Place, Origin]]:
    """All layers in one, later ones winning key by key; a list is replaced whole."""
    values: dict[str, Any] = {}
    origins: dict[Place, Origin] = {}
    for layer in layers:
        for place in layer.origins:
            if not isinstance(_get(layer.values, place), dict):
                origins = {old: origin for old, origin in origins.items() if old[: len(place)] != place}
        origins |= layer.origins
        values = _overlaid(values, layer.values)
    return values, origins


def _overlaid(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        result[key] = _overlaid(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return result


def _nested(place: Place, value: object) -> dict[str, Any]:
    for name in reversed(place):
        value = {str(name): value}
    assert isinstance(value, dict), "a place has at least one name"
    return value


def _places(values: object, above: Place = ()) -> Iterable[Place]:
    if above:
        yield above
    if isinstance(values, dict):
        for key, value in values.items():
            yield from _places(value, (*above, key))


def _get(values: Any, place: Place) -> Any:
    for part in place:
        values = values[part]
    return values


def _with_paths(model: type[BaseSettings], values: Any, base: Path, env: Mapping[str, str], above: Place = ()) -> Any:
    """The same values, with `~` and relative paths replaced in the settings that are paths."""
    if isinstance(values, dict):
        return {key: _with_paths(model, value, base, env, (*above, key)) for key, value in values.items()}
    setting = field_at(model, above)
    if setting is None or not isinstance(values, (str, Path)):
        return values
    if is_path(setting):
        return _path(str(values), base, env)
    before = extra(setting).get("path_after")
    if before and str(values).startswith(before) and values != before:
        return before + str(_path(str(values).removeprefix(before), base, env))
    return values


def _path(text: str, base: Path, env: Mapping[str, str]) -> Path:
    if (text == "~" or text.startswith("~/")) and env.get("HOME"):
        return Path(env["HOME"]) / text[2:]
    return base / text

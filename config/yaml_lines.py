"""YAML read with file and line of every key, so that a wrong rule is named by both.

PyYAML's safe constructor makes the values; the node tree gives the lines. Duplicate keys, which YAML 1.2 (section
3.2.1.1) forbids and PyYAML accepts, are refused: the second would silently replace the first.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.errors import RulesError
from config.overlay import Overlay

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
Spot = tuple[str, int]
"""File and line, 1-based."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader where it is built in: the wordings are long, and it is ten times faster."""


class _Named(io.StringIO):
    """Text that knows its file: YAML's marks then name it."""

    def __init__(self, text: str, path: Path) -> None:
        super().__init__(text)
        self.name = str(path)


def load_model(path: Path, model: type[Model], own: Path | None = None) -> Model:
    """The file as a checked `model`; what `own` says, where there is such a file, is laid over it (`config.overlay`).

    Raises:
        RulesError: a file is not YAML, repeats a key or does not fit the model; names the line of the first fault.
    """
    if own is None or not own.is_file():
        node, data = _parsed(read_rules(path), path)
        return _checked(model, data, lambda: _spots_of(node, path), path)
    return load_over(path, own, model)[0]


def load_over(path: Path, own: Path, model: type[Model]) -> tuple[Model, Overlay]:
    """The checked `model` of a shipped file with an own one laid over it, and what that changed. Raises: RulesError."""
    below, above = compose(read_rules(path), path), compose(read_rules(own), own)
    over = Overlay()
    if not isinstance(above, yaml.MappingNode):
        raise RulesError(own, 1, "holds no rules: a mapping like the shipped file's is expected")
    assert isinstance(below, yaml.Node), "shipped rule files are never empty"
    both = over.lay(below, above)
    loader = LOADER("")
    return _checked(model, loader.construct_document(both), lambda: _spots_of(both, own), own), over


def read_rules(path: Path) -> str:
    """The text of a rule file. Raises: RulesError (it cannot be read, or is not UTF-8)."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RulesError(path, 1, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RulesError(path, 1, "is not text in UTF-8") from error


def _checked(model: type[Model], data: object, spots_of: Callable[[], Mapping[Place, Spot]], path: Path) -> Model:
    """The data as a model; where things stand is asked only for what is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        spots = spots_of()
        first, *others = [_rules_error(one, spots, path) for one in error.errors()]
        first.others = tuple(others)
        raise first from error


def _rules_error(fault: ErrorDetails, spots: Mapping[Place, Spot], path: Path) -> RulesError:
    place = tuple(fault["loc"])
    where = ".".join(part for part in place if isinstance(part, str) and part != "[key]") or "top level"
    what = "there is no such key here" if fault["type"] == "extra_forbidden" else fault["msg"]
    found = "" if fault["type"] in ("missing", "extra_forbidden") else f", found {fault['input']!r}"
    file, line = spot_of(place, spots) or (str(path), 1)
    return RulesError(file, line, f"{where}: {what.removeprefix('Value error, ')}{found}"[:400])


def parse_with_lines(text: str, path: Path) -> tuple[Any, Mapping[Place, int]]:
    """The plain data of a YAML text, and the line (1-based) of every place in it. Raises: RulesError."""
    node, data = _parsed(text, path)
    return data, {place: line for place, (_, line) in _spots_of(node, path).items()}


def compose(text: str, path: Path) -> yaml.Node | None:
    """The nodes of a YAML text, no key given twice; None for an empty one. Raises: RulesError."""
    return _parsed(text, path)[0]


def _parsed(text: str, path: Path) -> tuple[yaml.Node | None, Any]:
    try:
        loader = LOADER(_Named(text, path))
        node = loader.get_single_node()
        if node is None:
            return None, None
        _keys_once(node, path)
        return node, loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RulesError(path, mark.line + 1 if mark else 1, error.problem or "not YAML") from error
    except yaml.YAMLError as error:
        raise RulesError(path, 1, f"not YAML: {error}") from error


def _keys_once(root: yaml.Node, path: Path) -> None:
    """Refuse a key that is given twice. Raises: RulesError."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode) or id(node) in seen:
            continue
        seen.add(id(node))  # an alias is its anchor again
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        keys = {key.value if isinstance(key, yaml.ScalarNode) else id(key) for key, _ in pairs}
        if len(keys) < len(pairs):
            _spots(root, (), {(): (str(path), 1)})
        waiting += [child for _, child in pairs] if pairs else node.value


def _spots_of(root: yaml.Node | None, path: Path) -> Mapping[Place, Spot]:
    """Where everything stands."""
    spots: dict[Place, Spot] = {(): (str(path), 1)}
    if root is not None:
        _spots(root, (), spots)
    return spots


def spot(node: yaml.Node) -> Spot:
    """File and line of a node."""
    return node.start_mark.name, node.start_mark.line + 1


def _spots(node: yaml.Node, place: Place, spots: dict[Place, Spot]) -> None:
    spots.setdefault(place, spot(node))
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _spots(child, (*place, index), spots)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            here = (*place, key.value)
            if here in spots:
                raise RulesError(key.start_mark.name, key.start_mark.line + 1, f"{key.value}: key given twice")
            spots[here] = spot(key)
            _spots(child, here, spots)


def spot_of(place: Place, spots: Mapping[Place, Spot]) -> Spot | None:
    """File and line of a place, or of the nearest place around it (a missing key has no line of its own)."""
    return next((spots[place[:size]] for size in range(len(place), -1, -1) if place[:size] in spots), None)


def line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of a place, or of the nearest place around it."""
    return next((lines[place[:size]] for size in range(len(place), -1, -1) if place[:size] in lines), 1)

"""YAML read with the line of every key, so that a wrong rule is named by file and line.

PyYAML's safe constructor makes the values; the node tree gives the lines. Duplicate keys, which YAML 1.2 (section
3.2.1.1) forbids and PyYAML accepts, are refused: the second would silently replace the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from config.errors import RulesError

Model = TypeVar("Model", bound=BaseModel)
Place = tuple[str | int, ...]
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader where it is built in: the wordings are long, and it is ten times faster."""


def load_model(path: Path, model: type[Model]) -> Model:
    """The file as a checked `model`.

    Raises:
        RulesError: the file is not YAML, repeats a key or does not fit the model; names the line of the first fault.
    """
    text = path.read_text(encoding="utf-8")
    data, lines = parse_with_lines(text, path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(first["loc"])
        found = "" if first["type"] == "missing" else f", found {first['input']!r}"
        where = ".".join(map(str, place)) or "top level"
        raise RulesError(path, line_of(place, lines), f"{where}: {first['msg']}{found}"[:400]) from error


def parse_with_lines(text: str, path: Path) -> tuple[Any, Mapping[Place, int]]:
    """The plain data of a YAML text, and the line (1-based) of every place in it."""
    try:
        loader = LOADER(text)
        node = loader.get_single_node()
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise RulesError(path, mark.line + 1 if mark else 1, error.problem or "not YAML") from error
    except yaml.YAMLError as error:
        raise RulesError(path, 1, f"not YAML: {error}") from error
    lines: dict[Place, int] = {(): 1}
    if node is not None:
        _walk(node, (), lines, path)
    return data, lines


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int], path: Path) -> None:
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*place, index), lines, path)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            here = (*place, key.value)
            if here in lines:
                raise RulesError(path, key.start_mark.line + 1, f"{key.value}: key given twice")
            lines[here] = key.start_mark.line + 1
            _walk(child, here, lines, path)


def line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """The line of a place, or of the nearest place around it (a missing key has no line of its own)."""
    for size in range(len(place), -1, -1):
        if place[:size] in lines:
            return lines[place[:size]]
    return 1

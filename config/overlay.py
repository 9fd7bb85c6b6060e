"""An operator's own rule file laid over the shipped one, on YAML's nodes, so that every value keeps its file and line.

Mappings are joined key by key. A list is added to the shipped list; `{add: [...], remove: [...]}` in place of a list
also takes shipped values out. Any other value stands in place of the shipped one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

LIST_KEYS = {"add", "remove"}


@dataclass(slots=True)
class Overlay:
    """One laying over, and what a person should know of it."""

    added: int = 0
    """Values that are new."""
    removed: int = 0
    replaced: int = 0
    remarks: list[tuple[yaml.Node, str]] = field(default_factory=list)
    """What has no effect, with the node it is about."""

    def lay(self, below: yaml.Node, above: yaml.Node) -> yaml.Node:
        """The node that says what both say together; neither is changed."""
        if isinstance(below, yaml.MappingNode) and isinstance(above, yaml.MappingNode):
            return self._mapping(below, above)
        if isinstance(below, yaml.SequenceNode):
            parts = _parts(above)
            return above if parts is None else self._sequence(below, *parts)
        if _plain(below) == _plain(above):
            self.remarks.append((above, f"{_shown(above)} is what the shipped rules say"))
        else:
            self.replaced += 1
        return above

    def _mapping(self, below: yaml.MappingNode, above: yaml.MappingNode) -> yaml.Node:
        own = {_plain(key): (key, value) for key, value in above.value}
        pairs = []
        for key, value in below.value:
            own_key, here = own.pop(_plain(key), (key, None))
            laid = value if here is None else self.lay(value, here)
            pairs.append((own_key if laid is here else key, laid))
        for key, value in own.values():
            self.added += sum(1 for _ in _leaves(value))
            pairs.append((key, value))
        return yaml.MappingNode(above.tag, pairs, above.start_mark, above.end_mark)

    def _sequence(self, below: yaml.SequenceNode, add: list[yaml.Node], remove: list[yaml.Node]) -> yaml.Node:
        there = {_plain(node) for node in below.value}
        gone = {_plain(node) for node in remove}
        for node in remove:
            if _plain(node) not in there:
                self.remarks.append((node, f"{_shown(node)} is not in the shipped rules, so it cannot be taken out"))
        kept = [node for node in below.value if _plain(node) not in gone]
        new: dict[str, yaml.Node] = {}
        for node in add:
            if _plain(node) in there - gone or _plain(node) in new:
                again = "stands here twice" if _plain(node) in new else "is in the shipped rules already"
                self.remarks.append((node, f"{_shown(node)} {again}"))
            else:
                new[_plain(node)] = node
        self.added += len(new)
        self.removed += len(below.value) - len(kept)
        return yaml.SequenceNode(below.tag, [*kept, *new.values()], below.start_mark, below.end_mark)


def _parts(above: yaml.Node) -> tuple[list[yaml.Node], list[yaml.Node]] | None:
    """What is added to a list and taken out of it; None for what is neither a list nor those two keys."""
    if isinstance(above, yaml.SequenceNode):
        return above.value, []
    if not isinstance(above, yaml.MappingNode):
        return None
    lists = {_plain(key): value for key, value in above.value}
    if not lists or set(lists) - LIST_KEYS or not all(isinstance(one, yaml.SequenceNode) for one in lists.values()):
        return None
    add, remove = (lists[key].value if key in lists else [] for key in ("add", "remove"))
    return add, remove


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _leaves(child)
    else:
        yield node


def _plain(node: yaml.Node) -> str:
    """What tells one value from another: its text, or the texts in it."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.MappingNode):
        return repr(sorted((_plain(key), _plain(value)) for key, value in node.value))
    return repr([_plain(child) for child in node.value])


def _shown(node: yaml.Node) -> str:
    return f"`{_plain(node)[:100]}`"

"""Zips: the members of a zip as items, zips inside zips up to a depth, a zip that stays shut as one item.

A member's source is `pack.zip!/a.eml`; its name in the zip is a label for people and never a path. What packing
programs add (`__MACOSX/`) is left in the container, which is kept whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from config.errors import ItemError
from config.limits import Limits
from ingest import unzip
from ingest.item import Container, RawItem
from ingest.sniff import Form, sniff


def expand(item: RawItem, limits: Limits, depth: int = 1) -> Iterator[RawItem | Container]:
    """The item itself, or when it is a zip that can be opened: the container, then its members, expanded likewise.

    `depth` is how many zips are open once this one is, 1-based; deeper than the limit stays one item, and the parser
    says why.
    """
    if sniff(item.data) is not Form.ZIP or depth > limits.zip_depth:
        yield item
        return
    try:
        unzip.members(item.data, limits)
    except ItemError:
        yield item
        return
    yield Container(item)
    for member in unzip.read_members(item.data, limits):
        inside = RawItem(
            source=f"{item.source}!/{member.name}",
            received=item.received,
            data=member.data,
            container=item.digest,
            token=item.token,
        )
        yield from expand(inside, limits, depth + 1)

"""What holds items: the members of a zip and the messages of an mbox as items, inside each other up to a depth.

A member's source is `pack.zip!/a.eml`, a message's `inbox.mbox#3`; a name in a zip is a label for people and never a
path. What packing programs add (`__MACOSX/`) is left in the container, which is kept whole. What stays shut is one
item.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from config.errors import ItemError
from config.limits import Limits
from ingest import unzip
from ingest.item import Container, RawItem
from ingest.sniff import Form, sniff
from ingest.sources.mbox_split import messages


def expand(item: RawItem, limits: Limits, depth: int = 1) -> Iterator[RawItem | Container]:
    """The item itself, or when it holds items: the container, then what it holds, expanded likewise.

    `depth` is how many zips are open once this one is, 1-based; deeper than the limit stays one item, and the parser
    says why.
    """
    form = sniff(item.data)
    if form is Form.MBOX:
        yield Container(item)
        for number, data in enumerate(messages(io.BytesIO(item.data))):
            yield _inside(item, f"{item.source}#{number}", data)
    elif form is Form.ZIP and depth <= limits.zip_depth and _opens(item.data, limits):
        yield Container(item)
        for member in unzip.read_members(item.data, limits):
            yield from expand(_inside(item, f"{item.source}!/{member.name}", member.data), limits, depth + 1)
    else:
        yield item


def _opens(data: bytes, limits: Limits) -> bool:
    try:
        unzip.members(data, limits)
    except ItemError:
        return False
    return True


def _inside(container: RawItem, source: str, data: bytes) -> RawItem:
    return replace(container, source=source, data=data, container=container.digest)

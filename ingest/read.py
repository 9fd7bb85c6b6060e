"""What the face calls: an item becomes a message that is parsed, unwrapped and judged. Pure, and can be pickled."""

from __future__ import annotations

from config.forwards import ForwardWords, load_forwards
from config.limits import Limits
from config.senders import Senders
from ingest.authenticity import judged
from ingest.item import RawItem
from ingest.message import Message
from ingest.parse import parse
from ingest.proof import Proof
from ingest.unwrap import unwrap


def open_item(
    item: RawItem,
    limits: Limits,
    senders: Senders,
    trusted_authserv_ids: tuple[str, ...],
    words: ForwardWords | None = None,
    proofs: tuple[Proof, ...] = (),
) -> Message:
    """The notice in an item, with the verdict on whether it is genuine.

    `words` are those that forwards are recognised by, None means the shipped ones; `proofs` is what signatures prove.

    Raises:
        ItemError: `parse.*`, `zip.*`, `limit.*`, `forward.*`: the item cannot be read.
    """
    unwrapped = unwrap(parse(item, limits), limits, senders, words or load_forwards())
    return judged(unwrapped, senders, trusted_authserv_ids, proofs)

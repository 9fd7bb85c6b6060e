"""Which words of a file stay readable when it is redacted: counted by the same readers before and after.

The base is what a reader shows of the original, less the values. A word survives as often as one reader of the output
finds it: readers are compared by the largest count and never added up, or a word that stood three times and is left
once would count as whole. On a page the readers are those of its layer of text and an engine on the page as drawn.
Where only an engine can read the original, the base is what it reads there, in the turn in which it reads most, and
that the plants wrote (its misreadings are no words).
"""

from __future__ import annotations

import email
import email.policy
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

import docx
from docx.oxml.ns import qn

from bench.engine_words import drawn_words, turned_words
from bench.leak_channels import PDF, Channel
from tests.assemble.redact import leaks
from tests.assemble.redact.leaks import bare, texts_of
from tests.assemble.redact.plants import FILLER, Plant, allowed

_AROUND = "as agreed with the supplier see the invoice word please"
"""What plants write around sentences."""


def words(text: str) -> list[str]:
    """The words of a text in small letters: whether an engine sees `s` or `S` is no matter of survival."""
    return leaks.words(text.casefold())


def words_before(channel: Channel, planted: Sequence[Plant], original: bytes) -> Counter[str]:
    """The words of a file that are no part of a value."""
    if "earlier revision" in channel.name:
        return Counter()  # its page is empty now
    if channel.hidden:
        before = [] if channel.media_type.startswith("image/") else words(" ".join(FILLER))
    elif channel.drawn:
        known = {*words(allowed(planted)), *words(_AROUND)}
        readings = ([w for w in words(text) if w in known] for text in turned_words(channel.media_type, original))
        before = max(readings, key=len)
    else:
        before = words(next(shown(channel.media_type, original, texts_of(channel.media_type, original))))
    values = [bare(p.value) for p in planted]
    return Counter(w for w in before if not any(bare(w) in value for value in values))


def words_lost(channel: Channel, before: Counter[str], output: bytes, texts: Sequence[str], drawn: str) -> Counter[str]:
    """Which of the words the redacted file shows less often than before, whoever reads it.

    `texts` are those of its readers, `drawn` is what an engine reads. What they miss is looked for once more with the
    page drawn half as large again, for a person does not stumble over a letter that an engine misreads.
    """
    readings = [*shown(channel.media_type, output, texts), drawn]
    if drawn and before - _most(readings):
        readings.append(drawn_words(channel.media_type, output, 1.5))
    return before - _most(readings)


def unjudged(channel: Channel, lost: Counter[str], original: bytes) -> Counter[str]:
    """Of the words lost, those that the engine misreads on the original too: its reading of the output tells nothing.

    Only on pages whose base is their characters, and whose output shows them as a picture.
    """
    if channel.drawn or not lost or channel.media_type != PDF:
        return Counter()
    return lost - _most([drawn_words(PDF, original), drawn_words(PDF, original, 1.5)])


def _most(readings: Iterable[str]) -> Counter[str]:
    return reduce(or_, (Counter(words(text)) for text in readings))


def shown(media_type: str, data: bytes, texts: Sequence[str]) -> Iterator[str]:
    """What a person reads of a file, by one reader after the other: no markup, no names of parts, no headers."""
    if media_type == "message/rfc822":
        parts = email.message_from_bytes(data, policy=email.policy.default).walk()
        yield "\n".join(part.get_content() for part in parts if part.get_content_type() == "text/plain")
    elif "wordprocessing" in media_type:
        paragraphs = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:p"))
        yield "\n".join("".join(run.text or "" for run in one.iter(qn("w:t"))) for one in paragraphs)
    elif "spreadsheetml" in media_type:
        yield texts[-1]
    elif media_type == "text/html":
        yield texts[2]
    else:
        yield from texts

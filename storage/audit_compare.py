"""What was done to the records of an audit log: changed, removed, moved, put in or cut off, and to which. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from config.errors import Damaged
from storage.audit_record import line_hash, line_to_record

Numbered = tuple[int, bytes]
"""A line and the number of its record."""


class AuditFaultCode(StrEnum):
    """What kind of fault it is."""

    CHANGED = "changed"
    REMOVED = "removed"
    REORDERED = "reordered"
    ADDED = "added"
    TRUNCATED = "truncated"
    CHECKPOINT = "checkpoint"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class AuditFault:
    """One thing that is not as it was recorded."""

    code: AuditFaultCode
    place: str
    """`this machine`, or the key in the store."""
    first: int
    """Number of the first record it concerns; 0 when it concerns the log."""
    last: int
    detail: str


def compared(
    place: str, lines: Sequence[Numbered], truth: Sequence[bytes], first: int, last_kept: int
) -> Iterator[AuditFault]:
    """What was done to `lines`, which should be the proven `truth`, whose first record has the number `first`.

    `last_kept` is the highest number in the whole copy: what is missing after it was cut off.
    """
    there = {line: at for at, (_, line) in enumerate(lines)}
    numbers = {number for number, _ in lines}
    latest = -1
    for number, line in enumerate(truth, first):
        if line in there:
            if there[line] < latest:
                yield AuditFault(AuditFaultCode.REORDERED, place, number, number, "does not stand where it was")
            latest = max(latest, there[line])
        elif number in numbers:
            yield AuditFault(AuditFaultCode.CHANGED, place, number, number, "is not the record that was sealed")
        elif number > last_kept:
            last = first + len(truth) - 1
            yield AuditFault(AuditFaultCode.TRUNCATED, place, number, last, "the end was cut off")
            break
        else:
            yield AuditFault(AuditFaultCode.REMOVED, place, number, number, "is not there")
    known, places = set(truth), range(first, first + len(truth))
    for at, (number, line) in enumerate(lines):
        strange = line not in known and (number not in places or truth[number - first] in there)
        if strange or there[line] != at:
            yield AuditFault(AuditFaultCode.ADDED, place, number, number, f"was not sealed here: {line[:80]!r}")


def moved(place: str, lines: Sequence[Numbered], ends: Sequence[int]) -> Iterator[AuditFault]:
    """Records that stand after those of a later part; `ends` are the last numbers of the parts."""
    for (before, _), (number, _) in pairwise(lines):
        if any(number <= end < before for end in ends):
            yield AuditFault(AuditFaultCode.REORDERED, place, number, number, "stands after records that came later")


def numbered(lines: Sequence[bytes]) -> list[Numbered]:
    """Each line with its own number; one that cannot be read is given the next after its neighbour's."""
    result: list[Numbered] = []
    for line in lines:
        own = seq_of(line)
        result.append((own if own is not None else (result[-1][0] + 1 if result else 1), line))
    return result


def chained(
    place: str, lines: Sequence[bytes], first: int, before: str | None, head: str | None
) -> Iterator[AuditFault]:
    """Where a chain breaks that begins at number `first` after the hash `before` and should end in the hash `head`."""
    expected, previous = first, before
    numbers = [seq_of(line) for line in lines]
    for at, line in enumerate(lines):
        number = numbers[at]
        if number is None:
            yield AuditFault(AuditFaultCode.CHANGED, place, expected, expected, "cannot be read as a record")
            number = expected
        elif number < expected:
            yield AuditFault(AuditFaultCode.REORDERED, place, number, number, "stands after records that came later")
            previous = None
            continue
        elif number > expected:
            later = set(numbers[at:])
            gone = (one for one in range(expected, number) if one not in later)
            yield from (AuditFault(AuditFaultCode.REMOVED, place, one, one, "is not there") for one in gone)
        elif previous is not None and line_to_record(line).previous != previous:
            wrong = max(number - 1, first)
            detail = f"record {number} was written after another one"
            yield AuditFault(AuditFaultCode.CHANGED, place, wrong, wrong, detail)
        expected, previous = number + 1, line_hash(line)
    if head is not None and lines and previous is not None and previous != head:
        wrong = expected - 1
        yield AuditFault(AuditFaultCode.CHANGED, place, wrong, wrong, "is not the last record that was sealed")


def seq_of(line: bytes) -> int | None:
    """The number of a record; None when the line cannot be read as one."""
    try:
        return line_to_record(line).seq
    except Damaged:
        return None

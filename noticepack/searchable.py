"""What a case is found by: read off the redacted papers as the archive holds them, and off nothing else.

So whatever the search index holds, and whatever a search shows, is in the archive too, and was proven redacted there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assemble.packet import short
from noticepack.record import CASE
from storage.catalog_rows import SearchRow

LONGEST_TEXT = 60_000
"""Characters of a case that are searched; the newest notices come first."""
_MARKS = re.compile(r"^\[(?:subject|body)\]\n", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Read = Callable[[str], bytes | None]
"""A file of the newest archived version of a case by its name; None where it has none."""


def search_row(case_id: str, state: str, read: Read) -> SearchRow:
    """What a case is found by. Raises: as `read` does."""
    case = json.loads(read(CASE) or b"{}")
    facts = [notice["facts"] for notice in case.get("notices", ())]
    texts = [_text(one, read(f"notices/{short(one['item'])}/notice.txt")) for one in reversed(facts)]
    return SearchRow(
        case_id=case_id,
        platform=_word(case.get("platform", "unknown")),
        marketplace=_word(case["marketplace"]) if case.get("marketplace") else None,
        state=state,
        violations=_united(one["violations"] for one in facts),
        asins=_united(one["asins"] for one in facts),
        policies=_united(_policies(one) for one in facts),
        issued=tuple(sorted({found[0] for one in facts if (found := _DAY.match(one["issued"] or ""))})),
        text="\n".join(texts)[:LONGEST_TEXT],
    )


def reader(in_hand: Mapping[str, bytes], elsewhere: Read) -> Read:
    """Reads from what was just written and, what is not among it, from elsewhere."""
    return lambda name: in_hand[name] if name in in_hand else elsewhere(name)


def _text(facts: Mapping[str, Any], notice: bytes | None) -> str:
    """A notice's own text, else its subject: some packets are made without the notice at hand."""
    text = _MARKS.sub("", notice.decode("utf-8", "replace")) if notice else str(facts.get("subject") or "")
    return text.strip()


def _policies(facts: Mapping[str, Any]) -> Iterator[str]:
    for link in facts["policy_links"]:
        yield from (value for value in (link["policy"], link["help_id"]) if value)


def _united(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The values of all lists, each once."""
    return tuple(dict.fromkeys(_word(value) for values in lists for value in values))


def _word(value: str) -> str:
    """A value without blanks: some were redacted, and rows keep several in one field."""
    return "_".join(value.split())

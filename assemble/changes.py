"""What differs between two packets of a case: the next one starts from the last, and the difference is shown. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from ingest.item import digest_of

EVIDENCE = "evidence/"
INDEX = "evidence/index.json"
TEXT = "submission.txt"
CONTEXT = 1
"""Lines shown around a changed one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The difference from an earlier packet to a later one."""

    added: tuple[str, ...] = ()
    """Evidence files, by their names in the later packet."""
    removed: tuple[str, ...] = ()
    """Evidence files, by their names in the earlier packet."""
    text: tuple[str, ...] = ()
    """The text for the form as a unified diff, without its head: `+` and `-` before what came and went."""

    @property
    def nothing(self) -> bool:
        """Whether the seller would submit the very same again."""
        return not (self.added or self.removed or self.text)


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Changes:
    """The difference between two packets, given as their files by name.

    Evidence is compared by its bytes, so that a new number is no change; what noticepack writes about the packet itself
    (manifest, readiness, case) is not compared.
    """
    old, new = _evidence(before), _evidence(after)
    diff = list(unified_diff(_lines(before), _lines(after), lineterm="", n=CONTEXT))
    return Changes(
        added=tuple(name for digest, name in new.items() if digest not in old),
        removed=tuple(name for digest, name in old.items() if digest not in new),
        text=tuple(diff[2:]),
    )


def _evidence(files: Mapping[str, bytes]) -> dict[str, str]:
    """Digest -> name of the evidence files, in the order of their names."""
    names = sorted(name for name in files if name.startswith(EVIDENCE) and name != INDEX)
    return {digest_of(files[name]): name for name in names}


def _lines(files: Mapping[str, bytes]) -> list[str]:
    return files.get(TEXT, b"").decode("utf-8", "replace").splitlines()

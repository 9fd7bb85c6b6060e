"""The whole error tree: what can go wrong, the exit code it leads to and what a person can do about it.

    NoticepackError            1  base; raised only through its children
    ├── UsageError             2  the person asked for something that cannot be done as asked
    │   ├── SettingsError      2  a setting has a wrong value: where, what was found, what is allowed
    │   ├── RulesError         2  a rule file is wrong: file, line, what
    │   ├── AnswersError       2  an answers file is wrong: file, line, what
    │   └── NotPermitted       2  the role may not do this
    ├── ItemError              3  one item cannot be processed; the run quarantines it under `code`
    ├── SourceError            1  a source cannot be read at all
    │   └── SourceAway         1  a source does not answer for now
    ├── ReminderError          1  a reminder could not be passed on
    ├── AccountingError        1  items that came in and items accounted for differ
    └── StorageError           1  a store failed
        ├── NotStored          1  there is no object under that key
        ├── AlreadyStored      1  the key is taken by other bytes
        ├── Conflict           1  another writer changed the object since it was read
        ├── Locked             1  the store keeps the object under a lock
        ├── Damaged            1  the bytes read are not the bytes that were written
        └── Unavailable        1  the store did not answer within the time limit

Every class carries `exit_code` and every error an `advice`: one sentence, in the imperative, on what to do now.
Only the edge (the command line, later the web console) turns an error into words on a screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class NoticepackError(Exception):
    """Something noticepack can name went wrong."""

    exit_code: ClassVar[int] = 1
    default_advice: ClassVar[str] = "Run the command again; if it fails the same way, report it with this message."

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice or self.default_advice


class UsageError(NoticepackError):
    """The person asked for something that cannot be done as asked."""

    exit_code = 2
    default_advice = "See `noticepack --help`."


class SettingsError(UsageError):
    """A setting has a value that is not allowed; names where it stands, what was found and what is allowed."""

    default_advice = "Correct the value; `noticepack config show` prints what is in force and where it comes from."

    def __init__(
        self,
        key: str,
        found: object,
        allowed: str,
        *,
        origin: str,
        line: int | None = None,
        others: tuple[str, ...] = (),
    ) -> None:
        place = f"{origin}:{line}" if line else origin
        more = f" (and {len(others)} more wrong)" if others else ""
        super().__init__(f"{place}: {key}: found {found!r}, allowed: {allowed}{more}")
        self.key, self.found, self.allowed, self.origin, self.line = key, found, allowed, origin, line
        self.others = others


class RulesError(UsageError):
    """A rule file (YAML) is wrong; names the file and the line (1-based)."""

    default_advice = "Correct the rule file at the line named; `noticepack rules check` names every fault."

    def __init__(self, file: Path | str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = str(file), line, what
        self.others: tuple[RulesError, ...] = ()
        """What else is wrong in the same file."""


class AnswersError(UsageError):
    """A file with the seller's answers is wrong; names the file and the line (1-based)."""

    default_advice = (
        "Correct the answers file at the line named; `noticepack appeal CASE --file NEW` writes a blank one."
    )

    def __init__(self, file: Path | str, line: int, what: str) -> None:
        super().__init__(f"{file}:{line}: {what}")
        self.file, self.line, self.what = str(file), line, what


class NotPermitted(UsageError):
    """The role may not do this; the refusal is in the audit log."""

    default_advice = "See docs/auditor.md for what each role may do."


class ItemError(NoticepackError):
    """One item cannot be processed; it is kept and quarantined under `code` (see config/codes.yaml)."""

    exit_code = 3
    default_advice = "Look at the original with `noticepack items`, correct the cause and retry."

    def __init__(self, code: str, reason: str, *, advice: str | None = None) -> None:
        super().__init__(f"{code}: {reason}", advice=advice)
        self.code, self.reason = code, reason

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return (_item_error, (self.code, self.reason, self.advice))


def _item_error(code: str, reason: str, advice: str) -> ItemError:
    return ItemError(code, reason, advice=advice)


class SourceError(NoticepackError):
    """A source (folder, mailbox, bucket) cannot be read at all."""

    default_advice = "Check that the source exists and may be read."


class SourceAway(SourceError):
    """A source does not answer for now; the same may work later."""

    default_advice = "Check the network and the server, then run the command again: it goes on where it stopped."


class ReminderError(NoticepackError):
    """A reminder could not be passed on; it is tried again the next time."""

    default_advice = "Correct the cause and run `noticepack remind` again."


class AccountingError(NoticepackError):
    """The items that came in and the items accounted for differ."""

    default_advice = "Nothing was lost from the vault; run again and report this if it stays."


class StorageError(NoticepackError):
    """A store failed."""

    default_advice = "Run `noticepack doctor` to see what the store supports and answers."


class NotStored(StorageError):
    """There is no object under that key."""

    default_advice = "Check the name; `noticepack archive list` shows what is there."


class AlreadyStored(StorageError):
    """The key is taken by other bytes."""


class Conflict(StorageError):
    """Another writer changed the object since it was read."""

    default_advice = "Run again; the other writer's version is kept."


class Locked(StorageError):
    """The store keeps the object under a lock: its time has not passed, or it is held."""

    default_advice = "Wait until the lock ends, or lift the hold; `noticepack archive list` shows both."


class Damaged(StorageError):
    """The bytes read are not the bytes that were written."""

    default_advice = "Restore the object from a replica or backup; `noticepack archive verify` names it."


class Unavailable(StorageError):
    """The store did not answer within the time limit."""

    default_advice = "Check endpoint, credentials and network; `noticepack doctor` tries each."

"""A Maildir: new/ and cur/ are read, tmp/ is not (a delivery is still writing there); other folders are not entered.

Acknowledging moves a message that was dealt with from new/ to cur/ and marks it seen (`:2,S`), as mail readers do
(the Maildir page of cr.yp.to); a message that turned out unrelated is left exactly as it was, for people to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from config.errors import SourceError
from ingest.item import RawItem
from ingest.sources.port import Clock
from ingest.sources.unchanged import Unchanged, wait_for

READ = ("new", "cur")
DEALT_WITH = frozenset({"archived", "duplicate", "quarantined"})
INFO = ":2,"
SEEN = "S"


class MaildirSource:
    """One Maildir folder."""

    def __init__(self, path: Path, *, now: Clock) -> None:
        self.path, self._now = path, now
        self._unchanged = Unchanged()

    @property
    def name(self) -> str:
        """`maildir:` and the path."""
        return f"maildir:{self.path}"

    def items(self) -> Iterator[RawItem]:
        """The messages of new/, then of cur/, each in the order of their names.

        A message that somebody deletes between listing and reading is no longer there and gives no item; one that a
        mail reader moves to cur/ meanwhile is read there.

        Raises:
            SourceError: it is no Maildir or cannot be read.
        """
        if not is_maildir(self.path):
            raise SourceError(f"{self.path}: not a Maildir (it needs cur, new and tmp)")
        self._unchanged.begin()
        listed = [(folder, name) for folder in READ for name in self._names(folder)]
        for folder, name in listed:
            if not self._unchanged.is_new(base(name), ""):
                continue
            found = self._read(self.path / folder / name)
            if found is not None:
                path, data = found
                yield RawItem(source=str(path), received=self._now(), data=data, token=base(name))

    def _names(self, folder: str) -> list[str]:
        try:
            entries = (self.path / folder).iterdir()
            return sorted(entry.name for entry in entries if not entry.name.startswith(".") and entry.is_file())
        except OSError as error:
            raise SourceError(f"{self.path / folder}: {error.strerror}") from error

    def _read(self, path: Path) -> tuple[Path, bytes] | None:
        """The file and its bytes; None when it was deleted meanwhile."""
        try:
            return path, path.read_bytes()
        except FileNotFoundError:
            moved = self._find(base(path.name))
            return self._read(moved) if moved is not None and moved != path else None
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror}") from error

    def _find(self, unique: str) -> Path | None:
        """The file with that unique name, whichever flags it has got meanwhile."""
        for folder in READ:
            for name in self._names(folder):
                if base(name) == unique:
                    return self.path / folder / name
        return None

    def durable(self, item: RawItem) -> None:
        """Nothing: the message stays where it is until it has an outcome."""

    def acknowledge(self, item: RawItem, outcome: str) -> None:
        """Move a message that was dealt with to cur/ and mark it seen; one deleted meanwhile needs nothing.

        Raises:
            SourceError: the file cannot be renamed.
        """
        if outcome not in DEALT_WITH:
            return
        path = Path(item.source) if Path(item.source).is_file() else self._find(item.token)
        if path is None:
            return
        try:
            path.rename(self.path / "cur" / seen(path.name))
        except FileNotFoundError:
            return
        except OSError as error:
            raise SourceError(f"{path}: {error.strerror}") from error

    def wait(self, seconds: float) -> bool:
        """Let time pass: a Maildir is looked through again when it is its turn."""
        return wait_for(seconds)

    def settled(self) -> None:
        """Not to be read again: a message in a Maildir never changes, whatever its flags."""
        self._unchanged.settle()

    def close(self) -> None:
        """Nothing: no file is held open."""


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir."""
    return all((path / name).is_dir() for name in ("cur", "new", "tmp"))


def base(name: str) -> str:
    """The unique part of a file name in a Maildir, without its flags."""
    return name.partition(":")[0]


def seen(name: str) -> str:
    """The file name with the flag S, flags sorted as the Maildir rules want."""
    unique, _, info = name.partition(":")
    flags = info.removeprefix("2,") if info.startswith("2,") else ""
    return unique + INFO + "".join(sorted({*flags, SEEN}))

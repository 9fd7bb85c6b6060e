"""An operator's own rules: a folder shaped like config/, each file of which is laid over the shipped one of its name.

rules/
  cues/violations.yaml      what notices say
  platforms/amazon.yaml     what is known about a platform
  senders.yaml              who genuinely writes
"""

from __future__ import annotations

from pathlib import Path

from config.errors import RulesError

HERE = Path(__file__).parent
SINGLE = ("senders.yaml", "rewriters.yaml", "appeals.yaml", "checks.yaml", "shipments.yaml")
"""Files that stand beside the folders of wordings and of platforms."""
SUFFIXES = (".yaml", ".yml")


def rule_names(shipped: Path = HERE) -> tuple[str, ...]:
    """The names of all rule files, as they stand below the folder: `cues/status.yaml`."""
    found = (file for folder in ("cues", "platforms") for file in sorted((shipped / folder).glob("*.yaml")))
    return (*(f"{file.parent.name}/{file.name}" for file in found), *SINGLE)


def own_file(name: str, own: Path | None) -> Path | None:
    """Where an operator's own rules of a name would stand; None without a folder of own rules."""
    return own / name if own else None


def own_files(own: Path) -> tuple[str, ...]:
    """The names of the rule files in a folder of own rules.

    Raises:
        RulesError: it is no folder, or a file has a name that no rule file has: it would never be read.
    """
    if not own.is_dir():
        raise RulesError(own, 1, "there is no such folder of rules")
    names = rule_names()
    found = sorted(path for path in own.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    for path in found:
        if path.relative_to(own).as_posix() not in names:
            raise RulesError(path, 1, f"no rule file has this name; they are: {', '.join(names)}")
    return tuple(path.relative_to(own).as_posix() for path in found)

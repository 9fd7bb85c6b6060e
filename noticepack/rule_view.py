"""Rule files and what is wrong with them, as people and programs see them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from config.errors import UsageError
from config.own_rules import HERE, own_files, rule_names
from config.rule_check import Checked, check_rules
from config.settings import Settings
from noticepack.screen import counted, harmless, print_json, print_table, say


def print_rule_files(own: Path | None, *, as_json: bool) -> None:
    """Every rule file, what it is about, and whether there is an own one. Raises: RulesError."""
    there = own_files(own) if own else ()
    rows = [(name, _about(HERE / name), "yes" if name in there else "") for name in rule_names()]
    if as_json:
        for name, about, _ in rows:
            print_json({"name": name, "about": about, "own": str(own / name) if own and name in there else None})
        return
    print_table("", ("rule file", "what it is about", "own"), rows, whole=("rule file",))
    where = f"Own rules are in {own}." if own else "There are no own rules: the setting rules_dir names their folder."
    say(f"{where} `noticepack rules show NAME` prints a shipped file.")


def _about(file: Path) -> str:
    """The first sentence of a file's comment."""
    lines = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return re.split(r"(?<=\w)[.;:] |\.$|\(notation", " ".join(lines))[0].strip()


def print_rule_file(name: str) -> None:
    """A shipped rule file as it is. Raises: UsageError (there is none of the name)."""
    found = [known for known in rule_names() if name in (known, Path(known).name, Path(known).stem)]
    if not found:
        raise UsageError(f"{name}: there is no such rule file", advice="`noticepack rules show` lists them.")
    say((HERE / found[0]).read_text(encoding="utf-8").rstrip("\n"))


def checked_of(settings: Settings, path: Path | None) -> tuple[Checked, ...]:
    """The own rule files, checked. Raises: UsageError (no place is named), RulesError (nothing is there)."""
    place = path or settings.rules_dir
    if place is None:
        raise UsageError("no rules of your own are in force", advice="Name a folder or file, or set rules_dir.")
    return check_rules(place)


def print_checked(files: Sequence[Checked], *, as_json: bool) -> bool:
    """What is in each file, and every fault; True when there is one."""
    for one in files:
        if as_json:
            print_json(_json(one))
            continue
        for fault in one.faults:
            say(harmless(f"{fault.file}:{fault.line}: {fault.what}"))
        for remark in one.remarks:
            say(harmless(f"{remark.file}:{remark.line}: has no effect: {remark.what}"))
        if not one.faults:
            say(harmless(f"{one.file}: right; {_sums(one)}"))
    return any(one.faults for one in files)


def _sums(one: Checked) -> str:
    sums = ((one.added, "added"), (one.removed, "taken out"), (one.replaced, "replaced"))
    words = [f"{counted(number, 'value')} {what}" for number, what in sums if number]
    return ", ".join(words) or "changes nothing"


def _json(one: Checked) -> dict[str, object]:
    return {
        "file": str(one.file),
        "right": not one.faults,
        "faults": [{"file": f.file, "line": f.line, "what": f.what} for f in one.faults],
        "remarks": [{"file": r.file, "line": r.line, "what": r.what} for r in one.remarks],
        "added": one.added,
        "removed": one.removed,
        "replaced": one.replaced,
    }

"""Whether an operator's own rule files are right, and what they change: every fault with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from config.appeals import AppealFile
from config.check_rules import CheckRules
from config.cue_rules import (
    FigureRules,
    FileRules,
    HintFile,
    LabelRules,
    LanguageRules,
    PathFile,
    ReplyRules,
    RequestRules,
    RoleRules,
    SectionRules,
    StatusRules,
    TimeRules,
    ViolationFile,
)
from config.errors import RulesError
from config.own_rules import HERE, SUFFIXES, rule_names
from config.rewriters import RewriterFile
from config.rules import PlatformRules
from config.senders import Senders
from config.shipments import ShipmentRules
from config.yaml_lines import load_over, spot

MODELS: Mapping[str, type[BaseModel]] = {
    "appeals.yaml": AppealFile,
    "checks.yaml": CheckRules,
    "cues/figures.yaml": FigureRules,
    "cues/files.yaml": FileRules,
    "cues/hints.yaml": HintFile,
    "cues/labels.yaml": LabelRules,
    "cues/languages.yaml": LanguageRules,
    "cues/paths.yaml": PathFile,
    "cues/replies.yaml": ReplyRules,
    "cues/requests.yaml": RequestRules,
    "cues/roles.yaml": RoleRules,
    "cues/sections.yaml": SectionRules,
    "cues/status.yaml": StatusRules,
    "cues/time.yaml": TimeRules,
    "cues/violations.yaml": ViolationFile,
    "platforms/amazon.yaml": PlatformRules,
    "platforms/joom.yaml": PlatformRules,
    "rewriters.yaml": RewriterFile,
    "senders.yaml": Senders,
    "shipments.yaml": ShipmentRules,
}
"""What stands in each rule file."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of a place in a rule file."""

    file: str
    line: int
    """1-based."""
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One own rule file."""

    file: Path
    faults: tuple[Remark, ...] = ()
    """What keeps it from being used."""
    remarks: tuple[Remark, ...] = ()
    """What has no effect."""
    added: int = 0
    """Values that the shipped rules do not have."""
    removed: int = 0
    replaced: int = 0


def check_rules(path: Path) -> tuple[Checked, ...]:
    """Every rule file of a folder, or the one file named, checked. Raises: RulesError (there is nothing to check)."""
    if path.is_file():
        return (check_file(path, _name_alone(path)),)
    if not path.is_dir():
        raise RulesError(path, 1, "there is no such file or folder of rules")
    files = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    if not files:
        raise RulesError(path, 1, f"there are no rule files in it; they would be: {', '.join(rule_names())}")
    return tuple(check_file(file, file.relative_to(path).as_posix()) for file in files)


def _name_alone(file: Path) -> str:
    """The name of the rule file that this one is laid over, wherever it stands: no two end in the same word."""
    return next((name for name in MODELS if Path(name).name == file.name), file.name)


def check_file(file: Path, name: str) -> Checked:
    """One own rule file, laid over the shipped one of the name."""
    if name not in MODELS:
        known = ", ".join(rule_names())
        return Checked(file, (Remark(str(file), 1, f"no rule file has this name; they are: {known}"),))
    try:
        _, over = load_over(HERE / name, file, MODELS[name])
    except RulesError as error:
        return Checked(file, tuple(Remark(one.file, one.line, one.what) for one in (error, *error.others)))
    remarks = tuple(Remark(*spot(node), what) for node, what in over.remarks)
    return Checked(file, (), remarks, over.added, over.removed, over.replaced)

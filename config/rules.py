"""The platform rules: what is known about Amazon and Joom, as checked values made from config/platforms/*.yaml."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.words import Platform
from config.yaml_lines import load_model

HERE = Path(__file__).parent


class RuleModel(BaseModel):
    """A piece of a rule file: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlatformRules(RuleModel):
    """What is known about one platform."""

    platform: Platform


class Rules(RuleModel):
    """All rules in force."""

    platforms: tuple[PlatformRules, ...]


def load_rules(folder: Path = HERE / "platforms") -> Rules:
    """The rules of every `*.yaml` in a folder, in the order of their names.

    Raises:
        RulesError: a file is wrong; names file and line.
    """
    return Rules(platforms=tuple(load_model(path, PlatformRules) for path in sorted(folder.glob("*.yaml"))))

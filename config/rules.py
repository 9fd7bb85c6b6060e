"""The rules in force: what is known about Amazon and Joom, and the wordings of notices, made from config/**/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from config.cue_rules import (
    CueRules,
    FileRules,
    LabelRules,
    LanguageRules,
    PathFile,
    ReplyRules,
    RequestRules,
    RoleRules,
    RuleModel,
    SectionRules,
    StatusRules,
    TimeRules,
    ViolationFile,
)
from config.cues import Cue
from config.periods import IsoPeriod
from config.rewriters import Rewriter, load_rewriters
from config.words import Kind, Platform, Violation
from config.yaml_lines import load_model

HERE = Path(__file__).parent


class Target(RuleModel):
    """Our own working target for an answer where the notice states no deadline."""

    period: IsoPeriod
    """ISO 8601, from the notice's own date."""
    rule: str
    """Its name, shown in place of the notice's words."""
    kinds: tuple[Kind, ...]


class Funds(RuleModel):
    """When held money is paid out after the account is reinstated."""

    period: IsoPeriod
    """ISO 8601, from the date of the notice that reinstates."""
    rule: str
    """Its name, shown as ours and not as the marketplace's."""


class PlatformRules(RuleModel):
    """What is known about one platform."""

    platform: Platform
    names: tuple[str, ...]
    """How it is called, lower case."""
    domains: tuple[str, ...]
    """Registrable domains of its own pages and mail."""
    marketplaces: Mapping[str, str]
    """Domain -> ISO 3166-1 alpha-2."""
    shared_hosts: tuple[str, ...]
    """Hosts that say nothing about the marketplace."""
    signatures: tuple[Cue, ...]
    """Words of its teams and pages."""
    help_pages: bool
    """Whether its addresses hold help page ids."""
    policies: Mapping[str, str]
    """Canonical help page id -> slug of the policy."""
    policy_words: Mapping[str, str] = {}
    """Part of an address -> slug of the policy, where there are no ids."""
    instead: Mapping[Violation, Violation] = {}
    """A code that belongs to another platform -> the one that means the same here."""
    target: Target
    retention: IsoPeriod
    """How long a case is kept after its newest version, ISO 8601."""
    funds: Funds | None = None


class Rules(RuleModel):
    """All rules in force."""

    platforms: tuple[PlatformRules, ...]
    cues: CueRules
    rewriters: tuple[Rewriter, ...]
    """Gateways that put their own host before links."""

    def of(self, platform: Platform) -> PlatformRules | None:
        """The rules of a platform; None for the unknown one."""
        return next((rules for rules in self.platforms if rules.platform is platform), None)


def load_rules(folder: Path = HERE / "platforms", cues: Path = HERE / "cues") -> Rules:
    """The rules of every `*.yaml` in a folder, in the order of their names, with the wordings of another.

    Raises:
        RulesError: a file is wrong; names file and line.
    """
    return Rules(platforms=load_platforms(folder), cues=load_cues(cues), rewriters=load_rewriters())


def load_platforms(folder: Path = HERE / "platforms") -> tuple[PlatformRules, ...]:
    """What is known about each platform, without the wordings. Raises: RulesError (names file and line)."""
    return tuple(load_model(path, PlatformRules) for path in sorted(folder.glob("*.yaml")))


@cache
def load_cues(folder: Path = HERE / "cues") -> CueRules:
    """The wordings of the files of a folder.

    Raises:
        RulesError: a file is wrong; names file and line.
    """
    return CueRules(
        violations=load_model(folder / "violations.yaml", ViolationFile).rules(),
        status=load_model(folder / "status.yaml", StatusRules),
        replies=load_model(folder / "replies.yaml", ReplyRules),
        sections=load_model(folder / "sections.yaml", SectionRules),
        roles=load_model(folder / "roles.yaml", RoleRules),
        time=load_model(folder / "time.yaml", TimeRules),
        languages=load_model(folder / "languages.yaml", LanguageRules),
        labels=load_model(folder / "labels.yaml", LabelRules),
        paths=load_model(folder / "paths.yaml", PathFile).rules(),
        files=load_model(folder / "files.yaml", FileRules),
        requests=load_model(folder / "requests.yaml", RequestRules),
    )

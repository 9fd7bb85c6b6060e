"""The rules in force: what is known about Amazon and Joom, and the wordings of notices, made from config/**/*.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from config.cue_rules import (
    CueRules,
    FigureRules,
    FileRules,
    HintFile,
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
from config.own_rules import HERE, own_file, own_files
from config.periods import IsoPeriod
from config.rewriters import Rewriter, load_rewriters
from config.words import Kind, Platform, Violation
from config.yaml_lines import Model, load_model


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
    policy_violations: Mapping[str, tuple[Violation, ...]] = {}
    """Slug of a policy -> the violations that it is linked for."""
    desks: Mapping[str, Violation] = {}
    """First part of an address of the platform -> what its desk deals with."""
    desk_names: Mapping[Violation, tuple[Cue, ...]] = {}
    """What the desks that deal with a violation are called where they sign or send."""
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


def load_rules(own: Path | None = None, shipped: Path = HERE) -> Rules:
    """The shipped rules, with those of a folder of an operator's own laid over them.

    Raises:
        RulesError: a file is wrong, or its name is not one of a rule file; names file and line.
    """
    return Rules(platforms=load_platforms(own, shipped), cues=load_cues(own, shipped), rewriters=load_rewriters(own))


def load_platforms(own: Path | None = None, shipped: Path = HERE) -> tuple[PlatformRules, ...]:
    """What is known about each platform, without the wordings. Raises: RulesError (names file and line)."""
    _named(own)
    files = sorted((shipped / "platforms").glob("*.yaml"))
    return tuple(load_model(path, PlatformRules, own_file(f"platforms/{path.name}", own)) for path in files)


def load_cues(own: Path | None = None, shipped: Path = HERE) -> CueRules:
    """The wordings; the shipped ones are read once.

    Raises:
        RulesError: a file is wrong; names file and line.
    """
    _named(own)
    return _shipped_cues(shipped) if own is None else _read_cues(own, shipped)


@cache
def _shipped_cues(shipped: Path) -> CueRules:
    return _read_cues(None, shipped)


def _read_cues(own: Path | None, shipped: Path) -> CueRules:

    def read(name: str, model: type[Model]) -> Model:
        file = f"cues/{name}.yaml"
        return load_model(shipped / file, model, own_file(file, own))

    return CueRules(
        violations=read("violations", ViolationFile).rules(),
        hints=read("hints", HintFile).hints(),
        status=read("status", StatusRules),
        replies=read("replies", ReplyRules),
        sections=read("sections", SectionRules),
        roles=read("roles", RoleRules),
        time=read("time", TimeRules),
        languages=read("languages", LanguageRules),
        labels=read("labels", LabelRules),
        paths=read("paths", PathFile).rules(),
        files=read("files", FileRules),
        requests=read("requests", RequestRules),
        figures=read("figures", FigureRules),
    )


def _named(own: Path | None) -> None:
    """A file that would not be read is a mistake that nobody sees."""
    if own is not None:
        own_files(own)

"""What the components of the pipeline fill in, one after the other; only the pipeline sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from config.words import AppealPath, Kind, Platform, Scope, Violation
from extract.components.labels import Label
from extract.components.links import FoundLink
from extract.components.metrics import FoundMetric
from extract.components.money import FoundMoney
from extract.components.violations import Said
from extract.facts import Complaint, Deadline
from extract.measures import DateMention, Issued, PeriodMention
from extract.reading import Mark, Reading


@dataclass(slots=True)
class Draft:
    """The facts of one notice in the making."""

    reading: Reading
    now: datetime
    marks: list[Mark] = field(default_factory=list)
    platform: Platform = Platform.UNKNOWN
    marketplace: str | None = None
    labels: tuple[Label, ...] = ()
    names: tuple[tuple[int, int], ...] = ()
    """Where names of products and owners stand, folded offsets."""
    issued: Issued | None = None
    asins: tuple[str, ...] = ()
    links: tuple[FoundLink, ...] = ()
    references: tuple[Mark, ...] = ()
    said: tuple[Said, ...] = ()
    kind: Kind = Kind.UNRELATED
    scope: Scope | None = None
    complaints: tuple[Complaint, ...] = ()
    owners: tuple[Mark, ...] = ()
    paths: tuple[AppealPath, ...] = ()
    files: tuple[str, ...] = ()
    requested: tuple[Mark, ...] = ()
    points: tuple[Mark, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    metrics: tuple[FoundMetric, ...] = ()
    money: tuple[FoundMoney, ...] = ()
    deadline: Deadline | None = None

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The codes of what was said, the strongest first."""
        return tuple(said.code for said in self.said)

"""A dossier as it is looked at: with what its papers hold, the rules and the time; what checks and documents see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assemble.answers import AppealAnswers
from assemble.case import Case
from assemble.dossier import Dossier
from assemble.evidence import Evidence
from assemble.forms import Choice, choose_form
from assemble.lack import Lack
from assemble.literal import one_line
from assemble.papers import Paper, read_papers
from config.appeals import AppealRules, FormRule
from config.check_rules import CheckRules
from config.limits import Limits
from config.rules import Rules

MAX_VALUE = 160
"""Characters of a value shown in a message."""


@dataclass(frozen=True, slots=True)
class Review:
    """A dossier as the checks see it: with what its papers hold, the rules and the time."""

    dossier: Dossier
    papers: tuple[Paper, ...]
    """What the evidence files hold, in their order."""
    platforms: Rules
    rules: AppealRules
    now: datetime

    @property
    def case(self) -> Case:
        """The case."""
        return self.dossier.case

    @property
    def answers(self) -> AppealAnswers:
        """What the seller answered."""
        return self.dossier.answers

    @property
    def evidence(self) -> Evidence:
        """The papers as files."""
        return self.dossier.evidence

    @property
    def checks(self) -> CheckRules:
        """What the checks look for."""
        return self.rules.checks

    @property
    def choice(self) -> Choice:
        """The form that the packet is built with, and why."""
        return choose_form(self.case, self.answers.path, self.rules)

    @property
    def form(self) -> FormRule | None:
        """The form; None where nothing is to be submitted."""
        return self.choice.form

    def lack(self, code: str, place: str, **values: str) -> Lack:
        """The lack with the texts that config/codes.yaml has for its code, `values` filled in."""
        texts = self.rules.codes[code]
        shown = {name: one_line(value)[:MAX_VALUE] for name, value in values.items()}
        return Lack(code, texts.severity, texts.text.format_map(shown), one_line(place), texts.remedy.format_map(shown))


def open_review(
    dossier: Dossier, platforms: Rules, rules: AppealRules, now: datetime, limits: Limits | None = None
) -> Review:
    """The dossier with its papers read, each within the limits; what cannot be read says so in its `fault`."""
    return Review(dossier, read_papers(dossier.evidence, limits or Limits()), platforms, rules, now)

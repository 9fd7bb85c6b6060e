"""The six worked examples: a sample notice, the answers that a seller would write, and the papers that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import yaml

from assemble.answers import AppealAnswers, IssueAnswer, answers_from_yaml
from assemble.case import open_case
from assemble.dossier import Dossier, Earlier, Other
from assemble.evidence import Evidence, EvidenceFile
from assemble.file_types import media_type_of
from assemble.lack import Lack
from assemble.papers import Paper, read_papers
from assemble.readiness import CHECKS, Check, check
from assemble.review import Review
from config.appeals import AppealRules, load_appeals
from config.limits import Limits
from config.rules import Rules, load_rules
from config.senders import load_senders
from extract.facts import Facts
from extract.notice import Notice
from ingest.item import RawItem
from noticepack.read import ReadContext, understand
from tests.worked.papers import PAPERS

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
NAMES = tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


@cache
def rules() -> AppealRules:
    """The appeal rules as shipped."""
    return load_appeals()


@cache
def platforms() -> Rules:
    """The platform rules as shipped."""
    return load_rules()


@lru_cache(maxsize=256)
def papers_in(evidence: Evidence) -> tuple[Paper, ...]:
    """What the papers hold; the same papers stand in many broken examples."""
    return read_papers(evidence, Limits())


@dataclass(frozen=True)
class Worked:
    """One example: from the notice to what a packet is made of."""

    name: str
    notice: Notice
    answers_text: str
    answers: AppealAnswers
    evidence: Evidence
    now: datetime
    earlier: tuple[Earlier, ...] = ()
    others: tuple[Other, ...] = ()
    facts: Facts = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", self.notice.facts)

    @property
    def dossier(self) -> Dossier:
        """What the packet is made from."""
        return Dossier(open_case(self.facts), self.answers, self.evidence, self.earlier, self.others)

    def lacks(self, checks: tuple[Check, ...] = CHECKS) -> tuple[Lack, ...]:
        """What the checks find."""
        return check(Review(self.dossier, papers_in(self.evidence), platforms(), rules(), self.now), checks)

    def saying(self, **changes: object) -> Worked:
        """The example with other answers."""
        return replace(self, answers=replace(self.answers, **changes))

    def stating(self, **changes: object) -> Worked:
        """The example with a notice that states something else."""
        return replace(self, notice=replace(self.notice, facts=replace(self.facts, **changes)))

    @property
    def issue(self) -> IssueAnswer:
        """Its one answer to a violation."""
        return self.answers.issues[0]

    def issuing(self, **changes: object) -> Worked:
        """The example with its one answer changed."""
        return self.saying(issues=(replace(self.issue, **changes),))

    def with_file(self, name: str, data: bytes) -> Worked:
        """The example with one more paper, or with other bytes under a name that is there."""
        file = EvidenceFile(name, media_type_of(data, name), data, f"papers/{name}", self.now)
        rest = tuple(one for one in self.evidence.files if one.name != name)
        return replace(self, evidence=Evidence((*rest, file)))


@cache
def worked(name: str) -> Worked:
    """The example of that name, read as a run reads it."""
    told = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    sample = SAMPLES / told["notice"]
    item = RawItem(sample.name, datetime(2026, 11, 1, tzinfo=UTC), sample.read_bytes())
    notice = understand(item, ReadContext(platforms(), load_senders(), Limits(), ()))
    assert notice.facts.issued is not None
    added = notice.facts.issued + timedelta(days=1)
    files = tuple(
        EvidenceFile(name, media_type_of(data, name), data, f"papers/{name}", added)
        for name, data in PAPERS[name].items()
    )
    text = told["answers"]
    answers = answers_from_yaml(text, f"{name}.yaml")
    now = notice.facts.issued + timedelta(hours=told.get("hours", 24))
    return Worked(name, notice, text, answers, Evidence(files), now)

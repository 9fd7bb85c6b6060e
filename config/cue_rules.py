"""The wordings of notices, a topic a file in config/cues/, checked on load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel, ConfigDict, RootModel, model_validator

from config.cues import Cue
from config.words import AppealPath, Bound, MetricName, Role, Violation

LANGUAGES = ("en", "zh", "de", "ja", "fr", "it", "es", "ru")


class RuleModel(BaseModel):
    """A piece of a rule file: frozen, and a key that is not known is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Wordings(RuleModel):
    """Cues of one meaning, a language at a time (ISO 639-1)."""

    en: tuple[Cue, ...] = ()
    zh: tuple[Cue, ...] = ()
    de: tuple[Cue, ...] = ()
    ja: tuple[Cue, ...] = ()
    fr: tuple[Cue, ...] = ()
    it: tuple[Cue, ...] = ()
    es: tuple[Cue, ...] = ()
    ru: tuple[Cue, ...] = ()

    def of(self, languages: Iterable[str]) -> Iterator[Cue]:
        """The cues of some languages, in their order."""
        for language in languages:
            yield from getattr(self, language)


class ViolationRules(RuleModel):
    """How one violation is said."""

    say: Wordings
    label: tuple[Cue, ...] = ()
    """What stands behind a label such as `Infringement type:`."""
    ignore: tuple[Cue, ...] = ()
    """Wordings that hold a cue and mean something else."""
    over: tuple[Violation, ...] = ()
    """Violations that this one explains away."""


class StatusRules(RuleModel):
    """What happened to what."""

    objects: Mapping[str, Wordings]
    """`account`, `listing`, `funds`."""
    attributes: Wordings
    """Where an account is named only to tell whose listings are meant: `products of your store`."""
    taken: Wordings
    fined: Wordings
    """Words of `taken` for money that is gone, not only held."""
    ignore: Wordings
    """Wordings that hold a word of `taken` and mean something else."""
    negated: Wordings
    """How what a word of `taken` (at `{}`) says is denied."""
    denial: Wordings
    """Words that deny what else their clause says."""
    announce: Wordings
    """What is being done as it is said: `we are removing your offer`."""
    later: Wordings
    """Words that put what is announced off to another time."""
    pronouns: Wordings
    """Words at the head of a sentence for the thing that the sentence before was about."""
    now: Wordings
    """Words that make an announcement a fact: `from today`."""
    take: Wordings
    """Words for taking that tell of danger when a condition stands beside them."""
    open: Wordings
    risk: Wordings
    conditional: Wordings
    modal: Wordings
    """Conditional words that only soften what they stand beside: `may`, `will`."""
    because: Wordings
    """What begins the reason for what another clause says: what may be there softens only the reason."""
    future: Wordings
    """Those of `modal` that leave no doubt: `will`."""
    at_risk: Wordings


class ReplyRules(RuleModel):
    """What replies to appeals say, and what is no notice at all."""

    appeal: Wordings
    named: Wordings
    """Words that call what was sent an appeal."""
    restored: Wordings
    accepted: Wordings
    """What was sent convinced; denied, it did not."""
    usable: Wordings
    """What was taken can be used: beside `accepted` it was given back."""
    back: Wordings
    """Words for giving back in any tense, which tell of a refusal where they are denied."""
    rejected: Wordings
    """What was decided stays."""
    stays: Wordings
    """Those verbs of `rejected` that tell of a state."""
    meanwhile: Wordings
    """Words that let a state last only until something is decided: beside `stays` nothing is refused."""
    lacking: Wordings
    """What was sent is not enough: a refusal, unless more is asked for."""
    more: Wordings
    supply: Wordings
    """What a seller who appealed is asked to do: to send or tell something."""
    received: Wordings
    pending: Wordings
    """That an answer is on its way: the appeal was received, where nothing is asked."""
    nothing: Wordings
    besides: Wordings
    """What turns a word of `nothing` into `nothing besides what is asked for`."""
    information: Wordings
    unrelated: Wordings
    bulk_senders: tuple[str, ...]
    """First words of addresses that send news and advertisements."""


class SectionRules(RuleModel):
    """Headings, by the role of what stands below them."""

    why: Wordings
    how: Wordings
    send: Wordings
    dispute: Wordings
    consequence: Wordings
    review: Wordings
    funds: Wordings
    deadline: Wordings
    help: Wordings


class RoleWords(RuleModel):
    """What tells the role of a period."""

    near: Wordings = Wordings()
    sure: Wordings = Wordings()
    """Wordings with the period in them that leave no other role: `we usually need {}`."""
    weak: Wordings = Wordings()
    """Like `near`, but enough only together with others: `the last 90 days` can be said of papers and of rates."""
    context: Wordings = Wordings()
    never: Wordings = Wordings()
    """What rules this role out: no answer is due within `the last 30 days`."""


class RoleRules(RuleModel):
    """What periods and dates are for."""

    stock: RoleWords
    court: RoleWords
    funds: RoleWords
    evidence: RoleWords
    metric: RoleWords
    review: RoleWords
    ban: RoleWords
    response: RoleWords
    date_response: Wordings
    that_day: Wordings
    """What makes the date named before it one that must be met: `upload it before that day`."""
    date_other: Wordings
    otherwise: Wordings
    """What follows these words is a consequence."""

    def roles(self) -> tuple[tuple[Role | None, RoleWords], ...]:
        """Roles in the order in which ties are decided; None for bans and validity, which have no role."""
        return (
            (Role.STOCK, self.stock),
            (Role.COURT, self.court),
            (Role.FUNDS, self.funds),
            (Role.EVIDENCE, self.evidence),
            (Role.METRIC, self.metric),
            (Role.REVIEW, self.review),
            (None, self.ban),
            (Role.RESPONSE, self.response),
        )


class IssuedRules(RuleModel):
    """Labels of the line that dates a notice."""

    labels: tuple[str, ...]
    other_labels: tuple[str, ...]
    """Labels of other dates: of printing, of an event."""


class TimeRules(RuleModel):
    """How lengths of time and dates are written."""

    units: Mapping[str, Mapping[str, tuple[str, ...]]]
    """hours, business_days, days, weeks, months, years; then language."""
    numbers: Mapping[str, Mapping[str, int]]
    words: Mapping[str, Mapping[str, str]]
    """Words that are a whole period: language, word, ISO 8601."""
    ranges: Mapping[str, tuple[str, ...]]
    months: Mapping[str, Mapping[str, int]]
    fillers: Mapping[str, tuple[str, ...]]
    """Words between a preposition and its date that tell nothing of its role: `by close of business on Friday,`."""
    month_first: tuple[str, ...]
    """Marketplaces that write the month before the day."""
    issued: IssuedRules
    also: Wordings


class LanguageRules(RuleModel):
    """Small words by language."""

    words: Mapping[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _known(self) -> LanguageRules:
        unknown = set(self.words) - set(LANGUAGES)
        if unknown:
            raise ValueError(f"languages that are not read: {sorted(unknown)}")
        return self


class LabelRules(RuleModel):
    """Labels of facts, all languages together."""

    asin: tuple[str, ...]
    title: tuple[str, ...]
    type: tuple[str, ...]
    complaint: tuple[str, ...]
    case: tuple[str, ...]
    order: tuple[str, ...]
    trademark: tuple[str, ...]
    patent: tuple[str, ...]
    design: tuple[str, ...]
    court: tuple[str, ...]
    owner: tuple[str, ...]
    email: tuple[str, ...]
    ignored: tuple[str, ...]
    nouns: Mapping[str, tuple[Cue, ...]]
    """Words for a reference in running text, by its kind; its number stands behind them."""


class PathRules(RuleModel):
    """How one path of appeal is offered; `ignore` takes wordings away first."""

    en: tuple[Cue, ...] = ()
    zh: tuple[Cue, ...] = ()
    de: tuple[Cue, ...] = ()
    ja: tuple[Cue, ...] = ()
    fr: tuple[Cue, ...] = ()
    it: tuple[Cue, ...] = ()
    es: tuple[Cue, ...] = ()
    ru: tuple[Cue, ...] = ()
    ignore: Wordings = Wordings()

    def of(self, languages: Iterable[str]) -> Iterator[Cue]:
        """The cues of some languages, in their order."""
        for language in languages:
            yield from getattr(self, language)


class FileRules(RuleModel):
    """Types of files as notices name them."""

    extensions: tuple[str, ...]
    single: tuple[Cue, ...]
    refused: tuple[Cue, ...]


class RequestRules(RuleModel):
    """Lines of what a notice asks for."""

    plan_points: Wordings
    polite: Wordings
    """How a request begins (in Japanese: ends) that is put as a question and is no heading."""
    asks: Wordings
    needs: Wordings
    """What tells that papers or a plan are wanted without asking for them outright."""
    looks: Wordings
    """What introduces an address that is only there to be read."""


class MetricRules(RuleModel):
    """How one figure of a seller's performance is named."""

    bound: Bound
    violations: tuple[Violation, ...] = ()
    """Whose wordings name the figure too."""
    say: Wordings = Wordings()
    points: bool = False
    """Whether it is counted in points and not in percent."""


class FigureRules(RuleModel):
    """Figures and money of notices."""

    metrics: Mapping[MetricName, MetricRules]
    target: Wordings
    """What makes the number at `{}` a target."""
    broken: Wordings
    """That a target was missed."""
    generic: Wordings
    """Words by which a sentence goes on about the figure that was named before it."""
    sums: Wordings
    held: Wordings
    currencies: Mapping[str, tuple[str, ...]]
    """ISO 4217 -> how it is written, in lower case."""
    shared: Mapping[str, Mapping[str, str | None]]
    """Signs of several currencies: by marketplace, `other` where none is known."""


class CueRules(RuleModel):
    """All wordings in force."""

    violations: Mapping[Violation, ViolationRules]
    hints: Mapping[Violation, Wordings]
    """Words that point to a violation and prove it only together."""
    status: StatusRules
    replies: ReplyRules
    sections: SectionRules
    roles: RoleRules
    time: TimeRules
    languages: LanguageRules
    labels: LabelRules
    paths: Mapping[AppealPath, PathRules]
    files: FileRules
    requests: RequestRules
    figures: FigureRules


class ViolationFile(RootModel[Mapping[Violation, ViolationRules]]):
    """violations.yaml as a whole."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _all(self) -> ViolationFile:
        if missing := set(Violation) - set(self.root):
            raise ValueError(f"codes without wording: {sorted(missing)}")
        return self

    def rules(self) -> Mapping[Violation, ViolationRules]:
        """The rules by code."""
        return self.root


class HintFile(RootModel[Mapping[Violation, Wordings]]):
    """hints.yaml as a whole."""

    model_config = ConfigDict(frozen=True)

    def hints(self) -> Mapping[Violation, Wordings]:
        """The words by code."""
        return self.root


class PathFile(RuleModel):
    """paths.yaml as a whole; `none` is told by replies.yaml."""

    plan_of_action: PathRules
    documents: PathRules
    dispute: PathRules
    retraction: PathRules
    appeal_form: PathRules
    court: PathRules

    def rules(self) -> Mapping[AppealPath, PathRules]:
        """The rules by path."""
        return {path: getattr(self, path.value) for path in AppealPath if path is not AppealPath.NONE}

"""The ways that a notice offers, what each means, and the harm of the wrong one."""

from __future__ import annotations

from collections.abc import Iterator

from assemble.case import Case
from assemble.forms import Choice, offered_paths
from assemble.sheet import WayRow
from config.appeals import AppealRules
from config.words import AppealPath

WHY = {
    "offered": "the first that the notice offers; set `path` in the answers to take another",
    "chosen": "as the answers say",
    "not_stated": "the notice names no way that could be recognised; read it, and set `path` in the answers",
}
"""Why a form is taken, for people."""


def ways(case: Case, choice: Choice, rules: AppealRules) -> Iterator[WayRow]:
    """Every way that the notice offers; those that the form takes are marked."""
    for path in offered_paths(case):
        rule = rules.file.ways[path]
        taken = choice.form is not None and path in choice.form.paths
        yield WayRow(rule.name, f"{rule.means} Right when {rule.right}.", rule.beware, taken)


def not_offered(case: Case, rules: AppealRules) -> Iterator[str]:
    """What not to do: ways that would do harm because the notice does not offer them."""
    offered = set(offered_paths(case))
    for path in (AppealPath.PLAN_OF_ACTION, AppealPath.DISPUTE) if offered else ():
        if path not in offered:
            rule = rules.file.ways[path]
            yield f"Not offered: {rule.name.lower()}. {rule.beware}"
    if AppealPath.COURT in offered:
        yield rules.file.ways[AppealPath.COURT].beware


def why_taken(choice: Choice, rules: AppealRules) -> str:
    """Why the packet takes its form, or why nothing is to be submitted."""
    return WHY[choice.why] if choice.form else rules.file.summary.advice[choice.why]

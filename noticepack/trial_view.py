"""What other rules would change, as people and programs see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.difference import Difference
from noticepack.rule_trial import Trial, Tried
from noticepack.screen import counted, harmless, print_json, say


def print_trial(trial: Trial, *, as_json: bool) -> bool:
    """Every notice that changes, fact by fact, then the sums; True when something could not be read again.

    Programs get an object a line: one for each such notice, and the sums last.
    """
    for one in trial.run():
        if as_json:
            print_json(_json(one))
        elif not isinstance(one.result, str):
            say(harmless(" ".join(filter(None, (one.source, one.case)))))
            for difference in one.result:
                for line in difference_lines(difference):
                    say(harmless(f"  {line}"))
    if as_json:
        print_json(_sums(trial))
    else:
        _say_sums(trial)
    return bool(trial.left_out)


def _say_sums(trial: Trial) -> None:
    words = ", ".join(f"{fact} {number}" for fact, number in sorted(trial.facts.items(), key=lambda one: -one[1]))
    cases = f", in {counted(len(trial.cases), 'case')}" if trial.cases else ""
    say(f"{counted(trial.read, 'item')} compared with {trial.against}: {trial.changed} would change{cases}")
    if words:
        say(f"  {words}")
    for reason, number in trial.left_out.items():
        say(harmless(f"{counted(number, 'item')} could not be read again: {reason}"))


def difference_lines(difference: Difference) -> Iterator[str]:
    """What changes in one fact: what comes and goes of a list, old and new of a single value."""
    name = difference.fact
    if name == "deadline":
        yield f"{name}: {_deadline(difference.now)} -> {_deadline(difference.then)}"
        return
    if not isinstance(difference.now, list | dict):
        yield f"{name}: {_word(difference.now)} -> {_word(difference.then)}"
        return
    now, then = (_words(value) for value in (difference.now, difference.then))
    gone = [word for word in now if word not in then]
    come = [word for word in then if word not in now]
    yield from (f"{name}: - {word}" for word in gone)
    yield from (f"{name}: + {word}" for word in come)
    if not (gone or come):
        yield f"{name}: the same in another order"


def _deadline(value: Any) -> str:
    if value is None:
        return "none"
    also = f", {value['also']}" if value["also"] else ""
    return f"{value['at']} ({value['basis']}: {value['text']}{also})"


def _words(value: Any) -> list[str]:
    """The entries of a list; of references each with its label, of a verdict the verdict and its reasons."""
    if isinstance(value, list):
        return [_word(entry) for entry in value]
    entries = ((key, one) for key, held in value.items() for one in (held if isinstance(held, list) else [held]))
    return [f"{key} {one}" for key, one in entries]


def _word(value: Any) -> str:
    if value is None:
        return "none"
    if not isinstance(value, dict):
        return str(value)
    filled = {key: one for key, one in value.items() if one not in (None, [], False)}
    return ", ".join(f"{key} {_inner(one)}" for key, one in filled.items())


def _inner(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if one is not None)
    return str(value)


def _json(one: Tried) -> dict[str, object]:
    found: dict[str, object] = {"source": one.source, "item": one.item, "case": one.case}
    if isinstance(one.result, str):
        return found | {"not_read": one.result}
    return found | {"changes": {d.fact: {"now": d.now, "then": d.then} for d in one.result}}


def _sums(trial: Trial) -> dict[str, object]:
    return {
        "against": trial.against,
        "read": trial.read,
        "changed": trial.changed,
        "facts": trial.facts,
        "cases": sorted(trial.cases),
        "not_read": trial.left_out,
    }

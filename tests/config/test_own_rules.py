"""An operator's own rules are laid over the shipped ones, and what is wrong in them is named by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from config.appeals import load_appeals
from config.errors import RulesError
from config.overlay import Overlay
from config.own_rules import HERE, own_files, rule_names
from config.rule_check import MODELS, check_file, check_rules
from config.rules import load_rules
from config.senders import load_senders
from config.words import Platform, Violation


def write(folder: Path, name: str, text: str) -> Path:
    """A rule file in a folder of own rules."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def english(own: Path | None) -> set[str]:
    """The English wordings of a trademark violation."""
    return {cue.text for cue in load_rules(own).cues.violations[Violation.IP_TRADEMARK].say.en}


def test_own_wordings_are_added(tmp_path: Path) -> None:
    """A list is added to the shipped one, and can take shipped wordings out; all else stays."""
    write(
        tmp_path, "cues/violations.yaml", "ip.trademark: {say: {en: {add: [house mark*], remove: [registered mark]}}}\n"
    )

    assert english(tmp_path) == english(None) - {"registered mark"} | {"house mark*"}
    own, shipped = load_rules(tmp_path).cues, load_rules().cues
    assert own.violations[Violation.IP_TRADEMARK].say.zh == shipped.violations[Violation.IP_TRADEMARK].say.zh
    assert own.status == shipped.status


def test_own_values_stand_in_place_of_the_shipped_ones(tmp_path: Path) -> None:
    """A mapping gets a key more, a single value is replaced, in every kind of rule file."""
    write(tmp_path, "platforms/joom.yaml", "target: {period: PT48H, rule: ours}\npolicy_words: {cup-rules: cups}\n")
    write(tmp_path, "senders.yaml", "shorteners: [sho.example]\n")
    write(tmp_path, "rewriters.yaml", "rewriters: [{domain: gate.seller.example, parameter: to}]\n")
    write(tmp_path, "appeals.yaml", "names: {ip.trademark: A mark}\n")
    write(tmp_path, "checks.yaml", "close_hours: 12\nplaceholders: [fill me]\n")
    write(tmp_path, "shipments.yaml", "ship_days: 5\n")

    joom = load_rules(tmp_path).of(Platform.JOOM)
    assert joom is not None
    assert (joom.target.period, joom.target.rule, joom.policy_words["cup-rules"]) == ("PT48H", "ours", "cups")
    senders = load_senders(tmp_path)
    assert "sho.example" in senders.shorteners
    assert senders.rewriters[-1].domain == "gate.seller.example"
    assert senders.rewriters == load_rules(tmp_path).rewriters
    appeals = load_appeals(tmp_path)
    assert appeals.name(Violation.IP_TRADEMARK) == "A mark"
    assert (appeals.checks.close_hours, appeals.shipments.ship_days) == (12, 5)
    assert "fill me" in appeals.checks.placeholders


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        (
            "cues/violations.yaml",
            "ip.trademark:\n  say:\n    en: [a mark,\n      Mark]\n",
            4,
            "lower case, found 'Mark'",
        ),
        ("cues/violations.yaml", "ip.trademark:\n  say:\n    en: [no]\n", 3, "ip.trademark.say.en: a cue is a phrase"),
        ("cues/violations.yaml", "ip.trademark:\n  say:\n    pl: [marka]\n", 3, "there is no such key here"),
        ("cues/violations.yaml", "\nip.brand: {say: {en: [mark]}}\n", 2, "ip.brand: Input should be 'ip.trademark'"),
        ("cues/status.yaml", "open:\n  en: house\n", 2, "open.en: Input should be a valid tuple"),
        ("cues/status.yaml", "open:\n  en: {add: house}\n", 2, "open.en: Input should be a valid tuple"),
        ("cues/status.yaml", "open:\n  en: {take: [house]}\n", 2, "open.en: Input should be a valid tuple"),
        ("cues/status.yaml", "open: {en: [a]}\nopen: {en: [b]}\n", 2, "key given twice"),
        ("cues/status.yaml", "open: {en: [a\n", 2, "did not find"),
        ("cues/status.yaml", "- open\n", 1, "holds no rules"),
        ("cues/status.yaml", "", 1, "holds no rules"),
        ("platforms/joom.yaml", "target:\n  period: 48h\n", 2, "target.period: not a period"),
        ("cues/statuses.yaml", "open: {en: [a]}\n", 1, "no rule file has this name"),
        ("cues/status.yml", "open: {en: [a]}\n", 1, "no rule file has this name"),
    ],
)
def test_a_wrong_own_rule_is_named(tmp_path: Path, name: str, text: str, line: int, words: str) -> None:
    """By its own file and line, and it stops what would use it."""
    file = write(tmp_path, name, text)

    with pytest.raises(RulesError) as caught:
        load_rules(tmp_path)
    assert (caught.value.file, caught.value.line) == (str(file), line)
    assert words in caught.value.what
    [checked] = check_rules(tmp_path)
    assert (checked.faults[0].file, checked.faults[0].line) == (str(file), line)


def test_every_fault_is_told(tmp_path: Path) -> None:
    """A check does not stop at the first fault of a file, nor at the first file."""
    write(tmp_path, "cues/violations.yaml", "ip.trademark:\n  say:\n    en: [A,\n      B]\n")
    write(tmp_path, "cues/status.yaml", "open: {en: [C]}\n")
    write(tmp_path, "cues/roles.yaml", "stock: {near: {en: [warehouse here]}}\n")

    lines = [(one.file.name, [fault.line for fault in one.faults]) for one in check_rules(tmp_path)]
    assert lines == [("roles.yaml", []), ("status.yaml", [1]), ("violations.yaml", [3, 4])]


def test_what_has_no_effect_is_remarked(tmp_path: Path) -> None:
    """What is shipped already, what cannot be taken out, what stands there twice, and a value that is the same."""
    write(
        tmp_path, "cues/violations.yaml",
        "ip.trademark:\n  say:\n    en: [trademark*,\n      a, a]\n    de: {remove: [b]}\n",
    )  # fmt: skip
    write(tmp_path, "platforms/joom.yaml", "help_pages: false\n")

    cues, joom = check_rules(tmp_path)
    assert [(remark.line, remark.what) for remark in cues.remarks] == [
        (3, "`trademark*` is in the shipped rules already"),
        (4, "`a` stands here twice"),
        (5, "`b` is not in the shipped rules, so it cannot be taken out"),
    ]
    assert (cues.added, cues.removed, cues.replaced) == (1, 0, 0)
    assert [remark.what for remark in joom.remarks] == ["`false` is what the shipped rules say"]


def test_one_file_is_checked_wherever_it_stands(tmp_path: Path) -> None:
    """Its name tells what it is laid over."""
    file = write(tmp_path, "draft/violations.yaml", "ip.trademark: {say: {en: [house mark*]}}\n")

    assert [(one.faults, one.added) for one in check_rules(file)] == [((), 1)]
    assert check_file(file, "notes.yaml").faults


@pytest.mark.parametrize("place", ["nowhere", "empty"])
def test_no_rules_are_no_right_rules(tmp_path: Path, place: str) -> None:
    """A folder that is not there or holds no rules is a mistake, not a success."""
    (tmp_path / "empty").mkdir()

    with pytest.raises(RulesError):
        check_rules(tmp_path / place)
    if place == "nowhere":
        with pytest.raises(RulesError, match="no such folder"):
            load_rules(tmp_path / place)


def test_every_rule_file_is_known() -> None:
    """What is shipped, what may be laid over it, and what is checked are the same files."""
    assert sorted(rule_names()) == sorted(MODELS)
    assert all((HERE / name).is_file() for name in rule_names())


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """A README beside the rules is no rule."""
    write(tmp_path, "README.md", "ours")
    write(tmp_path, "cues/status.yaml", "open: {en: [house door]}\n")

    assert own_files(tmp_path) == ("cues/status.yaml",)


values = st.recursive(
    st.sampled_from(["a", "b", "c"]),
    lambda inner: st.lists(st.sampled_from("abc"), max_size=4) | st.dictionaries(st.sampled_from("xyz"), inner),
)


def node_of(value: object) -> yaml.Node:
    """A plain value as a YAML node."""
    node = yaml.compose(yaml.safe_dump(value))
    assert node is not None
    return node


def plain(node: yaml.Node) -> object:
    """A YAML node as a plain value."""
    return yaml.SafeLoader("").construct_document(node)


@given(values)
def test_nothing_laid_over_changes_nothing(value: object) -> None:
    """An empty file of own rules, or one that repeats what is shipped, leaves the rules as they are, in their order."""
    if isinstance(value, dict):
        assert plain(Overlay().lay(node_of(value), node_of({}))) == value
    again = Overlay()
    laid = plain(again.lay(node_of(value), node_of(value)))
    assert (laid, again.added, again.removed, again.replaced) == (value, 0, 0, 0)


@given(st.lists(st.sampled_from("abcd"), unique=True), st.lists(st.sampled_from("cdef"), unique=True))
def test_a_list_is_joined_in_order(shipped: list[str], own: list[str]) -> None:
    """Shipped values first, own ones behind them, none twice."""
    over = Overlay()

    assert plain(over.lay(node_of(shipped), node_of(own))) == shipped + [one for one in own if one not in shipped]
    assert over.added == len(set(own) - set(shipped))
    assert len(over.remarks) == len(set(own) & set(shipped))

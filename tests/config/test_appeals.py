"""The appeal rules: complete, checked on load, and looked up from exact to general."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.appeals import HERE, TEMPLATES, Part, load_appeals
from config.errors import RulesError
from config.words import Platform, Violation

APPEALS = load_appeals()


def changed(folder: Path, old: str, new: str) -> Path:
    """A copy of the rule file with one text replaced."""
    text = (HERE / "appeals.yaml").read_text(encoding="utf-8")
    assert old in text
    path = folder / "appeals.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_form_has_its_template() -> None:
    """The templates of all forms are loaded as Word files."""
    names = {form.template for form in APPEALS.file.forms}
    names |= {APPEALS.file.summary.template, APPEALS.file.cover.template}

    assert set(APPEALS.templates) == names
    assert all(data.startswith(b"PK") for data in APPEALS.templates.values())


@pytest.mark.parametrize("violation", [*Violation, None])
def test_every_violation_has_a_name_and_questions(violation: Violation | None) -> None:
    """Whatever the violation, each slot asks a question in which no blank is left."""
    assert APPEALS.name(violation)
    for part in Part:
        assert "{" not in APPEALS.ask(part, violation)


def test_guidance_goes_from_exact_to_general() -> None:
    """A code's own guidance wins over its family's, that over the general one."""
    guidance = APPEALS.file.guidance

    assert APPEALS.guidance(Violation.IP_COPYRIGHT) is guidance["ip.copyright"]
    assert APPEALS.guidance(Violation.IP_TRADEMARK) is guidance["ip"]
    assert APPEALS.guidance(Violation.FUNDS_RESERVE) is guidance["any"]
    assert APPEALS.guidance(None) is guidance["any"]


def test_no_form_speaks_of_another_platform() -> None:
    """The fixed words of a form belong to its own platform."""
    for form in APPEALS.file.forms:
        strange = [w for p, words in APPEALS.checks.platform_words.items() if p is not form.platform for w in words]
        assert not [word for word in strange if word in form.model_dump_json(exclude={"platform", "id", "template"})]


def test_the_unconfirmed_way_of_joom_is_marked() -> None:
    """No page of Joom's describes an appeal form, so its way is not shown as confirmed."""
    assert not [form.id for form in APPEALS.file.forms if form.platform is Platform.JOOM and form.submit.verified]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("short: 2000", "short: 0", "short"),
        ("admits: true", "admit: true", "admit"),
        ("  court:\n    name", "  courts:\n    name", "courts"),
        ("platform: joom", "platform: joon", "platform"),
        ("paths: [dispute]", "paths: [disput]", "paths"),
        ("template: summary.docx", "template: ../summary.docx", "template"),
        ('  ip.design: "Design right complaint"\n', "", "no name for"),
        ("  conduct:\n", "  conducts:\n", "unknown"),
        ("  point:\n    heading", "  points:\n    heading", "sections"),
    ],
)
def test_a_wrong_rule_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    """A wrong rule file is refused with its name, a line and the key."""
    path = changed(tmp_path, old, new)

    with pytest.raises(RulesError) as caught:
        load_appeals(file=path)

    assert caught.value.file == str(path)
    assert caught.value.line >= 1
    assert what in caught.value.message


def test_a_template_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    """Only the files that are in the folder of one's own replace shipped ones."""
    (tmp_path / "summary.docx").write_bytes(b"PK my own")
    rules = load_appeals(templates=tmp_path)

    assert rules.templates["summary.docx"] == b"PK my own"
    assert rules.templates["joom_appeal.docx"] == (TEMPLATES / "joom_appeal.docx").read_bytes()


def test_a_missing_template_is_named(tmp_path: Path) -> None:
    """A template that is in no folder is found when the rules are loaded, not when a packet is built."""
    path = changed(tmp_path, "template: summary.docx", "template: sumary.docx")

    with pytest.raises(RulesError, match=r"sumary\.docx"):
        load_appeals(file=path, templates=tmp_path)

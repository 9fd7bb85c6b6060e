"""Word templates of the operator's own: copied to start from, and checked before use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assemble.template_check import TemplateFault, template_faults
from config.appeals import TEMPLATES, AppealRules, load_appeals
from config.errors import UsageError

MAX_TEMPLATE = 20_000_000
"""Bytes of a template file."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A template and what is wrong with it."""

    file: Path
    faults: tuple[TemplateFault, ...]
    used: bool
    """Whether a form uses a template of this name."""


def check_templates(folder: Path | None) -> Iterator[Checked]:
    """Every template of a folder (the shipped ones unless told) with its faults. Raises: UsageError (no folder)."""
    rules, place = load_appeals(), folder or TEMPLATES
    if not place.is_dir():
        raise UsageError(
            f"{place}: is no folder", advice="Name the folder with your templates, or none for the shipped."
        )
    for file in sorted(place.glob("*.docx")):
        if file.name.startswith("~$"):  # what Word leaves beside an open file
            continue
        data = file.read_bytes()[: MAX_TEMPLATE + 1]
        large = (TemplateFault("", "", f"has more than {MAX_TEMPLATE} bytes"),)
        faults = large if len(data) > MAX_TEMPLATE else template_faults(data, foreign_words(file.name, rules))
        yield Checked(file, faults, file.name in rules.templates)


def foreign_words(name: str, rules: AppealRules) -> tuple[str, ...]:
    """The words that a template must not hold: those of the platforms whose forms do not use it."""
    here = {form.platform for form in rules.file.forms if form.template == name}
    others = [words for platform, words in rules.checks.platform_words.items() if here and platform not in here]
    return tuple(word for words in others for word in words)


def copy_templates(folder: Path) -> tuple[Path, ...]:
    """The shipped templates in a folder, to be changed there; what is there already stays. Raises: UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = []
        for file in sorted(TEMPLATES.glob("*.docx")):
            if not (folder / file.name).exists():
                (folder / file.name).write_bytes(file.read_bytes())
                made.append(folder / file.name)
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}", advice="Name a folder that can be written.") from error
    return tuple(made)

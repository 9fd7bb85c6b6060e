"""Who may do what: the table is complete, and what it does not name is allowed to no one."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from config.access import UserRole, load_access
from config.errors import RulesError
from noticepack.cli import app


def commands() -> set[str]:
    """Every command as the table names it."""
    found: set[str] = set()

    def walk(group: TyperGroup, above: tuple[str, ...]) -> None:
        for name, command in group.commands.items():
            if isinstance(command, TyperGroup):
                walk(command, (*above, name))
            else:
                found.add(".".join((*above, name)))

    root = typer.main.get_command(app)
    assert isinstance(root, TyperGroup)
    walk(root, ())
    return found


def test_every_command_stands_in_the_table() -> None:
    """A command that is not in config/access.yaml could be used by no one: put it there, under the roles it is for."""
    assert commands() - load_access().actions() == set()


RULES = [
    ("operator", "run", True), ("operator", "packet", True), ("operator", "vault.get", False),
    ("auditor", "archive.get", True), ("auditor", "packet", False), ("auditor", "case.show", False),
    ("auditor", "run", False), ("custodian", "run", False), ("custodian", "archive.get", False),
    ("admin", "vault.get", False), ("admin", "run", True), ("auditor", "audit.verify", True),
    ("admin", "no.such.thing", False), ("admin", "", False), ("admin", "archive", False),
]  # fmt: skip


@pytest.mark.parametrize(("role", "action", "expected"), RULES)
def test_the_table_says(role: str, action: str, expected: bool) -> None:
    """The auditor sees only what is redacted, the custodian only the vault, and no one what is not named."""
    assert load_access().allows(UserRole(role), action) is expected


def test_a_wrong_table_is_named_by_line(tmp_path: Path) -> None:
    """A role that is none is a wrong rule, with its file and line."""
    file = tmp_path / "access.yaml"
    file.write_text("everyone: []\nroles:\n  boss: [run]\n")
    with pytest.raises(RulesError, match=r"access\.yaml:3"):
        load_access(file)

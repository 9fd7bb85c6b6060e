"""Who may do what: the roles, and the actions of each, read from access.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.yaml_lines import load_model

FILE = Path(__file__).with_name("access.yaml")


class UserRole(StrEnum):
    """What a person or program is here for."""

    OPERATOR = "operator"  # works on cases and packets
    AUDITOR = "auditor"  # sees what is archived, redacted, and the audit log
    CUSTODIAN = "custodian"  # holds the identity of the vault: reads originals, turns keys
    ADMIN = "admin"  # holds and ends retention, and runs the rest; reads no originals


class Access(BaseModel):
    """The actions of each role."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    everyone: frozenset[str]
    roles: Mapping[UserRole, frozenset[str]]

    def allows(self, role: UserRole, action: str) -> bool:
        """Whether the role may do it; no role may do what stands nowhere."""
        return action in self.everyone or action in self.roles.get(role, ())

    def roles_for(self, action: str) -> tuple[UserRole, ...]:
        """The roles that may do it."""
        return tuple(role for role in UserRole if self.allows(role, action))

    def actions(self) -> frozenset[str]:
        """Every action that any role may do."""
        return self.everyone.union(*self.roles.values())


@cache
def load_access(file: Path = FILE) -> Access:
    """The table. Raises: RulesError (names file and line)."""
    return load_model(file, Access)

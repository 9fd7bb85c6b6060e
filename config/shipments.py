"""How a table of shipments is read and judged: data in shipments.yaml, checked on load with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from config.own_rules import own_file
from config.yaml_lines import load_model

HERE = Path(__file__).parent

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
Count = Annotated[int, Field(gt=0)]


class Column(StrEnum):
    """What a column of the table holds."""

    ORDER = "order"
    PLACED = "placed"
    LABEL = "label"
    TRACKING = "tracking"
    CARRIER = "carrier"
    ACCEPTED = "accepted"
    TRANSIT = "transit"
    DELIVERED = "delivered"
    MESSAGES = "messages"
    REFUND = "refund"
    SKU = "sku"
    BEFORE = "before"
    AFTER = "after"
    ADJUSTED = "adjusted"
    REASON = "reason"


STEPS = (Column.PLACED, Column.LABEL, Column.ACCEPTED, Column.TRANSIT, Column.DELIVERED)
"""The steps on the way of an order, in their order in time."""


class _RuleModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class StepRule(_RuleModel):
    """A step on the way of an order."""

    name: Line
    needed: bool
    """Whether the way has a gap without it."""


class TableLimits(_RuleModel):
    """How much of a table is read."""

    rows: Count
    columns: Count
    cell: Count
    """Characters of a cell."""
    bytes: Count
    unpacked: Count
    """Bytes of an XLSX when unpacked."""


class ShipmentRules(_RuleModel):
    """config/shipments.yaml."""

    columns: Mapping[Column, tuple[Line, ...]]
    steps: Mapping[Column, StepRule] = Field(min_length=2)
    """In their order in time; all five of them."""
    window_days: Count
    ship_days: Count
    limits: TableLimits
    shown: Count

    @field_validator("columns")
    @classmethod
    def _all_columns(cls, value: Mapping[Column, tuple[str, ...]]) -> Mapping[Column, tuple[str, ...]]:
        if missing := [column.value for column in Column if not value.get(column)]:
            raise ValueError(f"no names for {missing}")
        names = [bare(name) for column in value for name in value[column]]
        if double := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"names of two columns: {double}")
        return value

    @field_validator("steps")
    @classmethod
    def _in_order(cls, value: Mapping[Column, StepRule]) -> Mapping[Column, StepRule]:
        if tuple(value) != STEPS:
            raise ValueError(f"needs exactly, in this order, {[step.value for step in STEPS]}")
        return value

    def column(self, head: str) -> Column | None:
        """The column that a heading names."""
        wanted = bare(head)
        return next((one for one, names in self.columns.items() if wanted in map(bare, names)), None)


def bare(head: str) -> str:
    """A heading without case, blanks and signs."""
    return "".join(char for char in head.casefold() if char.isalnum())


def load_shipments(file: Path = HERE / "shipments.yaml", own: Path | None = None) -> ShipmentRules:
    """The rules of a file, those of a folder of own rules laid over it. Raises: RulesError (names file and line)."""
    return load_model(file, ShipmentRules, own_file("shipments.yaml", own))

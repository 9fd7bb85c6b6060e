"""Gateways that put their own host before links, and how the real target is read back: checked values of a file."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from config.own_rules import own_file
from config.yaml_lines import load_model

FILE = Path(__file__).parent / "rewriters.yaml"

Domain = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=253)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Coding(StrEnum):
    """How a target is written in the link."""

    URL = "url"
    DASHES = "dashes"
    STARS = "stars"
    BASE64 = "base64"
    HOST = "host"


class Rewriter(BaseModel):
    """One way of one gateway."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    domain: Domain
    path: str = ""
    """How the path begins."""
    parameter: Text | None = None
    after: Text | None = None
    coding: Coding = Coding.URL

    @model_validator(mode="after")
    def _one_place(self) -> Rewriter:
        if self.parameter is not None and self.after is not None:
            raise ValueError("needs parameter or after, not both")
        return self

    @property
    def readable(self) -> bool:
        """Whether the link itself tells the target."""
        return self.parameter is not None or self.after is not None


class RewriterFile(BaseModel):
    """rewriters.yaml as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rewriters: Annotated[tuple[Rewriter, ...], Field(min_length=1)]


@cache
def load_rewriters(own: Path | None = None, file: Path = FILE) -> tuple[Rewriter, ...]:
    """The gateways, the shipped ones and those of a folder of own rules; read once.

    Raises:
        RulesError: the file is wrong; names file and line.
    """
    return load_model(file, RewriterFile, own_file(FILE.name, own)).rewriters

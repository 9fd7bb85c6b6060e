"""Settings of where mail comes from: IMAP mailboxes, S3 prefixes, and the watch over them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

FOLDER_ALLOWED = "name of a folder as mail programs show it"


def _folder(text: str) -> str:
    if not re.fullmatch(r"[^\x00-\x1f\x7f*%]{1,200}", text):
        raise ValueError("the name of a folder: one line without * and %")
    return text


Folder = Annotated[str, AfterValidator(_folder)]


class Part(BaseModel):
    """A group of settings: a table in the settings file."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Imap(Part):
    """How to reach the mailboxes of `imaps://` sources, and what happens to mail there."""

    auth: Literal["password", "xoauth2"] = "password"
    """How to log in: with a password, or with an OAuth 2 bearer token (XOAUTH2)."""
    password: SecretStr | None = None
    """Password or token of the mailbox; best given by the environment."""
    password_file: Path | None = None
    """File whose first line is the password or token; read at each log-in."""
    password_command: tuple[str, ...] = Field(default=(), json_schema_extra={"allowed": "a program and its arguments"})
    """Program that prints the password or token, run at each log-in; it gets NOTICEPACK_IMAP_USER and ..._HOST."""
    ca_bundle: Path | None = None
    """PEM file with the certificate authorities to trust instead of the system's, for a server with a private one."""
    processed: Literal["move", "flag"] = "move"
    """What happens to a notice once it has its outcome: moved to a folder, or left in its place with a keyword."""
    processed_folder: Folder = Field(default="noticepack-processed", json_schema_extra={"allowed": FOLDER_ALLOWED})
    """Folder for notices that are archived, and for their repeats; made when it is not there."""
    quarantine_folder: Folder = Field(default="noticepack-quarantine", json_schema_extra={"allowed": FOLDER_ALLOWED})
    """Folder for mail that waits for a person; made when it is not there."""
    unrelated: Literal["leave", "flag", "move"] = "leave"
    """What happens to mail that is no notice: left untouched, left with a keyword, or moved to a folder."""
    unrelated_folder: Folder = Field(default="noticepack-unrelated", json_schema_extra={"allowed": FOLDER_ALLOWED})
    """Folder for mail that is no notice, when it is moved; made when it is not there."""
    idle: Literal["auto", "off"] = "auto"
    """Whether a watch lets a server that can tell it of new mail (IDLE), or only asks every `watch.poll_seconds`."""
    answer_seconds: float = Field(default=60.0, gt=0, le=3600)
    """How long the server may take for one answer before the connection counts as lost, in seconds."""
    time_limit_seconds: float = Field(default=300.0, gt=0)
    """How long a run tries to get a lost connection back before it gives up, in seconds; a watch never gives up."""

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if sum((self.password is not None, self.password_file is not None, bool(self.password_command))) > 1:
            raise ValueError("one of password, password_file and password_command, not several")
        return self


class Watch(Part):
    """How `noticepack watch` looks after its sources."""

    poll_seconds: float = Field(default=60.0, ge=1, le=86_400)
    """How often every source is looked through, in seconds; mailboxes that can tell of new mail are read at once."""
    quiet_seconds: float = Field(default=5.0, ge=0, le=3600)
    """How long a file must have been left alone before a watch reads it, in seconds: it may still be written."""
    longest_pause_seconds: float = Field(default=300.0, ge=1, le=86_400)
    """Longest pause between two attempts while a mailbox or store is away, in seconds; pauses begin short and grow."""

"""One typed, frozen `Settings` for the whole application, from a TOML file, the environment and the command line.

Options win over the environment (`NOTICEPACK_*`, `__` between levels, lists as JSON), the environment over the file,
the file over the defaults. Making a `Settings` reads nothing from outside: `load_settings` is given all it needs and
reads one file. docs/settings.md is made from these classes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from config.access import UserRole
from config.catalog_settings import CatalogPlace
from config.layers import DEFAULT, environment_layer, file_layer, home_layer, merged, option_layer
from config.limits import Limits
from config.periods import parse_period
from config.places import ALLOWED as PLACE_ALLOWED
from config.places import Place, parse_place
from config.reminder_settings import Reminders
from config.setting_fields import single_fields
from config.source_settings import Imap, Part, Watch
from config.wrong_settings import settings_error
from config.zones import ALLOWED as ZONE_ALLOWED
from config.zones import zone_of

MOST_WORKERS = 8
"""More workers than this share too little memory on usual machines; a higher number can be set."""

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


def _processors() -> int:
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("a whole number, at least 1, at most 256")
    return value


def _place(text: str) -> str:
    parse_place(text)
    return text


def _endpoint(text: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]+/?", text):
        raise ValueError("http://HOST:PORT or https://HOST:PORT, without user, path or query")
    return text


def _recipient(text: str) -> str:
    if not _RECIPIENT.fullmatch(text):
        raise ValueError("an age public key: age1 and 58 characters")
    return text


def _period(text: str) -> str:
    parse_period(text)
    return text


def _zone(text: str) -> str:
    zone_of(text)
    return text


def _authserv_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,255}", text):
        raise ValueError("the name that the mail server writes first in Authentication-Results, like mx.seller.example")
    return text.lower()


class S3(Part):
    """How to reach the bucket; used when `store` begins with `s3://`."""

    endpoint: Annotated[str, AfterValidator(_endpoint)] | None = Field(
        default=None, json_schema_extra={"allowed": "http://HOST:PORT or https://HOST:PORT"}
    )
    """Address of the S3 server; none means Amazon's own for the region."""
    region: str = Field(default="us-east-1", pattern=r"^[a-z0-9-]{1,64}$")
    """Region that requests are signed for; most servers that are not Amazon's take any."""
    path_style: bool = False
    """Whether the bucket stands in the path and not in the host name; true for most servers that are not Amazon's."""
    access_key_id: str | None = Field(default=None, min_length=1, max_length=256)
    """Public half of the key pair; none means the usual chain of the AWS tools (environment, files, role)."""
    secret_access_key: SecretStr | None = None
    """Secret half of the key pair; best given by the environment."""
    ca_bundle: Path | None = None
    """PEM file with the certificate authorities to trust, for a server with a private one."""
    time_limit_seconds: float = Field(default=60.0, gt=0, le=3600)
    """How long one request may take with all its retries before the store counts as unavailable, in seconds."""
    checksums: Literal["when_supported", "when_required"] = "when_supported"
    """When to send and check the newer checksums; `when_required` for servers that refuse them."""
    encryption: Literal["none", "AES256", "aws:kms"] = "none"
    """Encryption at rest to ask the server for: with its own key (`AES256`) or one of a key service (`aws:kms`)."""
    kms_key: str | None = Field(default=None, min_length=1, max_length=2048)
    """Id or ARN of the key for `aws:kms`; none means the bucket's own."""
    conditional_writes: bool = True
    """False for a server without If-Match and If-None-Match: writers then take a lock, which they all must share."""
    processed: Literal["leave", "move"] = "leave"
    """What happens to an object of an `s3://` source once it has its outcome: left, or moved (docs/ingest.md)."""

    @model_validator(mode="after")
    def _both_halves(self) -> Self:
        if (self.access_key_id is None) != (self.secret_access_key is None):
            raise ValueError("access_key_id and secret_access_key together, or neither")
        if self.kms_key is not None and self.encryption != "aws:kms":
            raise ValueError("kms_key only with encryption = aws:kms")
        return self


class Vault(Part):
    """Who can read the originals, which are kept encrypted with age."""

    recipients: tuple[Annotated[str, AfterValidator(_recipient)], ...] = Field(
        default=(), json_schema_extra={"allowed": "list of age public keys (age1...)"}
    )
    """Public keys that originals are encrypted to; when empty a key pair is made under `home` on the first run."""
    identity_file: Path | None = None
    """File with the age secret key, needed only to read originals back; none means the one under `home`, if any."""


class Locking(Part):
    """How the store is to lock what is kept; needs a bucket made with Object Lock (`noticepack doctor` tries it)."""

    mode: Literal["none", "governance", "compliance"] = "none"
    """Who may lift a lock early: who has the right to bypass it (`governance`), or no one at all (`compliance`)."""
    originals: Annotated[str, AfterValidator(_period)] = Field(
        default="P1Y", json_schema_extra={"allowed": "ISO 8601 period like P1Y or P90D"}
    )
    """How long originals in the vault are locked. Cases are locked as long as the rules of their platform keep them."""
    records: Annotated[str, AfterValidator(_period)] = Field(
        default="P10Y", json_schema_extra={"allowed": "ISO 8601 period like P10Y"}
    )
    """How long the audit log's checkpoints and records are locked."""


class Settings(BaseSettings):
    """Everything an operator can set, checked; made by `load_settings`."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    home: Path = Field(
        json_schema_extra={"default": "`$XDG_DATA_HOME/noticepack`, else `~/.local/share/noticepack`"},
    )
    """Folder for what noticepack keeps on this machine: catalog, keys it made, the store unless told otherwise."""
    store: Annotated[str, AfterValidator(_place)] = Field(
        default_factory=lambda data: f"directory:{data['home'] / 'store'}",
        json_schema_extra={"allowed": PLACE_ALLOWED, "default": "`directory:<home>/store`", "path_after": "directory:"},
    )
    """Where vault, archive and audit log are kept."""
    s3: S3 = S3()
    """How to reach the bucket."""
    catalog: CatalogPlace = CatalogPlace()
    """Where the catalog is."""
    vault: Vault = Vault()
    """Who can read the originals."""
    lock: Locking = Locking()
    """How the store is to lock what is kept."""
    imap: Imap = Imap()
    """How to reach mailboxes, and what happens to mail there."""
    watch: Watch = Watch()
    """How a watch looks after its sources."""
    trusted_authserv_ids: tuple[Annotated[str, AfterValidator(_authserv_id)], ...] = Field(
        default=(), json_schema_extra={"allowed": "list of host names"}
    )
    """Names of your own mail servers: only an Authentication-Results header of theirs is believed (RFC 8601)."""
    limits: Limits = Field(default_factory=Limits)
    """How much of hostile input is looked at."""
    rules_dir: Path | None = None
    """Folder with wordings and rules of your own (YAML), which are laid over the shipped ones (rules.md)."""
    redaction_file: Path | None = None
    """Redaction policy (YAML) to use instead of the shipped one."""
    redaction_key_file: Path | None = None
    """File with the secret that pseudonyms in redacted files are made with; none means one made under `home`."""
    redaction_names_model: str = ""
    """spaCy model (package or folder) that also finds names in running text to redact; empty means labels only."""
    workers: Annotated[int, BeforeValidator(_no_bool)] = Field(
        default_factory=_processors,
        ge=1,
        le=256,
        json_schema_extra={"default": f"number of processors, at most {MOST_WORKERS}"},
    )
    """How many items are worked on at the same time."""
    templates_dir: Path | None = None
    """Folder with Word templates of your own: a file there takes the place of the shipped one of the same name."""
    pdf: Literal["auto", "off"] = "auto"
    """Whether packets hold PDF copies of their Word files: `auto` when LibreOffice is installed, or never."""
    evidence_in_text: Literal["off", "base64"] = "off"
    """Whether packets hold a text with the papers in Base64, for a form that takes no files: `base64`, or never."""
    ocr: Literal["auto", "tesseract", "rapidocr", "off"] = "auto"
    """What reads scans: `auto` RapidOCR (an extra) all but Cyrillic, tesseract the rest; one of both; or nothing."""
    dns: Literal["off", "system"] = "off"
    """Whether DKIM and ARC are checked with keys from this machine's resolver, of listed and trusted domains only."""
    now: AwareDatetime | None = None
    """The time to work with instead of the clock's, to repeat a run exactly."""
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(default="UTC", json_schema_extra={"allowed": ZONE_ALLOWED})
    """The operator's time zone: lists show times in it, and times that are typed without an offset are meant in it."""
    reminders: Reminders = Reminders()
    """When somebody is reminded of a deadline, and how."""
    operator: str = Field(
        default="noticepack", pattern=r"^[^\x00-\x1f\x7f]{1,200}$", json_schema_extra={"allowed": "one line of text"}
    )
    """Who runs it: a name for the archive's version records and the audit log."""
    role: UserRole = UserRole.OPERATOR
    """In which role: what it may do is told in the auditor's guide, and every act is recorded with it."""

    @property
    def zone(self) -> ZoneInfo:
        """The operator's time zone, as a value."""
        return zone_of(self.time_zone)

    @property
    def place(self) -> Place:
        """Where the store lies, as a value."""
        return parse_place(self.store)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is passed in: `load_settings` merges the sources itself, to know where each value came from."""
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings in force, and where each came from."""

    settings: Settings
    origins: Mapping[str, str]
    """For every dotted key: `default`, `noticepack.toml:12`, `env NOTICEPACK_X` or `option --x`."""


def find_settings_file(option: Path | None, env: Mapping[str, str], folder: Path) -> Path | None:
    """The file to read: that of `--config`, else of NOTICEPACK_CONFIG, else `noticepack.toml` in the folder, if any."""
    if option or env.get("NOTICEPACK_CONFIG"):
        return option or Path(env["NOTICEPACK_CONFIG"])
    usual = folder / "noticepack.toml"
    return usual if usual.exists() else None


def load_settings(file: Path | None, env: Mapping[str, str], options: Mapping[str, object]) -> Loaded:
    """The settings that a file, an environment and options (dotted key to value, None for not given) make together.

    `file` is what `--config` names; without it `find_settings_file` looks, in the working folder last. Relative paths
    in the file are meant from the file's folder; `~` is the HOME of the environment.

    Raises:
        SettingsError: a value, key or the file itself is wrong; names the first place and how many more there are.
    """
    layers = [home_layer(env)]
    file = find_settings_file(file, env, Path())
    if file is not None:
        layers.append(file_layer(Settings, file, env))
    layers += [environment_layer(Settings, env), option_layer(Settings, options, env)]
    values, origins = merged(layers)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise settings_error(Settings, error, origins) from None
    return Loaded(
        settings, {key: str(origins.get(tuple(key.split(".")), DEFAULT)) for key, _ in single_fields(Settings)}
    )

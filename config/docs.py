"""The generated pages of docs/: `python -m config.docs` writes settings.md and codes.md from what is in force.

A test compares the pages with the text made here, so a page that is behind fails the build.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from config.codes import AuthenticityCode, QuarantineCode, ReadinessCode, load_codes
from config.setting_docs import SettingDoc, describe_settings

_SETTINGS_HEAD = """\
# Settings

Made by `python -m config.docs` from config/settings.py; do not edit.

A value is taken from the first of these that gives one:

1. an option of the command line;
2. an environment variable: `NOTICEPACK_` and the key in capitals, `__` for each dot, lists as JSON
   (`NOTICEPACK_TRUSTED_AUTHSERV_IDS='["mx.seller.example"]'`); an empty one counts as not set;
3. the settings file (TOML): the one of `--config`, else of the variable `NOTICEPACK_CONFIG`, else `noticepack.toml` in
   the working folder;
4. the default.

`noticepack config show` prints what is in force and where each value came from, secrets masked. A value or a key that
is not allowed stops the program with exit code 2 and names file and line. Relative paths in the file are meant from the
file's folder, others from the working folder; `~` is your home folder.

A file to start from:

    trusted_authserv_ids = ["mx.seller.example"]
    store = "s3://notices/archive"

    [s3]
    endpoint = "https://s3.seller.example"
    region = "eu-central-1"

Secrets belong into the environment (`NOTICEPACK_S3__SECRET_ACCESS_KEY`, `NOTICEPACK_IMAP__PASSWORD`) or into files of
their own, not into this one. noticepack never asks for a password, token or key of a marketplace account.
"""

_CODES_HEAD = """\
# Codes

Made by `python -m config.docs` from config/codes.yaml; do not edit.

Every item that is held back, every reason for a verdict on authenticity and everything that a packet lacks is reported
under one of these codes. A code names one cause for good.
"""

_GROUPS = {
    "": "General",
    "catalog": "`[catalog]`: where the catalog is",
    "s3": "`[s3]`: the bucket",
    "vault": "`[vault]`: the encrypted originals",
    "lock": "`[lock]`: what the store is to lock",
    "imap": "`[imap]`: mailboxes",
    "watch": "`[watch]`: the watch over sources",
    "limits": "`[limits]`: what is too much",
    "reminders": "`[reminders]`: reminders of deadlines",
    "reminders.mail": "`[reminders.mail]`: reminders by e-mail",
}


def settings_page() -> str:
    """docs/settings.md."""
    groups: dict[str, list[SettingDoc]] = {}
    for doc in describe_settings():
        groups.setdefault(doc.key.rpartition(".")[0], []).append(doc)
    lines = [_SETTINGS_HEAD]
    for group, docs in groups.items():
        lines += [
            f"## {_GROUPS[group]}",
            "",
            "| key | type | default | allowed | what it is for |",
            "|---|---|---|---|---|",
        ]
        lines += [
            f"| `{d.key}` | {d.type} | {_cell(d.default)} | {_cell(d.allowed)} | {_cell(d.purpose)} |" for d in docs
        ]
        lines.append("")
    return "\n".join(lines)


def codes_page() -> str:
    """docs/codes.md."""
    codes = load_codes()
    lines = [_CODES_HEAD]
    lines += ["## Quarantine: why an item is held back", "", *_code_rows(codes.quarantine), ""]
    lines += ["## Authenticity: why a message is judged as it is", "", *_code_rows(codes.authenticity), ""]
    lines += ["## Readiness: what a packet lacks", "", *_code_rows(codes.readiness)]
    return "\n".join(lines) + "\n"


def _code_rows(
    entries: Mapping[str, QuarantineCode | AuthenticityCode | ReadinessCode],
) -> Iterator[str]:
    yield "| code | weight | what it means | what to do |"
    yield "|---|---|---|---|"
    for code, entry in sorted(entries.items()):
        weight = entry.severity.value if isinstance(entry, ReadinessCode) else ""
        yield f"| `{code}` | {weight} | {_cell(entry.text)} | {_cell(entry.remedy or '')} |"


def _cell(text: str) -> str:
    """Text that stays in its table cell."""
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {"settings.md": settings_page, "codes.md": codes_page}


def main() -> int:
    """Write the pages into docs/ of the checkout."""
    folder = Path(__file__).resolve().parent.parent / "docs"
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

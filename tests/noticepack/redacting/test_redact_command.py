"""`noticepack redact`: a copy of one file that is proven, a page and a list that tell all but the values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.assemble.redact.leaks import leaks
from tests.assemble.redact.mail_plants import MAILS
from tests.assemble.redact.office_plants import OFFICE
from tests.assemble.redact.plants import FILLER, Plant, allowed, plants
from tests.assemble.redact.text_plants import TEXTS
from tests.noticepack.test_cli import noticepack

PLANTS = plants(31, 11)
FILES = {
    "letter.txt": TEXTS["text"],
    "table.csv": TEXTS["csv"],
    "data.json": TEXTS["json"],
    "page.html": TEXTS["html hidden"],
    "mail.eml": MAILS["mail headers"],
    "letter.docx": OFFICE["docx margins"],
    "sheets.xlsx": OFFICE["xlsx hidden"],
}
"""A file a format: its name, and the channel that fills it."""


def written(folder: Path, name: str) -> Path:
    """A file with values."""
    file = folder / name
    file.write_bytes(FILES[name][1](PLANTS))
    return file


def seen(text: str) -> dict[str, list[str]]:
    """The values that a text shows."""
    words = allowed(PLANTS)
    return {p.value: found for p in PLANTS if (found := leaks(p.value, [text], text.encode(), words))}


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_copy_is_written_and_all_that_is_told_holds_no_value(name: str, tmp_path: Path) -> None:
    """The original stays as it is; its copy, the page and the list of places tell kinds and masked forms only."""
    file = written(tmp_path, name)
    before = file.read_bytes()

    done = noticepack(tmp_path, "redact", file, "--html", "page-of-it.html", "--json")

    told, page = json.loads(done.stdout), (tmp_path / "page-of-it.html").read_text(encoding="utf-8")
    copy = Path(told["written"])
    assert done.returncode == 0, done.stderr
    assert file.read_bytes() == before
    assert copy.name == f"{file.stem}.redacted{file.suffix}"
    assert told["proven"]
    assert told["read_back_with"]
    assert seen(done.stdout) == {}
    assert seen(page) == {}
    assert all(line.split()[0] in page for line in FILLER)


def test_a_dry_run_writes_nothing_and_shows_masked_forms(tmp_path: Path) -> None:
    """Each value with its kind, line, dots for its letters and what would stand in its place."""
    file = written(tmp_path, "letter.txt")

    done = noticepack(tmp_path, "redact", file, "--dry-run", "--json")

    told = json.loads(done.stdout)
    iban = next(p for p in told["places"] if p["entity"] == "iban")
    assert told["written"] is None
    assert sorted(tmp_path.glob("*.txt")) == [file]
    assert iban["where"] == "line 6"
    assert iban["why"] == "its form"
    assert set(iban["masked"].replace(" ", "")[:-4]) == {"\u2022"}
    assert iban["mark"].startswith("[iban ..")
    assert seen(noticepack(tmp_path, "redact", file, "--dry-run").stdout) == {}


def test_of_a_secret_neither_length_nor_signs_are_shown(tmp_path: Path) -> None:
    """Two passwords and a key of different forms look alike in the list of places."""
    file = tmp_path / "letter.txt"
    file.write_text("Password: hu%9!Ql\nPassword: Kx-31_vPq.77$aaZ\nKey: AKIAQ7RT2LMN5VWX3YZA\n", encoding="utf-8")

    places = json.loads(noticepack(tmp_path, "redact", file, "--dry-run", "--json").stdout)["places"]

    assert [p["entity"] for p in places] == ["password", "password", "token"]
    assert {p["masked"] for p in places} == {"\u2022" * 8}


def test_the_audience_decides_what_goes(tmp_path: Path) -> None:
    """A platform knows its seller's address; card numbers and secrets are nobody's business."""
    file = written(tmp_path, "letter.txt")

    auditor, platform = (
        json.loads(noticepack(tmp_path, "redact", file, "--dry-run", "--json", "--audience", who).stdout)["removed"]
        for who in ("auditor", "platform")
    )

    assert {"email", "phone", "card", "token"} <= set(auditor)
    assert set(platform) == {"card", "ssn", "token"}


def test_one_value_has_one_token_in_all_files_of_an_installation(tmp_path: Path) -> None:
    """Pseudonyms are keyed: the same here, another one under another key."""
    file = written(tmp_path, "letter.txt")
    other = tmp_path / "other"
    other.mkdir()

    runs = [noticepack(home, "redact", file, "--dry-run", "--json").stdout for home in (tmp_path, tmp_path, other)]

    tokens = [[p["mark"] for p in json.loads(run)["places"] if p["entity"] == "email"] for run in runs]
    assert tokens[0] == tokens[1] != tokens[2]


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    """Neither the file itself, nor an earlier copy, nor any other file for the page."""
    file = written(tmp_path, "letter.txt")
    before = file.read_bytes()
    assert noticepack(tmp_path, "redact", file).returncode == 0

    for arguments in ((), ("--out", file), ("--html", file), ("--out", "x", "--html", "x")):
        done = noticepack(tmp_path, "redact", file, *arguments)
        assert done.returncode == 2, done.stdout
        assert "Traceback" not in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("letter.rtf", b"{\\rtf1 Passport: E1234\\'3567\\'38}"),
        ("drawing.svg", b"<svg><text>x</text></svg>"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("box.zip", b"PK\x05\x06" + bytes(18)),
        ("paper.pdf", b"%PDF-1.7 cut"),
        ("noise.bin", bytes(range(256))),
        ("wrong.json", b"{"),
    ],
)
def test_what_cannot_be_proven_is_held_back(name: str, data: bytes, tmp_path: Path) -> None:
    """A format that is not understood, or a damaged file, gives no copy, a reason, and exit code 3."""
    file = tmp_path / name
    file.write_bytes(data)

    done = noticepack(tmp_path, "redact", file, "--html", "why.html", "--json")

    told = json.loads(done.stdout)
    assert done.returncode == 3
    assert not told["proven"]
    assert told["error"]["code"] == "redaction.unproven"
    assert not list(tmp_path.glob("*.redacted.*"))
    assert "Held back" in (tmp_path / "why.html").read_text(encoding="utf-8")


def test_a_file_name_that_tells_a_value_is_not_the_copys_name(tmp_path: Path) -> None:
    """The number in the name goes as the one in the file does, and is not told."""
    value = next(p for p in PLANTS if p.label == "Card number:")
    file = tmp_path / f"card {value.value}.txt"
    file.write_text(f"{value.sentence}\n", encoding="utf-8")

    done = noticepack(tmp_path, "redact", file, "--json")

    assert Path(json.loads(done.stdout)["written"]).name == "file.redacted.txt"
    assert seen(done.stdout.replace(str(tmp_path), "")) == {}


def test_a_redaction_stands_in_the_audit_log(tmp_path: Path) -> None:
    """Which bytes were redacted, for whom and with which result, proven or held; no name and no value."""
    file = written(tmp_path, "letter.txt")
    noticepack(tmp_path, "redact", file, "--dry-run")

    shown = noticepack(tmp_path, "audit", "show", "--json").stdout

    entry = next(json.loads(line) for line in shown.splitlines() if "redaction.file" in line)
    assert entry["outcome"] == "proven"
    assert entry["target"].startswith("sha256:")
    assert "letter" not in shown


def test_an_auditor_may_not_redact(tmp_path: Path) -> None:
    """Who sees redacted copies only has no originals to redact."""
    file = written(tmp_path, "letter.txt")

    assert noticepack(tmp_path, "--role", "auditor", "redact", file).returncode != 0


def test_other_charsets_are_read_and_written_as_utf_8(tmp_path: Path) -> None:
    """A text in GBK or UTF-16 hides nothing."""
    number = Plant(PLANTS[0].entity, "x", "13812345678")
    for charset in ("gbk", "utf-16"):
        file = tmp_path / f"{charset}.txt"
        file.write_bytes(
            f"联系人：王小明，联系电话：{number.value}，请在工作时间来电联系我们的负责人员。".encode(charset)
        )
        assert noticepack(tmp_path, "redact", file).returncode == 0
        copy = (tmp_path / f"{charset}.redacted.txt").read_bytes().decode("utf-8")
        assert "王小明" not in copy
        assert number.value not in copy
        assert "请在工作时间来电" in copy

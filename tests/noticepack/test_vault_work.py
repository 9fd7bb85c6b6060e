"""A custodian reads originals back and turns keys; everyone else is refused; the vault needs no catalog."""

from __future__ import annotations

import hashlib
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest
from typer.testing import CliRunner

from config.access import UserRole
from config.errors import NotPermitted, NotStored, UsageError
from noticepack.bootstrap import App, open_app
from noticepack.cli import app as cli
from noticepack.keys import vault_identity, vault_recipients
from noticepack.vault_work import check_vault, identity_text, rewrap_all, take_original, turn_in
from storage.vault import new_identity
from tests.noticepack.test_trail import settings_of, told

ORIGINALS = [b"Dear seller 1", b"Dear seller 2", b"\x00\xff" * 500]


@pytest.fixture
def app(tmp_path: Path) -> App:
    """The application for a custodian, with some originals."""
    app = open_app(settings_of(tmp_path, role="custodian"))
    for data in ORIGINALS:
        app.vault.keep(data)
    return app


def test_an_original_is_taken_out(app: App, tmp_path: Path) -> None:
    """It is written byte for byte to a new file of its owner, and recorded before it is read."""
    digest = app.vault.keep(ORIGINALS[0])
    taken = take_original(app, digest[:15], vault_identity(app.settings), tmp_path / "out.eml")
    assert taken.file.read_bytes() == ORIGINALS[0]
    assert stat.S_IMODE(taken.file.stat().st_mode) == 0o600
    assert told(app.audit)[-2:] == [("vault.get", digest, "granted"), ("vault.get", digest, "delivered")]
    with pytest.raises(UsageError):
        take_original(app, digest, vault_identity(app.settings), tmp_path / "out.eml")


def test_the_catalog_is_not_needed(app: App, tmp_path: Path) -> None:
    """With the catalog lost, originals are found by their digests all the same."""
    digest = app.vault.keep(ORIGINALS[1])
    app.catalog.close()
    (tmp_path / "home" / "catalog.sqlite").unlink()
    again = open_app(app.settings)
    assert take_original(again, digest, vault_identity(app.settings), tmp_path / "o").file.read_bytes() == ORIGINALS[1]


def test_only_a_custodian_reads_originals(app: App, tmp_path: Path) -> None:
    """Every other role is refused and gets no file, whatever identity it holds."""
    digest = app.vault.keep(ORIGINALS[0])
    for role in (UserRole.OPERATOR, UserRole.AUDITOR, UserRole.ADMIN):
        other = replace(app, audit=app.audit.acting(replace(app.audit.actor, role=role)))
        with pytest.raises(NotPermitted):
            take_original(other, digest, vault_identity(app.settings), tmp_path / "out")
        assert told(app.audit)[-1] == ("vault.get", digest, "refused")
        with pytest.raises(NotPermitted):
            rewrap_all(other, vault_identity(app.settings), resume=False)
        with pytest.raises(NotPermitted):
            turn_in(other, new_identity()[1])
    assert not (tmp_path / "out").exists()


def test_a_failure_is_recorded(app: App, tmp_path: Path) -> None:
    """An identity that does not fit gives no file, and the log says that it failed."""
    digest = app.vault.keep(ORIGINALS[0])
    with pytest.raises(UsageError):
        take_original(app, digest, new_identity()[0], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert told(app.audit)[-1] == ("vault.get", digest, "failed")


def test_a_key_is_turned(app: App, tmp_path: Path) -> None:
    """A key that is added opens what is kept from then on, and after rewrapping what was kept before."""
    old = vault_identity(app.settings)
    identity, recipient = new_identity()
    assert turn_in(app, recipient) == (*vault_recipients(app.settings)[:1], recipient)
    assert ("config.change", "vault.recipients", "done") in told(app.audit)
    again = open_app(app.settings)
    new = again.vault.keep(b"kept later")
    assert again.vault.get(new, identity) == again.vault.get(new, old) == b"kept later"
    before = again.vault.find(again.vault.keep(ORIGINALS[0]))
    with pytest.raises(UsageError):
        again.vault.get(before, identity)
    assert rewrap_all(again, old, resume=False).done == len(ORIGINALS) + 1
    assert all(again.vault.get(digest, identity) for digest in again.vault.digests())
    assert ("vault.rewrap", "", "done") in told(app.audit)


def test_a_key_is_turned_everywhere(app: App) -> None:
    """What sellers said and what the catalog noted open to a new key, too, once rewrapped; damage there is told."""
    old = vault_identity(app.settings)
    said = app.docket.keep(b"an answer")
    app.journal.keep("first", [(1, "{}")])
    identity, recipient = new_identity()
    turn_in(app, recipient)
    again = open_app(app.settings)
    assert rewrap_all(again, old, resume=False).done == len(ORIGINALS) + 2
    assert again.docket.get(said, identity) == b"an answer"
    assert again.journal.newest_name(identity) == "first"
    (file,) = (app.settings.home / "store" / "docket").rglob("*.age")
    file.write_bytes(b"gone")
    assert check_vault(again, None, resume=False).damaged == (f"docket/{said}",)


def test_keys_of_the_settings_are_changed_there(tmp_path: Path) -> None:
    """Where the settings name the recipients, no file of ours overrules them; and no key that is none is added."""
    _, recipient = new_identity()
    named = open_app(settings_of(tmp_path, role="custodian", **{"vault.recipients": [recipient]}))
    with pytest.raises(UsageError, match="settings"):
        turn_in(named, new_identity()[1])
    own = open_app(settings_of(tmp_path / "other", role="custodian"))
    with pytest.raises(UsageError):
        turn_in(own, "age1" + "q" * 58)
    assert len(vault_recipients(own.settings)) == 1


def test_damage_is_told_and_left_as_it_is(app: App, tmp_path: Path) -> None:
    """A damaged original is named by checking and by rewrapping, and is not written over."""
    digest = app.vault.keep(ORIGINALS[2])
    (file,) = (tmp_path / "home" / "store" / "vault").rglob(f"{digest[7:]}.age")
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    identity = vault_identity(app.settings)
    for found in (check_vault(app, None, resume=False), check_vault(app, identity, resume=False),
                  rewrap_all(app, identity, resume=False)):  # fmt: skip
        assert (found.done, found.damaged) == (3, (digest,))
    assert file.read_bytes()[:-1] == data[:-1]


def test_a_damaged_head_stops_no_other(app: App, tmp_path: Path) -> None:
    """An original whose header is damaged looks like one for other keys: it is told, and the rest is checked."""
    digest = app.vault.keep(ORIGINALS[2])
    folder = tmp_path / "home" / "store"
    (file,) = (folder / "vault").rglob(f"{digest[7:]}.age")
    shutil.rmtree(folder / ".noticepack")
    data = bytearray(file.read_bytes())
    data[data.index(b"X25519 ") + 10] ^= 1
    file.write_bytes(data)
    identity = vault_identity(app.settings)
    for found in (check_vault(app, identity, resume=False), rewrap_all(app, identity, resume=False)):
        assert (found.done, found.damaged) == (3, (digest,))
    with pytest.raises(UsageError, match="cannot open"):
        check_vault(app, new_identity()[0], resume=False)


def test_an_original_of_another_name_is_damage(app: App, tmp_path: Path) -> None:
    """A ciphertext put in the place of another opens, and is found by its digest."""
    first, second = (app.vault.keep(data) for data in ORIGINALS[:2])
    folder = tmp_path / "home" / "store"
    files = [next(folder.rglob(f"vault/*/{digest[7:]}.age")) for digest in (first, second)]
    shutil.rmtree(folder / ".noticepack")
    files[0].write_bytes(files[1].read_bytes())
    assert check_vault(app, None, resume=False).damaged == ()
    assert check_vault(app, vault_identity(app.settings), resume=False).damaged == (first,)


def test_the_commands_work(app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`vault get`, `recipients`, `rewrap` and `verify` do what they say from the command line."""
    monkeypatch.chdir(tmp_path)
    digest = app.vault.keep(ORIGINALS[0])
    (tmp_path / "id.txt").write_text(vault_identity(app.settings))
    base = ["--home", str(tmp_path / "home"), "--role", "custodian", "vault"]
    env = {"NOTICEPACK_VERIFIERS": None}
    got = CliRunner().invoke(cli, [*base, "get", digest[:12], "--identity", "id.txt"], env=env)
    assert got.exit_code == 0
    assert (tmp_path / digest[7:19]).read_bytes() == ORIGINALS[0]
    added = CliRunner().invoke(cli, [*base, "recipients", "--add", new_identity()[1]], env=env)
    assert len([line for line in added.stdout.splitlines() if line.startswith("age1")]) == 2
    assert "3 encrypted files rewrapped" in CliRunner().invoke(cli, [*base, "rewrap"], env=env).stdout
    assert (
        "3 encrypted files decrypted"
        in CliRunner().invoke(cli, [*base, "verify", "--identity", "id.txt"], env=env).stdout
    )
    assert isinstance(CliRunner().invoke(cli, [*base, "get", "0000"], env=env).exception, NotStored | UsageError)
    with pytest.raises(UsageError):
        identity_text(app.settings, tmp_path / "nothing")


def test_the_age_format_is_enough(app: App, tmp_path: Path) -> None:
    """Each original opens with an age library and the identity file alone, and is what its name says."""
    identity = pyrage.x25519.Identity.from_str(vault_identity(app.settings).strip())
    files = list((tmp_path / "home" / "store" / "vault").rglob("*.age"))
    assert len(files) == len(ORIGINALS)
    for file in files:
        assert hashlib.sha256(pyrage.decrypt(file.read_bytes(), [identity])).hexdigest() == file.stem

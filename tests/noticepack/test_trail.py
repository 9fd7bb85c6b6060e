"""Who acts is known, what a role may not do is refused and recorded, and what leaves is recorded before it does."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.access import UserRole
from config.errors import NotPermitted, StorageError, Unavailable
from config.settings import Settings, load_settings
from noticepack.archive_files import write_version
from noticepack.audit_view import Wanted, check_logs, records
from noticepack.bootstrap import App, open_app, open_audit, open_object_store
from noticepack.cli import app as cli
from noticepack.trail import Actor, Trail
from storage.audit import AuditLog
from storage.audit_record import line_to_record
from storage.inventory import sha512
from tests.storage.doubles import FailingStore, MemoryStore

NOW = datetime(2026, 3, 12, 9, 14, tzinfo=UTC)


def settings_of(folder: Path, **changes: object) -> Settings:
    """Settings with all they make in a folder."""
    return load_settings(None, {"HOME": str(folder)}, {"home": folder / "home", **changes}).settings


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """The application with one archived case."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NOTICEPACK_VERIFIERS", raising=False)  # the tests' own, and no setting
    app = open_app(settings_of(tmp_path))
    app.archive.add("AMZ-US-7KQ2M4XD", {"a.txt": b"a"}, created=NOW, message="a notice joined", user="ann")
    return app


def told(trail: Trail) -> list[tuple[str, str, str]]:
    """Action, target and outcome of all records, oldest first."""
    local = trail.log.local()
    entries = [line_to_record(line).entry for line in (local.lines if local else ())]
    return [(entry.action, entry.target, entry.outcome) for entry in entries]


def test_an_archive_write_is_recorded(app: App) -> None:
    """Each added version is recorded, and one that was there already is recorded as found."""
    app.archive.add("AMZ-US-7KQ2M4XD", {"a.txt": b"a"}, created=NOW, message="again", user="ann")
    assert told(app.audit)[-2:] == [
        ("archive.add", "AMZ-US-7KQ2M4XD", "added"),
        ("archive.add", "AMZ-US-7KQ2M4XD", "found"),
    ]


def test_an_exchanged_inventory_is_not_the_one_that_was_recorded(app: App, tmp_path: Path) -> None:
    """The log holds the SHA-512 of each version's inventory as it lies in the store, to compare with."""
    app.archive.add("AMZ-US-7KQ2M4XD", {"a.txt": b"b"}, created=NOW, message="more", user="ann")
    local = app.audit.log.local()
    entries = [line_to_record(line).entry for line in (local.lines if local else ())]
    added = {one.details["version"]: one.details["inventory"] for one in entries if one.action == "archive.add"}
    store, path = open_object_store(app.settings), app.archive.path("AMZ-US-7KQ2M4XD")
    assert added == {version: sha512(store.get(f"{path}/{version}/inventory.json")) for version in ("v1", "v2")}


def test_a_retrieval_is_sealed_before_bytes_leave(app: App, tmp_path: Path) -> None:
    """When the files are written, the store holds the signed record of who took them."""
    write_version(app.archive, app.audit, "AMZ-US-7KQ2M4XD", None, tmp_path / "out")
    (state,) = check_logs(open_object_store(app.settings), app.audit)
    assert state.faults == ()
    granted = told(app.audit).index(("archive.get", "AMZ-US-7KQ2M4XD", "granted")) + 1
    assert state.sealed == granted
    assert told(app.audit)[-1] == ("archive.get", "AMZ-US-7KQ2M4XD", "delivered")


def test_what_cannot_be_recorded_does_not_leave(app: App, tmp_path: Path) -> None:
    """A store that refuses the record of a retrieval gets no retrieval."""
    failing = FailingStore(MemoryStore(), 1, done_first=False)
    trail = Trail(AuditLog(tmp_path / "log", lambda at: failing), app.audit.actor)
    with pytest.raises(Unavailable):
        write_version(app.archive, trail, "AMZ-US-7KQ2M4XD", None, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_refuses_is_told(app: App, tmp_path: Path) -> None:
    """A log that cannot be written is an error."""
    (tmp_path / "home" / "audit").chmod(0o500)
    with pytest.raises(StorageError):
        app.audit.record("archive.get")


def test_a_refusal_is_recorded(app: App, tmp_path: Path) -> None:
    """A role that may not do something is refused, whoever calls, and the refusal is in the log."""
    trail = app.audit.acting(Actor("eve", UserRole.CUSTODIAN, "198.51.100.7", "web"))
    with pytest.raises(NotPermitted):
        write_version(app.archive, trail, "AMZ-US-7KQ2M4XD", None, tmp_path / "out")
    assert told(app.audit)[-1] == ("archive.get", "AMZ-US-7KQ2M4XD", "refused")
    shown = records(open_object_store(app.settings), app.audit, Wanted(user="eve"))
    assert [(one.record.entry.role, one.record.entry.origin) for one in shown] == [("custodian", "198.51.100.7")]


def test_the_command_line_asks_the_same_table(app: App, tmp_path: Path) -> None:
    """A command is refused to a role before it does anything, and the refusal is recorded."""
    base = ["--home", str(tmp_path / "home"), "--role", "auditor"]
    result = CliRunner().invoke(cli, [*base, "cases"])
    assert isinstance(result.exception, NotPermitted)
    assert told(app.audit)[-1] == ("cases", "", "refused")
    done = CliRunner().invoke(cli, [*base, "archive", "get", "AMZ-US-7KQ2M4XD", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert (tmp_path / "out" / "a.txt").read_bytes() == b"a"


def test_a_changed_setting_is_recorded(app: App, tmp_path: Path) -> None:
    """A setting that differs from the last time is recorded with both values; a secret only as set or not."""
    key = {"s3.access_key_id": "id", "s3.secret_access_key": "very secret"}
    again = open_app(settings_of(tmp_path, trusted_authserv_ids=("mx.seller.example",), **key))
    changes = {target for action, target, _ in told(again.audit) if action == "config.change"}
    assert changes == {"trusted_authserv_ids", "s3.access_key_id", "s3.secret_access_key"}
    local = again.audit.log.local()
    assert local is not None
    assert b"very secret" not in b"".join(local.lines)
    assert b"very secret" not in (tmp_path / "home" / "audit" / "configuration.json").read_bytes()
    before = len(told(again.audit))
    open_app(settings_of(tmp_path, trusted_authserv_ids=("mx.seller.example",), **key))
    assert len(told(again.audit)) == before


def test_records_are_found_by_what_is_wanted(app: App) -> None:
    """Records are chosen by target, action, user and time, from the store and from this machine."""
    app.audit.seal()
    app.audit.record("vault.get", "sha256:00", "granted")
    store = open_object_store(app.settings)

    def found(**wanted: object) -> list[str]:
        return [one.record.entry.action for one in records(store, app.audit, Wanted(**wanted))]  # type: ignore[arg-type]

    assert found() == ["config.begin", "archive.add", "vault.get"]
    assert found(action="vault") == ["vault.get"]
    assert found(target="AMZ-US") == ["archive.add"]
    assert found(user="nobody") == found(until=NOW) == found(since=datetime.now(UTC) + timedelta(hours=1)) == []


def test_a_pinned_key_is_held_to(app: App) -> None:
    """With fingerprints from elsewhere, a log of another key is a fault, and so is a log that is gone."""
    app.audit.seal()
    store = open_object_store(app.settings)
    assert [state.faults for state in check_logs(store, app.audit, [app.audit.log.fingerprint])] == [()]
    states = list(check_logs(store, app.audit, ["ab" * 32]))
    assert [[fault.code.value for fault in state.faults] for state in states] == [["key"], ["removed"]]


def test_the_commands_show_and_verify(app: App, tmp_path: Path) -> None:
    """`audit show` prints records, `audit verify` exits with 1 as soon as one was edited."""
    base = ["--home", str(tmp_path / "home"), "audit"]
    app.audit.seal()
    shown = CliRunner().invoke(cli, [*base, "show", "--target", "AMZ-US", "--json"])
    assert shown.exit_code == 0, shown
    assert [json.loads(line)["action"] for line in shown.stdout.splitlines()] == ["archive.add"]
    assert "archive.add: added" in CliRunner().invoke(cli, [*base, "show"]).stdout
    assert CliRunner().invoke(cli, [*base, "verify"]).exit_code == 0
    file = tmp_path / "home" / "audit" / "records.jsonl"
    file.write_bytes(file.read_bytes().replace(b"AMZ-US", b"AMZ-DE"))
    verified = CliRunner().invoke(cli, [*base, "verify"])
    assert verified.exit_code == 1
    assert "changed: record 2: this machine" in verified.stdout


def test_a_trail_can_be_opened_without_an_application(tmp_path: Path) -> None:
    """Who only retrieves needs no catalog and no vault: nothing but the log is made."""
    open_audit(settings_of(tmp_path)).permit("archive.get", "x")
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["audit", "store"]

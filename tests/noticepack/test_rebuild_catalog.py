"""`noticepack catalog rebuild`: the loss of the catalog loses nothing, whatever the store."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import Result
from sqlalchemy import select
from typer.testing import CliRunner

from assemble.docket import ForcedPacket
from config.errors import StorageError
from noticepack.bootstrap import App, open_app, open_database
from noticepack.casework import close_case, merge_cases, submitted
from noticepack.cli import app as cli
from noticepack.docket import add_entry
from storage.catalog_rows import ReminderRow
from storage.catalog_schema import metadata
from storage.search import search
from storage.search_query import SearchQuery
from tests.noticepack.conftest import SAMPLES, run_here

if TYPE_CHECKING:
    from tests.services.seaweed import Server

NOTICES = [
    SAMPLES / "amazon-us-trademark-html.eml",
    SAMPLES / "amazon-us-trademark-html-again.eml",
    SAMPLES / "amazon-us-trademark-reinstated-reply.eml",
    SAMPLES / "amazon-us-copyright-plain.eml",
    SAMPLES / "amazon-us-patent-gmail-forward.eml",
    SAMPLES / "amazon-us-phishing-lookalike.eml",
    SAMPLES / "unrelated-newsletter-amazon.eml",
]
UNLIKE = {"about", "pending"}
"""Tables that tell of the catalog itself."""


def tables(app: App) -> dict[str, list[Any]]:
    """Every row of every table."""
    with open_database(app.settings).reading() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items() if name not in UNLIKE
        }  # fmt: skip
        terms = connection.exec_driver_sql("SELECT rowid, terms FROM search_index ORDER BY rowid")
        return found | {"search_index": [tuple(row) for row in terms]}


def lose(app: App) -> None:
    """The catalog is gone, with all that lies beside it."""
    app.catalog.close()
    for path in app.settings.home.glob("catalog.sqlite*"):
        path.unlink()


def rebuild(app: App, *words: str, **env: str) -> Result:
    """What the command says."""
    options = ["--home", str(app.settings.home), "--store", app.settings.store, "catalog", "rebuild"]
    return CliRunner().invoke(cli, [*options, *words], env={"COLUMNS": "100", **env})


def worked(app: App, tmp_path: Path) -> None:
    """All kinds of changes: sightings, outcomes, decisions, a docket, reminders."""
    (tmp_path / "again").mkdir()
    (tmp_path / "again" / "elsewhere.eml").write_bytes(NOTICES[0].read_bytes())
    (tmp_path / "again" / "other-bytes.eml").write_bytes(b"X-Copy: 1\n" + NOTICES[3].read_bytes())
    run_here(app, NOTICES)
    run_here(app, [tmp_path / "again"])
    first, second, third = sorted(row.id for row in app.catalog.cases())
    merge_cases(app, first, second, by="ann", why="one problem")
    submitted(app, first, when=app.clock(), by="ann", version=None)
    close_case(app, third, by="ann", why="done")
    add_entry(app, first, ForcedPacket("it is urgent", ("x.y",)))
    row = ReminderRow(first, "24 h", "mail", app.clock())
    assert app.catalog.begin_reminder(row)
    app.catalog.end_reminder(row, app.clock())
    (quarantined,) = app.catalog.items("quarantined")
    app.catalog.release(quarantined.digest, by="ann", why="she called", at=app.clock())


@pytest.mark.parametrize("kind", ["directory", pytest.param("s3", marks=pytest.mark.service)])
def test_the_loss_of_the_catalog_loses_nothing(
    kind: str, request: pytest.FixtureRequest, make_app: Callable[..., App], tmp_path: Path
) -> None:
    """Made anew, every table is equal, every row of it; run again, every item is a duplicate; and twice the same."""
    options: dict[str, object] = {"trusted_authserv_ids": ["mx.seller.example"]}
    env = {}
    if kind == "s3":
        server: Server = request.getfixturevalue("seaweed")
        s3 = {"endpoint": f"http://127.0.0.1:{server.port}", "path_style": True, "access_key_id": server.access_key,
              "secret_access_key": server.secret_key}  # fmt: skip
        options |= {
            "store": f"s3://noticepack-test/{tmp_path.name}",
            **{f"s3.{key}": value for key, value in s3.items()},
        }
        env = {f"NOTICEPACK_S3__{key.upper()}": str(value) for key, value in s3.items()}
    app = make_app(**options)
    worked(app, tmp_path)
    before = tables(app)
    assert [name for name, rows in before.items() if not rows] == []

    for words in ((), ("--replace",)):
        if not words:
            lose(app)
        done = rebuild(app, *words, "--json", **env)
        assert (done.exit_code, json.loads(done.stdout)["unknown"]) == (0, []), done.output
        app = make_app(**options)
        assert tables(app) == before

    report = run_here(app, [*NOTICES, tmp_path / "again"])
    assert report.counts == {"duplicate": len(NOTICES) + 2}
    assert tables(app) == before


def test_what_is_done_after_a_rebuild_is_kept_too(make_app: Callable[..., App]) -> None:
    """A catalog that was made anew goes on in the journal behind the one before; a second loss loses nothing either."""
    app = make_app(trusted_authserv_ids=["mx.seller.example"])
    run_here(app, NOTICES[:1])
    lose(app)
    rebuild(app)
    app = make_app(trusted_authserv_ids=["mx.seller.example"])
    run_here(app, NOTICES[3:])
    before = tables(app)
    lose(app)
    assert "7 items" not in rebuild(app).stdout
    assert tables(open_app(app.settings)) == before


def test_without_the_identity_only_search_comes_back(make_app: Callable[..., App]) -> None:
    """What cannot be restored is said plainly, search works as before, and nothing else does."""
    app = make_app(trusted_authserv_ids=["mx.seller.example"])
    run_here(app, [*NOTICES[:1], *NOTICES[2:5]])
    close_case(app, next(app.catalog.cases()).id, by="ann", why="done")
    before = {hit.row for hit in search(open_database(app.settings), SearchQuery(), 100).hits}
    assert "closed" in {row.state for row in before}
    lose(app)
    (app.settings.home / "vault-identity.txt").rename(app.settings.home / "elsewhere.txt")
    said = rebuild(app).stdout
    assert "not restored" in said
    assert {hit.row for hit in search(open_database(app.settings), SearchQuery(), 100).hits} == before
    with pytest.raises(StorageError, match="serves `archive search` only"):
        open_app(app.settings)
    (app.settings.home / "elsewhere.txt").rename(app.settings.home / "vault-identity.txt")
    assert rebuild(app, "--replace").exit_code == 0
    assert open_app(app.settings).catalog.counts().archived == 4


def test_a_catalog_that_holds_something_is_not_replaced_unasked(make_app: Callable[..., App]) -> None:
    """Nor is one whose journal is damaged: it stays as it was."""
    app = make_app()
    run_here(app, NOTICES[-1:])
    before = tables(app)
    assert "--replace" in getattr(rebuild(app).exception, "advice", "")
    store = app.settings.home / "store"
    journal = sorted((store / "journal").rglob("*.age"))
    journal[0].write_bytes(b"nothing")
    (store / ".noticepack" / "digests" / journal[0].relative_to(store)).unlink()
    assert getattr(rebuild(app, "--replace").exception, "exit_code", None) == 1
    assert tables(app) == before
    assert len(journal) >= 1

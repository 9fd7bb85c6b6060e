"""`noticepack catalog` and the main job on PostgreSQL: the same rows as on SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from noticepack.bootstrap import App
from noticepack.cli import app as cli
from tests.noticepack.conftest import SAMPLES, Run

if TYPE_CHECKING:
    from tests.services.postgres import Postgres

NOTICES = [
    SAMPLES / "amazon-us-trademark-html.eml",
    SAMPLES / "amazon-us-trademark-html-again.eml",
    SAMPLES / "amazon-us-trademark-reinstated-reply.eml",
    SAMPLES / "unrelated-newsletter-amazon.eml",
]


def rows(app: App) -> dict[str, object]:
    """What the catalog says, without what differs from one archive to another: digests of packets, pseudonyms."""
    keep = ("id", "platform", "state", "deadline_at", "version", "lacks", "case_json")
    return {
        "items": [(row, app.catalog.repeat_of(row.digest)) for row in app.catalog.items()],
        "cases": [{name: getattr(row, name) for name in keep} for row in app.catalog.cases()],
        "counts": app.catalog.counts(),
    }


@pytest.mark.service
def test_a_team_s_catalog_is_made_and_used(
    postgres: Postgres, tmp_path: Path, make_app: Callable[..., App], run: Run
) -> None:
    """`catalog upgrade` makes it, once; then a run on PostgreSQL leaves the rows that one on SQLite leaves."""
    postgres.run("CREATE DATABASE team")
    given = {"NOTICEPACK_CATALOG__DATABASE": postgres.url("team"), "NOTICEPACK_CATALOG__PASSWORD": postgres.password}
    base = ["--home", str(tmp_path / "shared")]
    refused = CliRunner().invoke(cli, [*base, "cases"], env=given)
    assert "noticepack catalog upgrade" in getattr(refused.exception, "advice", "")
    for before in (None, "a"):
        done = CliRunner().invoke(cli, [*base, "catalog", "upgrade", "--json"], env=given)
        said = json.loads(done.stdout)
        assert (said["before"] is None) == (before is None)
        assert postgres.password not in done.output

    here = make_app()
    shared = make_app(home="shared", **{"catalog.database": given["NOTICEPACK_CATALOG__DATABASE"],
                                        "catalog.password": postgres.password})  # fmt: skip
    assert run(here, NOTICES).counts == run(shared, NOTICES).counts
    assert rows(here) == rows(shared)
    assert run(shared, NOTICES).counts["duplicate"] == len(NOTICES)


def test_a_file_is_brought_up_when_it_is_opened(tmp_path: Path) -> None:
    """With SQLite nothing needs to be said; saying it does no harm."""
    base = ["--home", str(tmp_path / "home")]
    for words in ("new, to revision", "already at"):
        assert words in CliRunner().invoke(cli, [*base, "catalog", "upgrade"]).stdout
    assert CliRunner().invoke(cli, [*base, "cases"]).exit_code == 0

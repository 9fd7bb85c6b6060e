"""An application in a folder of its own, and the main job run in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from config.settings import Settings, load_settings
from ingest.sources import open_source
from noticepack.bootstrap import App, contexts_of, open_app
from noticepack.job import Job
from noticepack.report import RunReport
from noticepack.runners.serial import SerialRunner
from storage.archive_check import Fault

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
NOW = "2026-11-02T09:00:00+00:00"

Run = Callable[[App, Sequence[Path]], RunReport]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose home and store lie in the test's folder, with a clock that stands still."""
    options: dict[str, object] = {"home": str(tmp_path / "home"), "now": NOW, "workers": 1, "ocr": "off"}
    env = {"HOME": str(tmp_path), "NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["mx.seller.example"]'}
    return load_settings(None, env, options).settings


@pytest.fixture
def app(settings: Settings) -> App:
    """The application of these settings."""
    return open_app(settings)


@pytest.fixture
def run() -> Run:
    """The main job over some paths, each item read and packed in this process."""
    return run_here


def run_here(app: App, paths: Sequence[Path]) -> RunReport:
    """The main job over some paths, in this process."""
    sources = [open_source(str(path), limits=app.settings.limits, now=app.clock) for path in paths]
    runner = SerialRunner(contexts_of(app.settings))
    return Job(app, runner, RunReport(), lambda _item, _outcome: None).run(sources)


@pytest.fixture
def make_app(tmp_path: Path) -> Iterator[Callable[..., App]]:
    """Makes applications with the same home below this test's folder; options are settings."""
    opened: list[App] = []

    def make(**options: object) -> App:
        given = {"home": "home", "now": NOW, "workers": 1, "ocr": "off"} | options
        given["home"] = str(tmp_path / str(given["home"]))
        app = open_app(load_settings(None, {"HOME": str(tmp_path)}, given).settings)
        opened.append(app)
        return app

    yield make
    for app in opened:
        app.catalog.close()


@pytest.fixture
def make_job() -> Callable[..., Job]:
    """Makes a job that reads in this process."""

    def make(app: App, **more: object) -> Job:
        runner = SerialRunner(contexts_of(app.settings))
        return Job(app, runner, RunReport(), lambda _item, _outcome: None, **more)  # type: ignore[arg-type]

    return make


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, by relative path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def faults(app: App) -> dict[str, tuple[Fault, ...]]:
    """Objects of the archive that are not sound."""
    return {place: found for place, found in app.archive.verify_all() if found}

"""`extract` reads a few items and many in different ways, with the same result."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.settings import Settings
from noticepack import reading
from noticepack.reading import read_all
from noticepack.runners.serial import SerialRunner
from noticepack.tasks import Contexts, understand_task
from noticepack.workers import read_context
from tests.noticepack.conftest import SAMPLES
from tests.noticepack.test_cli import TRADEMARK, imported_by

NOTICES = sorted(SAMPLES.glob("*.eml")) + sorted(SAMPLES.glob("*.pdf"))


def test_few_and_many_say_the_same(settings: Settings) -> None:
    """Without spaCy around them, in a child of this process, the steps find what they find in its pipeline."""
    serial = SerialRunner(Contexts(read_context(settings)))
    few = [one for path in NOTICES for one in read_all(settings, [str(path)])]
    through_spacy = [serial.call(understand_task, one.item) for one in few]

    assert len(few) == len(NOTICES)
    assert [one.result for one in few] == through_spacy


def test_many_items_go_to_several_processes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than a few are read by the pool, in their order."""
    paths = [str(path) for path in NOTICES[:4]]
    few = [one.to_json() for one in read_all(settings, paths)]
    monkeypatch.setattr(reading, "FEW", 3)

    assert [one.to_json() for one in read_all(settings, paths)] == few


def test_one_mail_is_read_before_anything_heavy_is_imported(tmp_path: Path) -> None:
    """spaCy, the catalog's SQL, templates, redaction and HTTP clients take longer to import than a mail to read."""
    heavy = {"spacy", "numpy", "sqlalchemy", "jinja2", "requests", "boto3", "pebble", "assemble", "pypdfium2"}
    imported = imported_by(tmp_path, "extract", "--json", TRADEMARK)

    assert "extract" in imported
    assert imported & heavy == set()

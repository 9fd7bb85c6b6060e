"""The examples in the docstrings of storage are true."""

from __future__ import annotations

import doctest
import tempfile
from pathlib import Path
from types import ModuleType

import pytest

from storage import directory, vault


@pytest.mark.parametrize("module", [directory, vault], ids=lambda module: module.__name__)
def test_examples_run(module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each example gives what it says; the folders it makes are the test's."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0

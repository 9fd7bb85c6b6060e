"""An empty store and an empty audit log for the tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.audit import AuditLog
from tests.storage.doubles import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    """An empty store."""
    return MemoryStore()


@pytest.fixture
def log(tmp_path: Path, store: MemoryStore) -> AuditLog:
    """An empty log."""
    return AuditLog(tmp_path / "audit", lambda at: store)

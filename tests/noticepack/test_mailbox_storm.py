"""Mail that comes in while everything breaks is accounted for exactly once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.dovecot import Dovecot
from tests.services.storm import Storm, count

pytestmark = pytest.mark.service

MESSAGES = 30


def test_nothing_is_lost_and_nothing_done_twice(dovecot: Dovecot, tmp_path: Path) -> None:
    """Connections cut, server restarted, mailbox renumbered, password wrong, folder removed, watch killed."""
    storm = Storm(dovecot, tmp_path / "storm", seed=3)

    storm.blow(MESSAGES)

    found = count(storm)
    assert (found.lost, found.double) == (0, 0), found.line()
    assert found.sent == MESSAGES
    assert found.archived + found.duplicate + found.unrelated + found.quarantined == found.sent
    assert found.broken["clean ends"] == 1
    assert {"restarts", "renumberings", "wrong passwords", "kills"} <= found.broken.keys()

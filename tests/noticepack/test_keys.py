"""Secrets are made once, readable by their owner only, and a weak or missing one is told."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.errors import UsageError
from config.settings import Settings, Vault
from noticepack.keys import redaction_key, vault_identity, vault_recipients
from storage.vault import new_identity, recipients_of


def test_a_pair_is_made_once(tmp_path: Path) -> None:
    """The first call makes the pair with mode 600, the next gives the same."""
    settings = Settings(home=tmp_path / "home")

    first = vault_recipients(settings)

    assert vault_recipients(settings) == first
    assert vault_identity(settings).startswith("AGE-SECRET-KEY-")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "home").iterdir()} == {0o600}


def test_named_recipients_need_no_pair(tmp_path: Path) -> None:
    """With recipients in the settings no secret is made, and originals cannot be read back here."""
    _, public = new_identity()
    settings = Settings(home=tmp_path / "home", vault=Vault(recipients=(public,)))

    assert vault_recipients(settings) == (public,)
    with pytest.raises(UsageError, match="no vault identity here"):
        vault_identity(settings)


def test_a_short_redaction_key_is_refused(tmp_path: Path) -> None:
    """A key file with fewer than 32 characters is told with what to do."""
    file = tmp_path / "key"
    file.write_text("short\n")

    with pytest.raises(UsageError, match="shorter than 32"):
        redaction_key(Settings(home=tmp_path, redaction_key_file=file))


def test_a_missing_redaction_key_file_is_told(tmp_path: Path) -> None:
    """A file that the settings name is never made in silence."""
    with pytest.raises(UsageError, match="nowhere"):
        redaction_key(Settings(home=tmp_path, redaction_key_file=tmp_path / "nowhere"))


def test_programs_that_start_at_once_get_the_same_secrets(tmp_path: Path) -> None:
    """Whoever comes second finds what the first made: one pair that fits, one redaction key."""
    all_settings = [Settings(home=tmp_path / "home") for _ in range(8)]

    with ThreadPoolExecutor(8) as pool:
        pairs = set(pool.map(vault_recipients, all_settings))
        keys = set(pool.map(redaction_key, all_settings))

    assert (len(pairs), len(keys)) == (1, 1)
    assert pairs == {recipients_of(vault_identity(all_settings[0]))}


def test_a_pair_that_was_cut_short_is_completed(tmp_path: Path) -> None:
    """Killed after the secret half was written, the next call makes the public half that belongs to it."""
    settings = Settings(home=tmp_path / "home")
    before = vault_recipients(settings)
    (tmp_path / "home" / "vault-recipient.txt").unlink()

    assert vault_recipients(settings) == before

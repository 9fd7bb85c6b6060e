"""The main job gives the same objects whichever store keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from noticepack.bootstrap import App
from noticepack.keys import vault_identity
from storage.archive import Archive
from storage.catalog import Catalog
from storage.objects import ObjectStore
from storage.sqlite import SqliteDatabase
from storage.stores import open_store
from storage.vault import Vault
from tests.noticepack.conftest import SAMPLES, Run

if TYPE_CHECKING:
    from storage.s3 import S3Store

NOTICES = [
    SAMPLES / "amazon-us-trademark-html.eml",
    SAMPLES / "amazon-us-trademark-reinstated-reply.eml",
    SAMPLES / "joom-late-fulfilment-pdf.eml",
    SAMPLES / "unrelated-newsletter-amazon.eml",
]


def objects(store: ObjectStore, prefix: str) -> dict[str, bytes]:
    """Every object under a prefix with its bytes."""
    return {one.key: store.get(one.key) for one in store.list(prefix)}


@pytest.mark.service
def test_a_real_s3_server_holds_what_the_directory_holds(app: App, run: Run, s3_store: S3Store) -> None:
    """The archive is the same byte for byte; the vault, never twice encrypted alike, holds the same originals."""
    settings = app.settings
    recipients = ((settings.home / "vault-recipient.txt").read_text().strip(),)
    remote = replace(
        app,
        catalog=Catalog(SqliteDatabase(settings.home / "remote.sqlite")),
        vault=Vault(s3_store, recipients),
        archive=Archive(s3_store),
    )

    assert run(app, NOTICES).counts == run(remote, NOTICES).counts

    here = open_store(settings.store)
    assert objects(here, "archive/") == objects(s3_store, "archive/")
    assert len(objects(here, "archive/")) > 10
    identity = vault_identity(settings)
    kept = [{digest: v.get(digest, identity) for digest in v.digests()} for v in (app.vault, remote.vault)]
    assert kept[0] == kept[1]

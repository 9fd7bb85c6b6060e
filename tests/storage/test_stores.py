"""A place in the settings is the store it names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import StorageError, UsageError
from storage.directory import DirectoryStore
from storage.s3_options import S3Options
from storage.stores import open_store


@pytest.mark.parametrize("scheme", ["", "directory:"])
def test_a_path_is_a_folder(tmp_path: Path, scheme: str) -> None:
    """A plain path or one after `directory:` is a directory store there."""
    store = open_store(f"{scheme}{tmp_path / 'kept'}")
    assert isinstance(store, DirectoryStore)
    store.put_new("a", b"x")
    assert (tmp_path / "kept" / "a").read_bytes() == b"x"


@pytest.mark.parametrize(
    ("url", "bucket", "prefix"),
    [("s3://b", "b", ""), ("s3://b/", "b", ""), ("s3://b/p", "b", "p/"), ("s3://b/p/q/", "b", "p/q/")],
)
def test_an_s3_address_is_a_bucket_and_a_prefix(url: str, bucket: str, prefix: str) -> None:
    """The first name is the bucket, the rest a prefix; nothing is asked of the service."""
    from storage.s3 import S3Store

    store = open_store(url, S3Options(endpoint="http://127.0.0.1:9", region="us-east-1"))
    assert isinstance(store, S3Store)
    assert (store._bucket, store._prefix) == (bucket, prefix)


@pytest.mark.parametrize("url", ["", "directory:", "s3://", "s3:///p", "ftp://host/x", "https://b.s3.example.org/"])
def test_other_places_are_wrong_use(url: str) -> None:
    """A scheme that is not known is not taken for a path."""
    with pytest.raises(UsageError):
        open_store(url)


def test_a_prefix_that_is_no_key_is_refused() -> None:
    """A prefix follows the rules of keys."""
    with pytest.raises(StorageError):
        open_store("s3://b/../x", S3Options(region="us-east-1"))


def test_boto3_is_not_imported_for_a_folder() -> None:
    """Who keeps things in a folder does not wait for boto3."""
    code = (
        "import sys, storage.stores, storage.archive, storage.vault; storage.stores.open_store('x'); "
        "sys.exit(bool({'boto3', 'botocore', 'tenacity', 'sqlalchemy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0

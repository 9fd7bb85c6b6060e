"""What others put into a bucket is listed, read and moved, under whatever names they gave it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from config.errors import NotStored, SourceAway, SourceError, UsageError
from noticepack.bucket import BucketObjects
from storage.drops import S3Drops
from storage.stores import open_drops
from tests.services.seaweed import BUCKET, Server

pytestmark = pytest.mark.service

NAMES = ["a.eml", "2026/03/通知 1.eml", "odd//name", "quote'\"&<>", "deep/er/b"]


@pytest.fixture
def drops(seaweed: Server, s3_client: Any) -> S3Drops:
    """A prefix of its own with an object under each name, and one beside it."""
    prefix = uuid.uuid4().hex
    for name in NAMES:
        s3_client.put_object(Bucket=BUCKET, Key=f"{prefix}/{name}", Body=name.encode())
    s3_client.put_object(Bucket=BUCKET, Key=f"{prefix}-beside/x", Body=b"x")
    return S3Drops(BUCKET, prefix, seaweed.options(), client=s3_client)


def test_every_name_is_listed_and_read(drops: S3Drops) -> None:
    """Names that ours may never be, with their exact bytes; what lies beside the prefix is not among them."""
    listed = dict(drops.entries())

    # SeaweedFS takes two slashes for one, as a file system does.
    assert {name.replace("//", "/") for name in listed} == {name.replace("//", "/") for name in NAMES}
    assert {drops.get(name).decode().replace("//", "/") for name in listed} == {n.replace("//", "/") for n in NAMES}
    assert len(set(listed.values())) == len(NAMES)


def test_moving_is_done_once(drops: S3Drops) -> None:
    """The object has its new name and no longer the old one; moving it again needs nothing."""
    for _ in range(2):
        drops.move(NAMES[1], f"done/{NAMES[1]}")

    assert drops.get(f"done/{NAMES[1]}") == NAMES[1].encode()
    with pytest.raises(NotStored):
        drops.get(NAMES[1])


def test_pages_are_joined(drops: S3Drops, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listing that comes in several answers is whole."""
    real = drops.client.list_objects_v2
    monkeypatch.setattr(drops.client, "list_objects_v2", lambda **named: real(**named, MaxKeys=2))

    assert len(list(drops.entries())) == len(NAMES)


def test_errors_of_the_store_become_those_of_a_source(seaweed: Server) -> None:
    """A bucket that is not there is for a person to mend, a service that does not answer is away."""
    with pytest.raises(SourceError, match="NoSuchBucket"):
        list(BucketObjects(open_drops("s3://no-such-bucket/x", seaweed.options())).entries())
    away = seaweed.options(endpoint="http://127.0.0.1:1", time_limit_seconds=0.2)
    with pytest.raises(SourceAway):
        list(BucketObjects(open_drops(f"s3://{BUCKET}/x", away)).entries())
    with pytest.raises(UsageError, match="bucket is missing"):
        open_drops("s3:///x", seaweed.options())


def test_an_object_that_is_gone(drops: S3Drops) -> None:
    """It gives nothing, and is no error."""
    assert BucketObjects(drops).get("never") is None

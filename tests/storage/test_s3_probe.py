"""The probe tells what a service does, also of services that say one thing and do another."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from storage.s3 import S3Store
from storage.s3_client import make_client
from storage.s3_probe import Found, probe_s3
from tests.services.seaweed import BUCKET, LOCKED_BUCKET, Server

pytestmark = pytest.mark.service


@pytest.fixture
def client(seaweed: Server) -> Any:
    """A client of its own, whose methods a test may replace."""
    return make_client(seaweed.options())


def store_of(seaweed: Server, client: Any, bucket: str = LOCKED_BUCKET, **options: Any) -> S3Store:
    """An empty store."""
    return S3Store(bucket, uuid.uuid4().hex, seaweed.options(**options), client=client)


def results(store: S3Store) -> dict[str, str]:
    """What was found for each ability."""
    return {tried.name.removeprefix("store: "): tried.found.value for tried in probe_s3(store)}


def detail(store: S3Store, name: str) -> str:
    """What is told about one ability."""
    return next(tried.detail for tried in probe_s3(store) if tried.name == f"store: {name}")


@pytest.mark.parametrize("mode", ["governance", "compliance"])
def test_a_service_that_does_everything(seaweed: Server, client: Any, mode: str) -> None:
    """On a bucket with Object Lock all works; a key that may lift a governance lock is told of."""
    found = results(store_of(seaweed, client, lock_mode=mode, encryption="AES256"))
    lock = "lacks" if mode == "governance" else "works"
    assert found == {"rights": "works", "clock": "works", "checksums": "works", "two writers": "works",
                     "versions": "works", "lock": lock, "encryption": "works"}  # fmt: skip


def test_a_bucket_without_locks_and_versions(seaweed: Server, client: Any) -> None:
    """What the settings do not ask for is lacking, what they ask for fails."""
    found = results(store_of(seaweed, client, BUCKET))
    assert (found["versions"], found["lock"], found["encryption"]) == ("lacks", "lacks", "lacks")
    assert results(store_of(seaweed, client, BUCKET, lock_mode="compliance"))["lock"] == "fails"


def test_nothing_is_left_behind(seaweed: Server, client: Any) -> None:
    """A probe leaves one canary, for one minute, and nothing else."""
    store = store_of(seaweed, client, lock_mode="compliance")
    list(probe_s3(store))
    assert [one.key[:11] for one in store.list()] == ["probe/lock-"]


def test_a_lock_that_is_only_said_is_no_lock(seaweed: Server, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that takes the lock's headers and keeps nothing is never called locked."""
    real: Callable[..., Any] = client.put_object

    def without_lock(**request: Any) -> Any:
        return real(**{key: value for key, value in request.items() if not key.startswith("ObjectLock")})

    monkeypatch.setattr(client, "put_object", without_lock)
    store = store_of(seaweed, client, lock_mode="compliance")
    assert results(store)["lock"] == "fails"
    assert "could be removed" in detail(store, "lock")


def test_conditions_that_are_ignored_are_found(seaweed: Server, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that writes whatever the condition is fails, with the setting that helps."""
    real: Callable[..., Any] = client.put_object

    def always(**request: Any) -> Any:
        return real(**{key: value for key, value in request.items() if key not in ("IfMatch", "IfNoneMatch")})

    monkeypatch.setattr(client, "put_object", always)
    (tried,) = (one for one in probe_s3(store_of(seaweed, client)) if one.name == "store: two writers")
    assert tried.found is Found.FAILS
    assert "conditional_writes" in tried.remedy


def test_checksums_that_are_ignored_are_found(seaweed: Server, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that takes bytes with a wrong checksum is told of."""
    real: Callable[..., Any] = client.put_object
    monkeypatch.setattr(
        client, "put_object", lambda **request: real(**{k: v for k, v in request.items() if k != "ChecksumSHA256"})
    )
    assert results(store_of(seaweed, client))["checksums"] == "lacks"


@pytest.mark.parametrize(("minutes", "expected"), [(0, "works"), (2, "lacks"), (-2, "lacks"), (20, "fails")])
def test_a_wrong_clock_is_told(
    seaweed: Server, client: Any, monkeypatch: pytest.MonkeyPatch, minutes: int, expected: str
) -> None:
    """The service's time is compared with this machine's."""
    real: Callable[..., Any] = client.list_objects_v2

    def shifted(**request: Any) -> Any:
        answer = real(**request)
        told = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
        answer["ResponseMetadata"]["HTTPHeaders"]["date"] = told
        return answer

    monkeypatch.setattr(client, "list_objects_v2", shifted)
    assert results(store_of(seaweed, client))["clock"] == expected


def test_missing_rights_are_named(seaweed: Server, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that may not remove, or not write, is told by what it may not do."""

    def refused(**_: Any) -> Any:
        answer = {"Error": {"Code": "AccessDenied"}, "ResponseMetadata": {"HTTPStatusCode": 403}}
        raise ClientError(answer, "Delete")  # type: ignore[arg-type]

    monkeypatch.setattr(client, "delete_object", refused)
    assert "may not remove (" in detail(store_of(seaweed, client), "rights")


def test_a_wrong_key_is_told_once_for_each(seaweed: Server) -> None:
    """With a wrong secret every trial fails and none raises."""
    options = seaweed.options(secret_key="wrong")
    store = S3Store(BUCKET, uuid.uuid4().hex, options)
    found = results(store)
    assert set(found.values()) <= {"fails", "lacks", "works"}
    assert (found["rights"], found["two writers"], found["versions"]) == ("fails", "fails", "fails")

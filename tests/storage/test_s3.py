"""What the S3 store adds to the contract: faults on the way, lost answers, large objects, silent truncation."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from config.errors import AlreadyStored, Conflict, Damaged, NotStored, StorageError, Unavailable
from storage.archive import Archive
from storage.objects import digest_of
from storage.s3 import S3Store
from storage.s3_client import make_client
from storage.s3_options import MEBIBYTE, S3Options
from tests.services.faulty_proxy import Fault, Plan, faulty_proxy
from tests.services.seaweed import BUCKET, Server
from tests.storage.doubles import MemoryStore

pytestmark = pytest.mark.service
DATA = bytes(range(256)) * 40


@dataclass
class Faulty:
    """A store behind a faulty proxy, the plan of its faults, and the same objects without the proxy."""

    store: S3Store
    plan: Plan
    direct: S3Store


@pytest.fixture
def faulty(seaweed: Server, s3_client: Any) -> Iterator[Faulty]:
    """A store whose requests go through a proxy."""
    plan, prefix = Plan(), uuid.uuid4().hex
    with faulty_proxy(seaweed.port, plan) as port:
        options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=20.0)
        yield Faulty(
            S3Store(BUCKET, prefix, options), plan, S3Store(BUCKET, prefix, seaweed.options(), client=s3_client)
        )


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.RESET, Fault.ANSWER_LOST, Fault.HALF_BODY, Fault.FLIPPED])
@pytest.mark.parametrize("times", [1, 2])
def test_a_read_survives_faults_on_the_way(faulty: Faulty, fault: Fault, times: int) -> None:
    """A read that is refused, cut or spoiled once or twice is done again until its bytes are right."""
    faulty.direct.put_new("k", DATA)
    faulty.plan.faults = [fault] * times
    assert faulty.store.get("k") == DATA
    assert faulty.plan.seen == times + 1


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.RESET, Fault.ANSWER_LOST])
@pytest.mark.parametrize("times", [1, 4])
def test_a_write_survives_faults_on_the_way(faulty: Faulty, fault: Fault, times: int) -> None:
    """A write whose request or answer is lost is done again, and finding its own bytes there is no conflict."""
    faulty.plan.method, faulty.plan.faults = "PUT", [fault] * times
    first = faulty.store.put_new("k", DATA)
    assert faulty.direct.get("k") == DATA
    faulty.plan.faults = [fault] * times
    assert faulty.store.replace("k", b"newer", tag=first.tag).digest == digest_of(b"newer")
    assert faulty.direct.get("k") == b"newer"


def test_others_are_seen_through_faults(faulty: Faulty) -> None:
    """Repeating a write that was lost does not write over what another wrote."""
    faulty.direct.put_new("k", b"of another")
    faulty.plan.method, faulty.plan.faults = "PUT", [Fault.RESET]
    with pytest.raises(AlreadyStored):
        faulty.store.put_new("k", DATA)
    assert faulty.direct.get("k") == b"of another"


def test_lists_survive_faults(faulty: Faulty) -> None:
    """A page of a list that is cut is asked for again; no key is lost or told twice."""
    for number in range(5):
        faulty.direct.put_new(f"{number}", b"x")
    faulty.plan.faults = [Fault.REFUSED, Fault.HALF_BODY, Fault.RESET]
    assert sorted(faulty.store.keys()) == ["0", "1", "2", "3", "4"]


def test_bytes_that_are_always_wrong_are_damaged(faulty: Faulty) -> None:
    """Wrong bytes five times in a row are the store's fault and not the network's."""
    faulty.direct.put_new("k", DATA)
    faulty.plan.then = Fault.FLIPPED
    with pytest.raises(Damaged):
        faulty.store.get("k")
    assert faulty.plan.seen == 5


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.RESET, Fault.HALF_BODY])
def test_a_service_that_stays_away_is_unavailable(seaweed: Server, fault: Fault) -> None:
    """Retrying ends at the time limit."""
    with faulty_proxy(seaweed.port, Plan("GET", then=fault)) as port:
        options = seaweed.options(endpoint=f"http://127.0.0.1:{port}", time_limit_seconds=1.0)
        direct = S3Store(BUCKET, uuid.uuid4().hex, seaweed.options())
        direct.put_new("k", DATA)
        store = S3Store(BUCKET, direct._prefix.rstrip("/"), options)
        begun = time.monotonic()
        with pytest.raises(Unavailable):
            store.get("k")
        assert time.monotonic() - begun < 12  # boto3's own three tries may just have begun


def test_nobody_listening_is_unavailable() -> None:
    """No service at the endpoint at all."""
    options = S3Options("http://127.0.0.1:9", "us-east-1", True, "key", "secret", time_limit_seconds=0.5)
    with pytest.raises(Unavailable):
        S3Store(BUCKET, "", options).head("k")


@pytest.mark.parametrize(
    ("changes", "bucket", "advice"),
    [
        ({"secret_key": "wrong"}, BUCKET, "access key"),
        ({"access_key": "unknown"}, BUCKET, "access key"),
        ({}, "no-such-bucket-here", "bucket"),
    ],
    ids=["secret", "key", "bucket"],
)
def test_wrong_settings_are_named_at_once(seaweed: Server, changes: dict[str, str], bucket: str, advice: str) -> None:
    """Wrong keys and a bucket that is not there are not tried again, and the advice says what to correct."""
    store = S3Store(bucket, "", seaweed.options(**changes))
    begun = time.monotonic()
    actions: list[Callable[[], object]] = [lambda: store.get("k"), lambda: list(store.keys())]
    if bucket == BUCKET:  # this server makes a bucket that is missing when an administrator writes to it
        actions.append(lambda: store.put_new("k", b""))
    for action in actions:
        with pytest.raises(StorageError) as caught:
            action()
        assert type(caught.value) is StorageError
        assert advice in caught.value.advice
    assert time.monotonic() - begun < 10


def test_an_endpoint_that_is_none() -> None:
    """An endpoint that cannot be an address is our error."""
    with pytest.raises(StorageError):
        make_client(S3Options(endpoint="no address"))


def test_bytes_changed_behind_our_back(s3_store: S3Store, s3_client: Any) -> None:
    """Other bytes under our digest, as damage in the service would leave them, are never handed out."""
    s3_store.put_new("k", DATA)
    name = f"{s3_store._prefix}k"
    metadata = s3_client.head_object(Bucket=BUCKET, Key=name)["Metadata"]
    s3_client.put_object(Bucket=BUCKET, Key=name, Body=b"other bytes", Metadata=metadata)
    with pytest.raises(Damaged):
        s3_store.get("k")


def test_objects_of_others_can_be_read(s3_store: S3Store, s3_client: Any) -> None:
    """An object without our metadata is read, and described by its own bytes."""
    s3_client.put_object(Bucket=BUCKET, Key=f"{s3_store._prefix}k", Body=DATA)
    assert s3_store.get("k") == DATA
    assert s3_store.head("k").digest == digest_of(DATA)


def test_a_service_that_keeps_less_than_it_was_sent(s3_store: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write counts only when what is there afterwards has its size."""
    real = s3_store.client.head_object

    def shorter(**request: Any) -> Any:
        answer = real(**request)
        return {**answer, "ContentLength": answer["ContentLength"] - 1}

    monkeypatch.setattr(s3_store.client, "head_object", shorter)
    with pytest.raises(Damaged):
        s3_store.put_new("k", DATA)


@pytest.fixture
def in_parts(seaweed: Server, s3_client: Any) -> S3Store:
    """A store that sends everything above 5 MiB in parts."""
    options = seaweed.options(multipart_bytes=5 * MEBIBYTE, part_bytes=5 * MEBIBYTE)
    return S3Store(BUCKET, uuid.uuid4().hex, options, client=s3_client)


def uploads(client: Any, store: S3Store) -> list[Any]:
    """Uploads of the store that are under way; other tests may have theirs."""
    found: list[Any] = client.list_multipart_uploads(Bucket=BUCKET).get("Uploads", [])
    return [one for one in found if one["Key"].startswith(store._prefix)]


def test_large_objects_go_in_parts(in_parts: S3Store, s3_client: Any) -> None:
    """The contract holds for objects in parts: whole, checked, conditional."""
    data, other = b"a" * (11 * MEBIBYTE), b"b" * (11 * MEBIBYTE)
    stored = in_parts.put_new("big", data)
    assert stored.tag.strip('"').endswith("-3")
    assert in_parts.get("big") == data
    assert in_parts.head("big") == in_parts.put_new("big", data) == stored
    with pytest.raises(AlreadyStored):
        in_parts.put_new("big", other)
    with pytest.raises(Conflict):
        in_parts.replace("big", other, tag='"older"')
    assert in_parts.replace("big", other, tag=stored.tag).digest == digest_of(other)
    assert uploads(s3_client, in_parts) == []


def test_parts_of_a_failed_upload_are_thrown_away(
    in_parts: S3Store, s3_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An upload that fails in the middle leaves neither object nor parts."""
    real: Callable[..., Any] = s3_client.upload_part

    def fail_second(**request: Any) -> Any:
        if request["PartNumber"] == 2:
            request["ChecksumSHA256"] = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
        return real(**request)

    monkeypatch.setattr(s3_client, "upload_part", fail_second)
    quick = S3Store(BUCKET, in_parts._prefix.rstrip("/"), S3Options(
        multipart_bytes=5 * MEBIBYTE, part_bytes=5 * MEBIBYTE, time_limit_seconds=0.1), client=s3_client)  # fmt: skip
    with pytest.raises(StorageError):
        quick.put_new("big", b"a" * (11 * MEBIBYTE))
    with pytest.raises(NotStored):
        in_parts.head("big")
    assert uploads(s3_client, in_parts) == []


def test_an_archive_through_faults_is_the_same_archive(faulty: Faulty) -> None:
    """Every third write lost or its answer lost: the same versions come out, byte for byte, nothing more."""
    faulty.plan.method = "PUT"
    faulty.plan.faults = [Fault.NONE, Fault.RESET, Fault.NONE, Fault.NONE, Fault.ANSWER_LOST, Fault.NONE] * 20
    plain = MemoryStore()
    for store in (plain, faulty.store):
        archive = Archive(store)
        for number in range(3):
            archive.add(
                "AMZ-US-7KQ2M4XD",
                {"appeal.docx": b"appeal %d" % number, f"{number}.txt": b"n"},
                created=datetime(2026, 1, 1, tzinfo=UTC),
                message="a notice joined",
                user="noticepack",
            )
    assert faulty.plan.seen > 20
    assert {one.key: faulty.direct.get(one.key) for one in faulty.direct.list()} == plain.objects
    assert Archive(faulty.direct).verify("AMZ-US-7KQ2M4XD") == ()

"""An S3 bucket as object store, through boto3.

Every write carries the SHA-256 of its bytes, which the service checks, and is read back (size and digest) before it
counts; every read is checked against the digest kept in the object's metadata. boto3 retries what fails before an
answer begins; tenacity, with full jitter and a total time limit, retries what boto3 does not: a connection that breaks
in the middle of a body, a wrong checksum on reading, a service that is not ready yet for longer than boto3 waits.
Conditional writes (If-None-Match, If-Match) keep two writers apart:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from tenacity import Retrying, retry_if_exception, stop_before_delay, wait_random_exponential

from config.errors import AlreadyStored, Conflict, Damaged, NotStored, StorageError, Unavailable, UsageError
from storage.exclusive import Exclusive
from storage.locks import Lock
from storage.objects import Stored, check_key, digest_of
from storage.s3_client import make_client
from storage.s3_errors import s3_errors
from storage.s3_locks import Persist, S3Locks, erase, lock_headers
from storage.s3_options import S3Options
from storage.s3_sums import base64_sha256, check_composite, digest_metadata, known_digest

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

DAMAGED_READS = 5  # bytes that come damaged so often were not spoiled on the way
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 4.0  # seconds; the pause is any time between none and the bound, which doubles

Result = TypeVar("Result")


@dataclass(slots=True)
class _Patience:
    """Whether to try again after an error: not when bytes came damaged often enough to be damaged where they lie."""

    damaged: int = 0

    def __call__(self, error: BaseException) -> bool:
        self.damaged += isinstance(error, Damaged)
        return isinstance(error, Unavailable | Damaged) and self.damaged < DAMAGED_READS


class S3Store:
    """Named bytes in a bucket, below a prefix; implements `ObjectStore`. The tag of an object is its ETag."""

    def __init__(
        self,
        bucket: str,
        prefix: str,
        options: S3Options,
        client: S3Client | None = None,
        exclusive: Exclusive | None = None,
    ) -> None:
        """Nothing is asked of the service yet. `exclusive` is used where conditional writes are not.

        Raises: StorageError (an endpoint or region that cannot be). UsageError (no conditions and no `exclusive`).
        """
        if exclusive is None and not options.conditional_writes:
            raise UsageError("without conditional writes a store needs a lock that its writers share")
        self._bucket, self._prefix, self.options = bucket, f"{prefix}/" if prefix else "", options
        self._exclusive = None if options.conditional_writes else exclusive
        self._lock = Lock(None)
        self.client = client or make_client(options)
        self._retrying = Retrying(
            stop=stop_before_delay(options.time_limit_seconds),
            wait=wait_random_exponential(multiplier=SHORTEST_PAUSE, max=LONGEST_PAUSE),
            reraise=True,
        )

    def put_new(self, key: str, data: bytes) -> Stored:
        """Write under a key that is free; the same bytes again are no error. Raises: AlreadyStored, Unavailable."""
        try:
            return self._persist(partial(self._put, key, data, {"IfNoneMatch": "*"}))
        except Conflict as error:
            raise AlreadyStored(f"{key}: other bytes are stored under this key") from error

    def replace(self, key: str, data: bytes, *, tag: str | None) -> Stored:
        """Write over the object whose tag is `tag`, or under a free key when `tag` is None. Raises: Conflict."""
        return self._persist(partial(self._put, key, data, {"IfNoneMatch": "*"} if tag is None else {"IfMatch": tag}))

    def put_together(self, folder: str, files: Mapping[str, bytes], tags: Mapping[str, str]) -> bool:
        """False: a bucket makes one object visible at a time."""
        return False

    def get(self, key: str) -> bytes:
        """The bytes, checked against the digest stored with them. Raises: NotStored, Damaged, Unavailable."""
        return self._persist(partial(self._get, key))

    def head(self, key: str) -> Stored:
        """What is there, without the bytes. Raises: NotStored, Unavailable."""
        return self._persist(partial(self._head, key))

    def list(self, prefix: str = "") -> Iterator[Stored]:
        """All objects whose key begins with `prefix`, in the order of their keys; one request an object."""
        return map(self.head, sorted(self.keys(prefix)))

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys that begin with `prefix`, in the order of the service; one request a thousand."""
        token: str | None = None
        while True:
            names, token = self._persist(partial(self._page, prefix, token))
            yield from names
            if token is None:
                return

    def delete(self, key: str) -> None:
        """Remove what is under the key, if anything is."""
        self._persist(partial(self._delete, key))

    def erase(self, key: str) -> None:
        """Remove every version of what is under the key, for good. Raises: Locked."""
        self._persist(partial(erase, self.client, key, self.place(key)))

    def link(self, key: str, life: timedelta, name: str) -> str:
        """An address from which anyone can get the bytes as a file of that name, as long as it lives."""
        named = {"ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        with s3_errors(key):
            return self.client.generate_presigned_url(
                "get_object", Params=self.place(key) | named, ExpiresIn=int(life.total_seconds())
            )

    @property
    def locks(self) -> S3Locks | None:
        """Object Lock, where the settings ask for it."""
        return None if self.options.lock_mode == "none" else self._locks(self._persist)

    def _locks(self, persist: Persist) -> S3Locks:
        return S3Locks(self.client, self.place, self.options.lock_mode, self._under, persist)

    def _under(self, lock: Lock) -> S3Store:
        store = copy.copy(self)
        store._lock = lock
        return store

    def place(self, key: str) -> dict[str, Any]:
        """Bucket and name of a key, as requests name them."""
        return {"Bucket": self._bucket, "Key": self._prefix + check_key(key)}

    def _persist(self, once: Callable[[], Result]) -> Result:
        """Do it again while the service does not answer, or a body comes damaged, within the limits."""
        return self._retrying.copy(retry=retry_if_exception(_Patience()))(once)

    def _put(self, key: str, data: bytes, condition: Mapping[str, str]) -> Stored:
        """Write under a condition and read back. Raises: Conflict (it does not hold, and other bytes are there)."""
        if self._exclusive is None:
            return self._write(key, data, condition)
        with self._exclusive(f"{self._bucket}/{self._prefix}{key}"):
            try:
                there = self._head(key).tag
            except NotStored:
                there = None
            if there != condition.get("IfMatch"):
                return self._same(key, data, Conflict(f"{key}: changed by another since it was read"))
            return self._write(key, data, {})

    def _write(self, key: str, data: bytes, condition: Mapping[str, str]) -> Stored:
        send = self._send_parts if len(data) >= self.options.multipart_bytes else self._send
        try:
            with s3_errors(key):
                tag = send(key, data, dict(condition))
        except (Conflict, NotStored) as error:
            return self._same(key, data, error)
        sent = Stored(key, len(data), digest_of(data), tag)
        there = self._head(key)
        if there.tag == tag and there != sent:
            raise Damaged(f"{key}: the service kept other bytes than it was sent")
        return sent

    def _same(self, key: str, data: bytes, error: StorageError) -> Stored:
        """What is there, if it is these bytes: an answer that was lost makes our own write look like another's."""
        try:
            there = self._head(key)
        except NotStored:
            raise Conflict(f"{key}: removed by another since it was read") from error
        if there.digest != digest_of(data):
            raise Conflict(f"{key}: changed by another since it was read") from error
        if there.size != len(data):
            raise Damaged(f"{key}: the service kept {there.size} of {len(data)} bytes") from error
        if self._lock.in_force(datetime.now(UTC)):
            self._locks(lambda once: once()).keep(key, self._lock)
        return there

    def _kept(self) -> dict[str, Any]:
        """How the service is to keep an object: locked, encrypted."""
        encryption: dict[str, Any] = {}
        if self.options.encryption != "none":
            encryption["ServerSideEncryption"] = self.options.encryption
        if self.options.kms_key:
            encryption["SSEKMSKeyId"] = self.options.kms_key
        return encryption | lock_headers(self._lock, self.options.lock_mode, datetime.now(UTC))

    def _send(self, key: str, data: bytes, condition: dict[str, Any]) -> str:
        return self.client.put_object(
            **self.place(key),
            Body=data,
            ChecksumSHA256=base64_sha256(data),
            Metadata=digest_metadata(data),
            **self._kept(),
            **condition,
        )["ETag"]

    def _send_parts(self, key: str, data: bytes, condition: dict[str, Any]) -> str:
        where = self.place(key)
        upload = self.client.create_multipart_upload(
            **where, ChecksumAlgorithm="SHA256", Metadata=digest_metadata(data), **self._kept()
        )
        where["UploadId"] = upload["UploadId"]
        try:
            parts = [
                self._send_part(where, number, data[start : start + self.options.part_bytes])
                for number, start in enumerate(range(0, len(data), self.options.part_bytes), start=1)
            ]
            done = self.client.complete_multipart_upload(**where, MultipartUpload={"Parts": parts}, **condition)
        except BaseException:
            with suppress(StorageError), s3_errors(key):  # what is wrong already is told, not that tidying failed too
                self.client.abort_multipart_upload(**where)
            raise
        check_composite(key, parts, done.get("ChecksumSHA256"))
        return done["ETag"]

    def _send_part(self, where: dict[str, Any], number: int, data: bytes) -> CompletedPartTypeDef:
        checksum = base64_sha256(data)
        sent = self.client.upload_part(**where, PartNumber=number, Body=data, ChecksumSHA256=checksum)
        return {"ETag": sent["ETag"], "PartNumber": number, "ChecksumSHA256": checksum}

    def _get(self, key: str) -> bytes:
        """Without ChecksumMode, which would have boto3 hash every byte as well."""
        with s3_errors(key):
            answer = self.client.get_object(**self.place(key))
            data = answer["Body"].read()
        expected = known_digest(key, answer["Metadata"], None) or self._told_digest(key)
        if len(data) != answer["ContentLength"]:
            raise Unavailable(f"{key}: the body ended after {len(data)} of {answer['ContentLength']} bytes")
        if expected is not None and digest_of(data) != expected:
            raise Damaged(f"{key}: the bytes read are not the bytes written ({expected})")
        return data

    def _told_digest(self, key: str) -> str | None:
        """What the service says of an object that others put there, and that carries no digest of ours."""
        with s3_errors(key):
            answer = self.client.head_object(**self.place(key), ChecksumMode="ENABLED")
        return known_digest(key, answer["Metadata"], answer.get("ChecksumSHA256"))

    def _head(self, key: str) -> Stored:
        with s3_errors(key):
            answer = self.client.head_object(**self.place(key), ChecksumMode="ENABLED")
        digest = known_digest(key, answer["Metadata"], answer.get("ChecksumSHA256"))
        return Stored(key, answer["ContentLength"], digest or digest_of(self._get(key)), answer["ETag"])

    def _delete(self, key: str) -> None:
        with s3_errors(key):
            self.client.delete_object(**self.place(key))

    def _page(self, prefix: str, token: str | None) -> tuple[tuple[str, ...], str | None]:
        more: dict[str, Any] = {"ContinuationToken": token} if token else {}
        with s3_errors(f"s3://{self._bucket}/{self._prefix}{prefix}"):
            page = self.client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix + prefix, **more)
        names = tuple(entry["Key"].removeprefix(self._prefix) for entry in page.get("Contents", []))
        return names, page.get("NextContinuationToken") if page.get("IsTruncated") else None

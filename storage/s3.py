"""An S3 bucket as object store, through boto3.

Every write carries the SHA-256 of its bytes, which the service checks, and is read back (size and digest) before it
counts; every read is checked against the digest kept in the object's metadata. boto3 retries what fails before an
answer begins; tenacity, with full jitter and a total time limit, retries what boto3 does not: a connection that breaks
in the middle of a body, a wrong checksum on reading, a service that is not ready yet for longer than boto3 waits.
Conditional writes (If-None-Match, If-Match) keep two writers apart:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_before_delay,
    wait_random_exponential,
)
from tenacity.stop import stop_base

from config.errors import AlreadyStored, Conflict, Damaged, NotStored, StorageError, Unavailable
from storage.objects import Stored, check_key, digest_of
from storage.s3_errors import s3_errors
from storage.s3_options import S3Options

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client
    from types_boto3_s3.type_defs import CompletedPartTypeDef

DIGEST_KEY = "noticepack-sha256"
BOTO_ATTEMPTS = 3
CONNECT_SECONDS, READ_SECONDS = 5.0, 30.0
DAMAGED_READS = 3  # a body that is wrong three times was not spoiled on the way
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 4.0  # seconds; the pause is any time between none and the bound, which doubles

Result = TypeVar("Result")


class _DamagedForGood(stop_base):
    """Stop when reading gave damaged bytes often enough: then they were not spoiled on the way."""

    def __call__(self, retry_state: RetryCallState) -> bool:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        return isinstance(error, Damaged) and retry_state.attempt_number >= DAMAGED_READS


class S3Store:
    """Named bytes in a bucket, below a prefix; implements `ObjectStore`. The tag of an object is its ETag."""

    def __init__(self, bucket: str, prefix: str, options: S3Options, client: S3Client | None = None) -> None:
        """Nothing is asked of the service yet. Raises: StorageError (an endpoint or region that cannot be)."""
        self._bucket, self._prefix, self._options = bucket, f"{prefix}/" if prefix else "", options
        self._client = client or make_client(options)
        self._retrying = Retrying(
            retry=retry_if_exception_type((Unavailable, Damaged)),
            stop=stop_before_delay(options.time_limit_seconds) | _DamagedForGood(),
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

    def _name(self, key: str) -> str:
        return self._prefix + check_key(key)

    def _persist(self, once: Callable[[], Result]) -> Result:
        """Do it again while the service does not answer, or a body comes damaged, within the limits."""
        return self._retrying(once)

    def _put(self, key: str, data: bytes, condition: Mapping[str, str]) -> Stored:
        """Write under a condition and read back. Raises: Conflict (it does not hold, and other bytes are there)."""
        send = self._send_parts if len(data) >= self._options.multipart_bytes else self._send
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
        return there

    def _send(self, key: str, data: bytes, condition: dict[str, Any]) -> str:
        return self._client.put_object(
            Bucket=self._bucket,
            Key=self._name(key),
            Body=data,
            ChecksumSHA256=_base64_sha256(data),
            Metadata=_metadata(data),
            **condition,
        )["ETag"]

    def _send_parts(self, key: str, data: bytes, condition: dict[str, Any]) -> str:
        where: dict[str, Any] = {"Bucket": self._bucket, "Key": self._name(key)}
        upload = self._client.create_multipart_upload(**where, ChecksumAlgorithm="SHA256", Metadata=_metadata(data))
        where["UploadId"] = upload["UploadId"]
        try:
            parts = [
                self._send_part(where, number, data[start : start + self._options.part_bytes])
                for number, start in enumerate(range(0, len(data), self._options.part_bytes), start=1)
            ]
            done = self._client.complete_multipart_upload(**where, MultipartUpload={"Parts": parts}, **condition)
        except BaseException:
            with suppress(StorageError), s3_errors(key):  # what is wrong already is told, not that tidying failed too
                self._client.abort_multipart_upload(**where)
            raise
        _check_composite(key, parts, done.get("ChecksumSHA256"))
        return done["ETag"]

    def _send_part(self, where: dict[str, Any], number: int, data: bytes) -> CompletedPartTypeDef:
        checksum = _base64_sha256(data)
        sent = self._client.upload_part(**where, PartNumber=number, Body=data, ChecksumSHA256=checksum)
        return {"ETag": sent["ETag"], "PartNumber": number, "ChecksumSHA256": checksum}

    def _get(self, key: str) -> bytes:
        with s3_errors(key):
            answer = self._client.get_object(Bucket=self._bucket, Key=self._name(key), ChecksumMode="ENABLED")
            data = answer["Body"].read()
        expected = _digest(key, answer["Metadata"], answer.get("ChecksumSHA256"))
        if len(data) != answer["ContentLength"]:
            raise Unavailable(f"{key}: the body ended after {len(data)} of {answer['ContentLength']} bytes")
        if expected is not None and digest_of(data) != expected:
            raise Damaged(f"{key}: the bytes read are not the bytes written ({expected})")
        return data

    def _head(self, key: str) -> Stored:
        with s3_errors(key):
            answer = self._client.head_object(Bucket=self._bucket, Key=self._name(key), ChecksumMode="ENABLED")
        digest = _digest(key, answer["Metadata"], answer.get("ChecksumSHA256"))
        return Stored(key, answer["ContentLength"], digest or digest_of(self._get(key)), answer["ETag"])

    def _delete(self, key: str) -> None:
        with s3_errors(key):
            self._client.delete_object(Bucket=self._bucket, Key=self._name(key))

    def _page(self, prefix: str, token: str | None) -> tuple[tuple[str, ...], str | None]:
        more: dict[str, Any] = {"ContinuationToken": token} if token else {}
        with s3_errors(f"s3://{self._bucket}/{self._prefix}{prefix}"):
            page = self._client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix + prefix, **more)
        names = tuple(entry["Key"].removeprefix(self._prefix) for entry in page.get("Contents", []))
        return names, page.get("NextContinuationToken") if page.get("IsTruncated") else None


def make_client(options: S3Options) -> S3Client:
    """A client of boto3, imported only now. Raises: StorageError (an endpoint or region that cannot be)."""
    import boto3
    from botocore.config import Config

    settings = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=min(READ_SECONDS, options.time_limit_seconds),
        retries={"mode": "standard", "total_max_attempts": BOTO_ATTEMPTS},
        signature_version="s3v4",
        request_checksum_calculation=options.checksums,
        response_checksum_validation=options.checksums,
        s3={"addressing_style": "path" if options.path_style else "auto"},
    )
    with s3_errors(options.endpoint or "s3"):
        try:
            return boto3.session.Session().client(
                "s3",
                endpoint_url=options.endpoint,
                region_name=options.region,
                aws_access_key_id=options.access_key,
                aws_secret_access_key=options.secret_key,
                verify=None if options.ca_bundle is None else str(options.ca_bundle),
                config=settings,
            )
        except ValueError as error:
            raise StorageError(str(error), advice="Give the endpoint as `https://host:port`.") from error


def _base64_sha256(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode("ascii")


def _metadata(data: bytes) -> dict[str, str]:
    return {DIGEST_KEY: digest_of(data)}


def _digest(key: str, metadata: Mapping[str, str], checksum: str | None) -> str | None:
    """The digest the service works out itself, else the one kept with the object; they must agree.

    A checksum with `-` is one of the parts' checksums (composite) and says nothing about the whole.
    """
    kept = metadata.get(DIGEST_KEY)
    if not checksum or "-" in checksum:
        return kept
    worked_out = "sha256:" + base64.b64decode(checksum).hex()
    if kept is not None and kept != worked_out:
        raise Damaged(f"{key}: the bytes kept ({worked_out}) are not the bytes written ({kept})")
    return worked_out


def _check_composite(key: str, parts: list[CompletedPartTypeDef], checksum: str | None) -> None:
    """The checksum of the parts' checksums, where the service tells it."""
    joined = b"".join(base64.b64decode(part["ChecksumSHA256"]) for part in parts)
    if checksum is not None and checksum.split("-")[0] != _base64_sha256(joined):
        raise Damaged(f"{key}: the service put other parts together than it was sent")

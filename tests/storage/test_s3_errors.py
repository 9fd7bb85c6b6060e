"""Everything boto3, botocore and urllib3 raise is one of our errors, and of the right kind."""

from __future__ import annotations

import string
from collections import defaultdict
from typing import Any

import boto3.exceptions
import botocore.exceptions
import botocore.parsers
import pytest
import urllib3.exceptions

from config.errors import Conflict, Damaged, NotStored, StorageError, Unavailable
from storage.s3_errors import s3_errors

NOT_OF_REQUESTS = {
    "MissingServiceIdError", "UndefinedModelAttributeError",  # faults in boto3's own service descriptions
    "UnsupportedTLSVersionWarning", "ImminentRemovalWarning",  # warnings
}  # fmt: skip
LATER = {
    "ConnectionError", "EndpointConnectionError", "ConnectTimeoutError", "ProxyConnectionError", "SSLError",
    "HTTPClientError", "ConnectionClosedError", "ReadTimeoutError", "ResponseStreamingError",
    "IncompleteReadError", "ChecksumError",
}  # fmt: skip


def subclasses(root: type[Any]) -> list[type[Any]]:
    """The class and everything below it."""
    return [root, *(one for child in root.__subclasses__() for one in subclasses(child))]


def made(kind: type[Any]) -> BaseException:
    """An exception of the class, with something in each field of its message."""
    if kind is botocore.exceptions.WaiterError:
        return kind(name="x", reason="x", last_response={})
    if issubclass(kind, botocore.exceptions.BotoCoreError):
        fields = [name for _, name, _, _ in string.Formatter().parse(kind.fmt) if name]
        values: dict[str, Any] = defaultdict(str, {name.split(".")[0].split("[")[0]: "x" for name in fields})
        values |= {"error": "x"} if issubclass(kind, botocore.exceptions.HTTPClientError) else {}
        return kind(**values)
    return kind("x")


BOTOCORE = [one for one in subclasses(botocore.exceptions.BotoCoreError) if one.__module__.startswith("botocore")]


@pytest.mark.parametrize("kind", BOTOCORE, ids=lambda kind: kind.__name__)
def test_no_class_of_botocore_escapes(kind: type[Any]) -> None:
    """Each class becomes a StorageError: one to try again later, damage, or one that names the fault and an advice."""
    with pytest.raises(StorageError) as caught, s3_errors("k"):
        raise made(kind)
    assert "k: " in caught.value.message
    expected = Unavailable if kind.__name__ in LATER else Damaged if "Flexible" in kind.__name__ else StorageError
    assert type(caught.value) is expected


def test_every_class_was_walked() -> None:
    """What botocore's module defines is either below the classes walked or known not to come from a request."""
    walked = subclasses(botocore.exceptions.BotoCoreError) + subclasses(botocore.exceptions.ClientError)
    defined = {
        one for one in vars(botocore.exceptions).values() if isinstance(one, type) and issubclass(one, Exception)
    }
    ours = {one for one in defined if one.__module__ == "botocore.exceptions"}
    assert {one.__name__ for one in ours - set(walked)} == NOT_OF_REQUESTS
    assert {one.__name__ for one in ours} >= LATER


OTHERS = sorted(set(subclasses(boto3.exceptions.Boto3Error)), key=str)
OTHERS += [botocore.parsers.ResponseParserError, urllib3.exceptions.ProtocolError, urllib3.exceptions.DecodeError]


@pytest.mark.parametrize("kind", OTHERS, ids=lambda kind: kind.__name__)
def test_no_class_of_the_others_escapes(kind: type[Any]) -> None:
    """boto3's own classes, and what reading a body raises without botocore's wrapping."""
    try:
        raised = kind("x")
    except TypeError:
        raised = kind.__new__(kind)
    with pytest.raises(StorageError), s3_errors("k"):
        raise raised


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("NoSuchKey", 404, NotStored),
        ("404", 404, NotStored),
        ("NoSuchBucket", 404, StorageError),
        ("PreconditionFailed", 412, Conflict),
        ("412", 412, Conflict),
        ("ConditionalRequestConflict", 409, Unavailable),
        ("OperationAborted", 409, Unavailable),
        ("BucketAlreadyExists", 409, StorageError),
        ("SlowDown", 503, Unavailable),
        ("TooManyRequests", 429, Unavailable),
        ("InternalError", 500, Unavailable),
        ("502", 502, Unavailable),
        ("BadDigest", 400, Unavailable),
        ("XAmzContentChecksumMismatch", 400, Unavailable),
        ("RequestTimeout", 400, Unavailable),
        ("RequestTimeTooSkewed", 403, StorageError),
        ("AccessDenied", 403, StorageError),
        ("SignatureDoesNotMatch", 403, StorageError),
        ("NotImplemented", 501, StorageError),
        ("InvalidArgument", 400, StorageError),
        ("NoSuchUpload", 404, StorageError),
        ("", 0, StorageError),
    ],
)
def test_answers_of_the_service(code: str, status: int, expected: type[StorageError]) -> None:
    """Each answer is what a caller must tell apart: not there, changed by another, try later, or correct something."""
    answer: Any = {"Error": {"Code": code, "Message": "said"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    with pytest.raises(StorageError) as caught, s3_errors("k"):
        raise botocore.exceptions.ClientError(answer, "PutObject")
    assert type(caught.value) is expected


def test_certificates_are_not_tried_again() -> None:
    """A certificate that is not trusted stays so: the advice names the setting."""
    with pytest.raises(StorageError) as caught, s3_errors("k"):
        raise botocore.exceptions.SSLError(endpoint_url="https://x", error="CERTIFICATE_VERIFY_FAILED")
    assert type(caught.value) is StorageError
    assert "ca_bundle" in caught.value.advice


def test_our_own_errors_pass() -> None:
    """What is ours already is not wrapped again."""
    with pytest.raises(Conflict), s3_errors("k"):
        raise Conflict("x")

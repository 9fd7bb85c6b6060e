"""What boto3 raises, turned into our errors in one place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from config.errors import Conflict, Damaged, NotStored, StorageError, Unavailable

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

MISSING_KEY = {"NoSuchKey", "404", "NotFound"}
CHANGED_SINCE = {"PreconditionFailed", "412"}
SPOILED_ON_THE_WAY = {"BadDigest", "InvalidDigest", "XAmzContentChecksumMismatch", "XAmzContentSHA256Mismatch"}
TRY_LATER = {"SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestTimeout", "ServiceUnavailable"}
TRY_LATER |= {"InternalError", "BadGateway", "GatewayTimeout", "IncompleteBody"}
TRY_LATER |= {"ConditionalRequestConflict", "OperationAborted"}  # two conditional writes met: neither need have won
REFUSED = {401, 403}
LOCK_ADVICE = "If locks are set, the bucket must have been made with Object Lock; `noticepack doctor` tries it."
TIME_ADVICE = "Set this machine's clock: the service refuses requests signed at another time."


@contextmanager
def s3_errors(key: str) -> Iterator[None]:
    """Raise children of StorageError for everything that boto3, botocore and urllib3 raise. Imports them late."""
    from boto3.exceptions import Boto3Error
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError
    from urllib3.exceptions import HTTPError

    try:
        yield
    except ClientError as error:
        raise _answer_to_ours(key, error) from error
    except BotoCoreError as error:
        raise _failure_to_ours(key, error) from error
    except (HTTPError, ResponseParserError) as error:  # from bodies, where botocore does not wrap all
        raise Unavailable(f"{key}: {error}"[:300]) from error
    except Boto3Error as error:
        raise StorageError(f"{key}: {error}"[:300]) from error


def _answer_to_ours(key: str, error: ClientError) -> StorageError:
    """The service answered with an error."""
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    said = f"{key}: the service answered {status} {code}: {error.response.get('Error', {}).get('Message', '')}"[:300]
    if code == "NoSuchBucket":
        return StorageError(said, advice="Create the bucket, or correct its name in the settings.")
    if code in MISSING_KEY or (status == 404 and code != "NoSuchUpload"):
        return NotStored(f"{key}: nothing is stored under this key")
    if code in CHANGED_SINCE or status == 412:
        return Conflict(f"{key}: changed by another since it was read")
    if code == "RequestTimeTooSkewed":
        return StorageError(said, advice=TIME_ADVICE)
    if code == "InvalidRequest":
        return StorageError(said, advice=LOCK_ADVICE)
    if code in TRY_LATER | SPOILED_ON_THE_WAY or status == 429 or (status >= 500 and status != 501):
        return Unavailable(said)
    if status == 501 or code == "NotImplemented":
        return StorageError(said, advice="Use a service that knows conditional writes and SHA-256 checksums.")
    if status in REFUSED:
        return StorageError(said, advice="Check the access key, the secret key and what they may do.")
    return StorageError(said)


def _failure_to_ours(key: str, error: BotoCoreError) -> StorageError:
    """No answer came, or one that could not be read."""
    from botocore import exceptions

    said = f"{key}: {error}"[:300]
    if isinstance(error, exceptions.FlexibleChecksumError):
        return Damaged(said)
    broken = (
        exceptions.HTTPClientError,  # connections refused, cut and timed out; bodies that end early
        exceptions.ConnectionError,
        exceptions.IncompleteReadError,
        exceptions.ChecksumError,
    )
    if isinstance(error, exceptions.SSLError) and "CERTIFICATE" in said:
        return StorageError(said, advice="Set the file of certificates to trust (ca_bundle), or correct the endpoint.")
    if isinstance(error, broken):
        return Unavailable(said)
    credentials = (
        exceptions.NoCredentialsError,
        exceptions.PartialCredentialsError,
        exceptions.CredentialRetrievalError,
        exceptions.NoAuthTokenError,
        exceptions.TokenRetrievalError,
    )
    if isinstance(error, credentials):
        return StorageError(said, advice="Give an access key and secret key, or set up one of boto3's usual ways.")
    return StorageError(said)

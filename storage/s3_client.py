"""The client of an S3 service, made from options; boto3 is imported only when one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.errors import StorageError
from storage.s3_errors import s3_errors
from storage.s3_options import S3Options

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

BOTO_ATTEMPTS = 3
CONNECT_SECONDS = 5.0


def make_client(options: S3Options) -> S3Client:
    """A client of boto3, imported only now. Raises: StorageError (an endpoint or region that cannot be)."""
    import boto3
    from botocore.config import Config

    settings = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=min(options.read_seconds, options.time_limit_seconds),
        retries={"mode": "standard", "total_max_attempts": BOTO_ATTEMPTS},
        signature_version="s3v4",
        request_checksum_calculation=options.checksums,
        response_checksum_validation="when_required",  # what is read is hashed once, by us
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

"""Settings -> how to reach the S3 service."""

from __future__ import annotations

from config.settings import Settings
from storage.s3_options import S3Options


def s3_options(settings: Settings) -> S3Options:
    """How to reach the S3 service of these settings."""
    s3 = settings.s3
    secret = s3.secret_access_key.get_secret_value() if s3.secret_access_key else None
    return S3Options(
        endpoint=s3.endpoint,
        region=s3.region,
        path_style=s3.path_style,
        access_key=s3.access_key_id,
        secret_key=secret,
        ca_bundle=s3.ca_bundle,
        time_limit_seconds=s3.time_limit_seconds,
        checksums=s3.checksums,
        lock_mode=settings.lock.mode,
        encryption=s3.encryption,
        kms_key=s3.kms_key,
        conditional_writes=s3.conditional_writes,
    )

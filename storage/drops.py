"""A part of a bucket that others write to: listed, read, and tidied, whatever its names look like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from config.errors import NotStored
from storage.s3 import S3Store
from storage.s3_errors import s3_errors


class S3Drops(S3Store):
    """Objects below a prefix of a bucket, under names that are not ours: no rule of ours holds for them."""

    def entries(self) -> Iterator[tuple[str, str]]:
        """Name below the prefix and ETag of every object, in the order of the service. Raises: StorageError."""
        token: str | None = None
        while True:
            found, token = self._persist(partial(self._entries_page, token))
            yield from found
            if token is None:
                return

    def _entries_page(self, token: str | None) -> tuple[list[tuple[str, str]], str | None]:
        more: dict[str, Any] = {"ContinuationToken": token} if token else {}
        with s3_errors(f"s3://{self._bucket}/{self._prefix}"):
            page = self.client.list_objects_v2(Bucket=self._bucket, Prefix=self._prefix, **more)
        found = [(entry["Key"].removeprefix(self._prefix), entry["ETag"]) for entry in page.get("Contents", [])]
        return found, page.get("NextContinuationToken") if page.get("IsTruncated") else None

    def move(self, key: str, to: str) -> None:
        """Copy an object within the service, then delete it; one that is gone needs nothing. Raises: StorageError."""
        try:
            self._persist(partial(self._copy, key, to))
        except NotStored:
            return
        self.delete(key)

    def _copy(self, key: str, to: str) -> None:
        with s3_errors(key):
            self.client.copy_object(**self.place(to), CopySource={"Bucket": self._bucket, "Key": self._prefix + key})

    def place(self, key: str) -> dict[str, Any]:
        """Bucket and name of a key, as requests name them."""
        return {"Bucket": self._bucket, "Key": self._prefix + key}

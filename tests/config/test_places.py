"""A store's place is read from one line of text, and anything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.places import BucketPlace, DirectoryPlace, parse_place

GOOD = [
    ("directory:/var/lib/notices", DirectoryPlace(Path("/var/lib/notices"))),
    ("directory:store", DirectoryPlace(Path("store"))),
    ("directory:/a:b", DirectoryPlace(Path("/a:b"))),
    ("s3://abc", BucketPlace("abc", "")),
    ("s3://a-b.c/", BucketPlace("a-b.c", "")),
    ("s3://abc/d/e.f_g/", BucketPlace("abc", "d/e.f_g")),
]
BAD = [
    "", "directory", "directory:", "/var", "s3:", "s3:/abc", "s3://", "s3://ab", "s3://a..b", "s3://-abc", "s3://ABC",
    "s3://abc/d//e", "s3://abc/../e", "s3://abc/./e", "s3://abc/é", "s3://abc/a b", "s3://abc/a?b", "s3://u:p@abc/d",
    "http://abc/d", "file:///abc", "s3://" + "a" * 64, "s3://abc/a\nb",
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), GOOD)
def test_a_place_is_read(text: str, place: object) -> None:
    """A folder or a bucket with a prefix is read from its text."""
    assert parse_place(text) == place


@pytest.mark.parametrize("text", BAD)
def test_anything_else_is_refused(text: str) -> None:
    """What is neither a folder nor a well-formed bucket is refused with what is allowed."""
    with pytest.raises(ValueError, match="directory:PATH or s3://BUCKET/PREFIX"):
        parse_place(text)

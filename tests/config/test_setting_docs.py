"""What is told about the settings is what the classes say."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.setting_docs import describe_settings, setting_rows
from config.settings import load_settings

ENV = {"HOME": "/home/ann"}
DOCS = {doc.key: doc for doc in describe_settings()}


def test_every_setting_is_described() -> None:
    """Every key in force is described, in the same order, with all parts filled in."""
    loaded = load_settings(None, ENV, {"home": "/h"})

    assert list(DOCS) == list(loaded.origins)
    assert [d.key for d in DOCS.values() if not (d.type and d.default and d.purpose.endswith(".") and d.allowed)] == []


@pytest.mark.parametrize(
    ("key", "type_", "default", "allowed"),
    [
        ("workers", "whole number", "number of processors, at most 8", "a whole number, at least 1, at most 256"),
        ("ocr", "one of", "`auto`", "auto, tesseract, rapidocr, off"),
        ("now", "time", "none", "a time with its zone, like 2026-03-12T09:00:00Z"),
        ("s3.path_style", "yes or no", "`false`", "true or false"),
        ("s3.secret_access_key", "secret text", "none", "text"),
        ("s3.ca_bundle", "path", "none", "a path"),
        ("s3.time_limit_seconds", "number", "`60.0`", "a number, more than 0, at most 3600"),
        ("vault.recipients", "list of text", "empty", "list of age public keys (age1...)"),
        ("store", "text", "`directory:<home>/store`", "directory:PATH or s3://BUCKET/PREFIX"),
    ],
)
def test_a_description_says_type_default_and_bounds(key: str, type_: str, default: str, allowed: str) -> None:
    """Type, default and what is allowed are told in plain words."""
    assert (DOCS[key].type, DOCS[key].default, DOCS[key].allowed) == (type_, default, allowed)


def test_the_variable_told_sets_the_key() -> None:
    """The variable that a description names sets that very key."""
    for key, value in (("operator", "Ann"), ("s3.region", "eu"), ("limits.pdf_pages", "7")):
        loaded = load_settings(None, ENV | {DOCS[key].variable: value}, {})
        assert loaded.origins[key] == f"env {DOCS[key].variable}"


def test_rows_show_what_is_in_force_and_mask_secrets() -> None:
    """A row shows value and origin; lists are JSON, nothing is `none`, a secret is stars."""
    env = ENV | {
        "NOTICEPACK_S3__ACCESS_KEY_ID": "k",
        "NOTICEPACK_S3__SECRET_ACCESS_KEY": "tops3cret",
        "NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["mx.a", "mx.b"]',
    }

    rows = {
        row.key: row for row in setting_rows(load_settings(None, env, {"home": Path("/h"), "now": "2026-03-12T09:00Z"}))
    }

    assert {key: rows[key].value for key in ("home", "rules_dir", "s3.path_style", "trusted_authserv_ids", "now")} == {
        "home": "/h",
        "rules_dir": "none",
        "s3.path_style": "false",
        "trusted_authserv_ids": '["mx.a", "mx.b"]',
        "now": "2026-03-12T09:00:00+00:00",
    }
    assert rows["s3.secret_access_key"].value == "**********"
    assert rows["s3.secret_access_key"].origin == "env NOTICEPACK_S3__SECRET_ACCESS_KEY"
    assert rows["home"].origin == "option --home"

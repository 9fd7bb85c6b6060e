"""Settings come from file, environment and options in their order of strength; a wrong one is named by its place."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from config.errors import SettingsError
from config.places import BucketPlace, DirectoryPlace
from config.settings import Settings, find_settings_file, load_settings

ENV = {"HOME": "/home/ann"}


@pytest.fixture(autouse=True)
def _empty_working_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No noticepack.toml of somebody else's is found."""
    monkeypatch.chdir(tmp_path_factory.mktemp("working"))


SECRET = "tops3cret"


def file_of(folder: Path, text: str) -> Path:
    """A settings file with that text."""
    path = folder / "noticepack.toml"
    path.write_text(text, encoding="utf-8")
    return path


def wrong(text: str, folder: Path, env: Mapping[str, str] = ENV, **options: object) -> SettingsError:
    """The error that a settings file with that text leads to."""
    with pytest.raises(SettingsError) as caught:
        load_settings(file_of(folder, text), env, options)
    return caught.value


LAYERS = [("file", 1), ("env", 2), ("option", 3)]


@pytest.mark.parametrize("given", [(), ("file",), ("env",), ("option",), ("file", "env"), ("env", "option"),
                                   ("file", "option"), ("file", "env", "option")])  # fmt: skip
def test_the_strongest_source_wins_and_is_named(given: tuple[str, ...], tmp_path: Path) -> None:
    """Options win over the environment, the environment over the file, the file over the default."""
    file = file_of(tmp_path, "# how many\n[limits]\npdf_pages = 11\n" if "file" in given else "")
    env = ENV | ({"NOTICEPACK_LIMITS__PDF_PAGES": "12"} if "env" in given else {})
    options = {"limits.pdf_pages": 13 if "option" in given else None}

    loaded = load_settings(file, env, options)

    expected = {
        "file": (11, f"{file}:3"),
        "env": (12, "env NOTICEPACK_LIMITS__PDF_PAGES"),
        "option": (13, "option --limits-pdf-pages"),
        None: (Settings(home=tmp_path).limits.pdf_pages, "default"),
    }[given[-1] if given else None]
    assert (loaded.settings.limits.pdf_pages, loaded.origins["limits.pdf_pages"]) == expected


def test_every_setting_has_an_origin() -> None:
    """The origins name every single setting, under its dotted key."""
    loaded = load_settings(None, ENV, {})

    def keys(values: dict[str, Any], above: str = "") -> Iterator[str]:
        for name, value in values.items():
            yield from keys(value, f"{above}{name}.") if isinstance(value, dict) else [above + name]

    assert set(loaded.origins) == set(keys(loaded.settings.model_dump()))
    assert set(loaded.origins.values()) == {"default"}


def test_sources_add_up_key_by_key(tmp_path: Path) -> None:
    """A stronger source replaces only the keys it gives, even within one table."""
    file = file_of(tmp_path, '[s3]\nregion = "r1"\npath_style = true\nendpoint = "http://a:1"\n')

    s3 = load_settings(file, ENV | {"NOTICEPACK_S3__REGION": "r2"}, {"s3.endpoint": "http://b:2"}).settings.s3

    assert (s3.region, s3.path_style, s3.endpoint) == ("r2", True, "http://b:2")


VARIABLES: list[tuple[dict[str, str], str, Any]] = [
    ({"NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["MX.seller", "b"]'}, "trusted_authserv_ids", ("mx.seller", "b")),
    ({"NOTICEPACK_WORKERS": "3"}, "workers", 3),
    ({"NOTICEPACK_WORKERS": "3", "NOTICEPACK_CONFIG": "", "NOTICE": "1", "OCR": "x"}, "workers", 3),
    ({"NOTICEPACK_OCR": ""}, "ocr", "auto"),
    ({"NOTICEPACK_NOW": "2026-03-12T09:00:00Z"}, "now", datetime(2026, 3, 12, 9, tzinfo=UTC)),
    ({"NOTICEPACK_RULES_DIR": "~/rules"}, "rules_dir", Path("/home/ann/rules")),
    ({"NOTICEPACK_RULES_DIR": "rules"}, "rules_dir", Path("rules")),
    ({"NOTICEPACK_STORE": "directory:~/s"}, "store", "directory:/home/ann/s"),
    ({"XDG_DATA_HOME": "/data"}, "home", Path("/data/noticepack")),
    ({"XDG_DATA_HOME": "not/absolute"}, "home", Path("/home/ann/.local/share/noticepack")),
    ({"NOTICEPACK_HOME": "/h"}, "store", "directory:/h/store"),
]  # fmt: skip


@pytest.mark.parametrize(("env", "key", "expected"), VARIABLES)
def test_a_variable_sets_its_key(env: dict[str, str], key: str, expected: object) -> None:
    """Variables are read as text, lists as JSON; an empty one and one that is not ours set nothing."""
    assert getattr(load_settings(None, ENV | env, {}).settings, key) == expected


def test_a_variable_for_a_part_wins_over_one_for_the_whole() -> None:
    """`NOTICEPACK_S3__REGION` is more exact than `NOTICEPACK_S3` and wins, whatever their order."""
    whole, part = ("NOTICEPACK_S3", '{"region": "r1", "path_style": true}'), ("NOTICEPACK_S3__REGION", "r2")

    for env in (dict([whole, part]), dict([part, whole])):
        loaded = load_settings(None, ENV | env, {})
        assert (loaded.settings.s3.region, loaded.settings.s3.path_style) == ("r2", True)
        assert loaded.origins["s3.region"] == "env NOTICEPACK_S3__REGION"
        assert loaded.origins["s3.path_style"] == "env NOTICEPACK_S3"


WRONG_VALUES = [
    ("workers", "\nworkers = 0", 2, 0, "at least 1"),
    ("workers", "workers = 257", 1, 257, "at most 256"),
    ("workers", "workers = true", 1, True, "whole number"),
    ("workers", 'workers = "many"', 1, "many", "whole number"),
    ("ocr", '# off\n\nocr = "of"', 3, "of", "auto, tesseract, rapidocr, off"),
    ("store", 'store = "s3:bucket"', 1, "s3:bucket", "s3://BUCKET/PREFIX"),
    ("store", 'store = "s3://Bucket/x"', 1, "s3://Bucket/x", "3 to 63"),
    ("store", 'store = "s3://bucket/a/../b"', 1, "s3://bucket/a/../b", "prefix"),
    ("store", 'store = "directory:"', 1, "directory:", "directory:PATH"),
    ("now", "now = 2026-03-12T09:00:00", 1, datetime(2026, 3, 12, 9), "zone"),  # noqa: DTZ001
    ("operator", 'operator = "a\\nb"', 1, "a\nb", "one line"),
    ("rules_dir", "rules_dir = 3", 1, 3, "a path"),
    ("trusted_authserv_ids", 'trusted_authserv_ids = "a"', 1, "a", "list"),
    ("trusted_authserv_ids.1", 'trusted_authserv_ids = [\n "a",\n "b c"]', 3, "b c", "Authentication-Results"),
    ("vault.recipients.0", '[vault]\nrecipients = ["AGE-SECRET-KEY-1"]', 2, "**********", "age public key"),
    ("s3.endpoint", '[s3]\nendpoint = "h:1"', 2, "h:1", "http://HOST:PORT"),
    ("s3.endpoint", '[s3]\nendpoint = "http://u:p@h"', 2, "**********", "without user"),
    ("s3.checksums", 's3.checksums = "never"', 1, "never", "when_supported, when_required"),
    ("s3.time_limit_seconds", "[s3]\ntime_limit_seconds = 0", 2, 0, "more than 0"),
    ("s3", "s3 = 1", 1, "no table", "a table with the names endpoint"),
    ("limits.pdf_pages", "\n[limits]\npdf_pages = -1", 3, -1, "whole number"),
    ("s3", '[s3]\naccess_key_id = "k"', 1, "a table", "together, or neither"),
]


@pytest.mark.parametrize(("key", "text", "line", "found", "allowed"), WRONG_VALUES)
def test_a_wrong_value_is_named(key: str, text: str, line: int, found: object, allowed: str, tmp_path: Path) -> None:
    """A wrong value is reported with file, line, key, what was found and what is allowed."""
    error = wrong(text, tmp_path)

    assert (error.key, error.origin, error.line, error.found) == (key, str(tmp_path / "noticepack.toml"), line, found)
    assert allowed in error.allowed
    assert error.message.startswith(f"{tmp_path / 'noticepack.toml'}:{line}: {key}: found ")
    assert error.others == ()


@pytest.mark.parametrize(
    ("text", "key", "line", "allowed"),
    [
        ("\nwrokers = 1", "wrokers", 2, "workers (the nearest name)"),
        ("[s3]\nenpoint = 'http://a'", "s3.enpoint", 2, "s3.endpoint (the nearest name)"),
        ("endpoint = 'http://a'", "endpoint", 1, "s3.endpoint (the nearest name)"),
        ("[limit]\npdf_pages = 1", "limit", 1, "limits (the nearest name)"),
        ("zzz.y = 1", "zzz", 1, "one of the names home, store, s3"),
    ],
)
def test_an_unknown_key_is_an_error_with_the_nearest_name(
    text: str, key: str, line: int, allowed: str, tmp_path: Path
) -> None:
    """A key that means nothing is refused, and the name that was probably meant is offered."""
    error = wrong(text, tmp_path)

    assert (error.key, error.line) == (key, line)
    assert allowed in error.allowed


@pytest.mark.parametrize(
    ("env", "origin", "key"),
    [
        ({"NOTICEPACK_WORKERS": "x"}, "env NOTICEPACK_WORKERS", "workers"),
        ({"NOTICEPACK_WROKERS": "1"}, "env NOTICEPACK_WROKERS", "wrokers"),
        ({"NOTICEPACK_S3__ENPOINT": "1"}, "env NOTICEPACK_S3__ENPOINT", "s3.enpoint"),
        ({"NOTICEPACK_S4__REGION": "1"}, "env NOTICEPACK_S4__REGION", "s4"),
        ({"NOTICEPACK_S3__REGION__X": "1"}, "env NOTICEPACK_S3__REGION__X", "s3.region"),
        ({"NOTICEPACK_S3": "{"}, "env NOTICEPACK_S3", "s3"),
        ({"NOTICEPACK_TRUSTED_AUTHSERV_IDS": "a, b"}, "env NOTICEPACK_TRUSTED_AUTHSERV_IDS", "trusted_authserv_ids"),
        ({"NOTICEPACK_TRUSTED_AUTHSERV_IDS": "[1]"}, "env NOTICEPACK_TRUSTED_AUTHSERV_IDS", "trusted_authserv_ids.0"),
    ],
)
def test_a_wrong_variable_is_named(env: dict[str, str], origin: str, key: str) -> None:
    """A variable with a wrong value or a name that means nothing is an error that names the variable."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, ENV | env, {})

    assert (caught.value.origin, caught.value.key) == (origin, key)


def test_a_wrong_option_is_named() -> None:
    """A wrong option is an error that names the option as it is typed."""
    with pytest.raises(SettingsError, match=r"^option --s3-checksums: s3.checksums: found 'x', allowed: when_supp"):
        load_settings(None, ENV, {"s3.checksums": "x"})


def test_all_wrong_values_are_collected(tmp_path: Path) -> None:
    """The first wrong value in the file is reported, and how many more there are, each with its place."""
    error = wrong('\nocr = "x"\nworkers = 0\n[s3]\nenpoint = ""\n', tmp_path)

    assert (error.key, error.line) == ("ocr", 2)
    assert error.message.endswith("(and 2 more wrong)")
    assert [":3: workers: " in error.others[0], ":5: s3.enpoint: " in error.others[1]] == [True, True]


@pytest.mark.parametrize(
    ("text", "line", "allowed"),
    [("a = 1\nb = \n", 2, "value"), ("a = 1\na = 2", 2, "overwrite"), ("[s3", 1, ""), ("a = '''\n\n", 3, "")],
)
def test_a_fault_in_the_notation_is_named(text: str, line: int, allowed: str, tmp_path: Path) -> None:
    """A file that is not TOML is an error with the line of the fault."""
    error = wrong(text, tmp_path)

    assert (error.key, error.line) == ("TOML", line)
    assert allowed in error.allowed


def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    """A file that is named and not there, a folder, and other bytes than UTF-8 are errors, never an empty file."""
    (tmp_path / "latin.toml").write_bytes(b"operator = '\xe9'")

    for file in (tmp_path / "none.toml", tmp_path, tmp_path / "latin.toml"):
        with pytest.raises(SettingsError) as caught:
            load_settings(file, ENV, {})
        assert caught.value.origin == str(file)


def test_without_a_home_folder_home_must_be_set() -> None:
    """Where neither HOME nor XDG_DATA_HOME says where data goes, `home` has to be given."""
    with pytest.raises(SettingsError, match="home: found 'nothing', allowed: a path"):
        load_settings(None, {}, {})
    assert load_settings(None, {}, {"home": "/h"}).settings.home == Path("/h")


def test_paths_in_the_file_are_meant_from_its_folder(tmp_path: Path) -> None:
    """A relative path in the file starts at the file's folder, `~` at the home folder, an absolute one stays."""
    file = file_of(tmp_path, 'home = "h"\nstore = "directory:s"\nrules_dir = "~/r"\nredaction_file = "/f"\n')

    settings = load_settings(file, ENV, {}).settings

    assert settings.home == tmp_path / "h"
    assert settings.place == DirectoryPlace(tmp_path / "s")
    assert (settings.rules_dir, settings.redaction_file) == (Path("/home/ann/r"), Path("/f"))


def test_the_store_may_be_a_bucket(tmp_path: Path) -> None:
    """`s3://bucket/prefix` is a bucket and a prefix without slashes at its ends."""
    assert Settings(home=tmp_path, store="s3://bucket/a/b/").place == BucketPlace("bucket", "a/b")
    assert Settings(home=tmp_path, store="s3://bucket").place == BucketPlace("bucket", "")


SHOWN = [
    '[s3]\nsecret_access_key = "{secret}"',
    '[s3]\nsecret_access_key = ["{secret}"]\n',
    '[s3]\naccess_key_id = 3\nsecret_access_key = "{secret}"',
    '[s3]\nsecret_acces_key = "{secret}"',
    's3 = ["{secret}"]',
]


@pytest.mark.parametrize("text", SHOWN)
def test_a_secret_is_in_no_error(text: str, tmp_path: Path) -> None:
    """Whatever is wrong about it, the secret key itself stands in no message."""
    error = wrong(text.format(secret=SECRET), tmp_path)

    assert SECRET not in f"{error!r} {error} {error.others} {error.__cause__!r}"


@pytest.mark.parametrize(
    "env",
    [{"NOTICEPACK_S3__SECRET_ACCESS_KEY": SECRET}, {"NOTICEPACK_S3": f'{{"secret_access_key": "{SECRET}"'},
     {"NOTICEPACK_S3__SECRET": SECRET}],
)  # fmt: skip
def test_a_secret_in_a_variable_is_in_no_error(env: dict[str, str]) -> None:
    """A secret that came by a variable stands in no message either."""
    with pytest.raises(SettingsError) as caught:
        load_settings(None, ENV | env, {})

    assert SECRET not in f"{caught.value!r} {caught.value.others} {caught.value.__cause__!r}"


def test_a_secret_is_masked_and_can_be_used(tmp_path: Path) -> None:
    """The secret is masked in every print of the settings, and still there for who asks for it by name."""
    env = ENV | {"NOTICEPACK_S3__ACCESS_KEY_ID": "k", "NOTICEPACK_S3__SECRET_ACCESS_KEY": SECRET}

    loaded = load_settings(None, env, {})

    assert SECRET not in f"{loaded} {loaded.settings.model_dump()} {loaded.settings.model_dump_json()}"
    secret = loaded.settings.s3.secret_access_key
    assert secret is not None
    assert secret.get_secret_value() == SECRET


def test_settings_are_frozen_and_travel_to_workers(tmp_path: Path) -> None:
    """Settings cannot be changed once made, and come out of a pickle as they went in."""
    made = load_settings(None, ENV, {"home": tmp_path}).settings

    with pytest.raises(ValidationError):
        made.workers = 2
    assert pickle.loads(pickle.dumps(made)) == made


def test_making_settings_reads_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings made in code hold what was passed and the defaults, whatever the environment says."""
    monkeypatch.setenv("NOTICEPACK_OPERATOR", "somebody")
    monkeypatch.setenv("OPERATOR", "somebody")

    assert Settings(home=tmp_path).operator == "noticepack"
    assert load_settings(None, ENV, {}).settings.operator == "noticepack"


def test_the_settings_file_is_found_in_order(tmp_path: Path) -> None:
    """The option names the file before the variable, the variable before the working folder; none is no error."""
    option, variable = Path("o.toml"), {"NOTICEPACK_CONFIG": "v.toml"}

    assert find_settings_file(None, {}, tmp_path) is None
    there = file_of(tmp_path, "")
    assert find_settings_file(None, {}, tmp_path) == there
    assert find_settings_file(None, variable, tmp_path) == Path("v.toml")
    assert find_settings_file(option, variable, tmp_path) == option


def test_the_file_found_is_the_file_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an option the file of the variable is read, else the one in the working folder."""
    (tmp_path / "v.toml").write_text("workers = 3")
    variable = {"NOTICEPACK_CONFIG": str(tmp_path / "v.toml")}
    monkeypatch.chdir(tmp_path)
    file_of(tmp_path, "workers = 4")

    by_variable, by_folder = load_settings(None, ENV | variable, {}), load_settings(None, ENV, {})

    assert (by_variable.settings.workers, by_variable.origins["workers"]) == (3, f"{tmp_path / 'v.toml'}:1")
    assert (by_folder.settings.workers, by_folder.origins["workers"]) == (4, "noticepack.toml:1")


def test_an_overridden_list_leaves_no_lines_behind(tmp_path: Path) -> None:
    """A wrong element of a stronger source's list is not blamed on the line of a weaker source's element."""
    file = file_of(tmp_path, 'trusted_authserv_ids = [\n "a",\n "b"]\n')

    with pytest.raises(SettingsError) as caught:
        load_settings(file, ENV | {"NOTICEPACK_TRUSTED_AUTHSERV_IDS": '["a", "b c"]'}, {})

    assert (caught.value.key, caught.value.origin, caught.value.line) == (
        "trusted_authserv_ids.1",
        "env NOTICEPACK_TRUSTED_AUTHSERV_IDS",
        None,
    )

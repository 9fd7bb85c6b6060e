"""The sample notices are what their script writes, and their expected facts can be true."""

from __future__ import annotations

import email
import email.message
import email.policy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from config.words import AppealPath, Basis, Kind, Platform, Role, Scope, Verdict, Violation

SAMPLES = Path(__file__).parent / "samples"
NOTICES = sorted([*SAMPLES.glob("*.eml"), *SAMPLES.glob("*.pdf")])
BUILT = sorted([*NOTICES, *SAMPLES.glob("*.json"), *(SAMPLES / "bad").iterdir(), SAMPLES / "README.md"])
HOST = re.compile(r"(?:https?://|(?<=[\w.+-])@)([a-z0-9.-]+\.[a-z]{2,})", re.IGNORECASE)
OWN_HOSTS = re.compile(r"(?:.+\.)?(?:[a-z-]+\.example|amazon\.(?:com|ca|de|fr|es|it|co\.uk|co\.jp|comor)|joom\.com)")


def names(paths: list[Path]) -> list[str]:
    """The names of files, as ids of test cases."""
    return [path.name for path in paths]


def expected(notice: Path) -> dict[str, Any]:
    """The expected facts beside a sample; a missing file is an error."""
    facts: dict[str, Any] = json.loads(notice.with_suffix(".json").read_text(encoding="utf-8"))
    return facts


def pdf_texts(data: bytes) -> Iterator[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text_page = page.get_textpage()
            yield text_page.get_text_range()
            text_page.close()
            page.close()
    finally:
        document.close()


def mail_texts(mail: email.message.Message) -> Iterator[str]:
    """The decoded headers and texts of a mail and of all that is in it."""
    for part in mail.walk():
        yield from (str(value) for value in part.values())
        if part.get_content_type() == "application/pdf":
            yield from pdf_texts(part.get_payload(decode=True))  # type: ignore[arg-type]
        elif part.get_content_maintype() == "text":
            yield part.get_payload(decode=True).decode(part.get_content_charset("utf-8"))  # type: ignore[union-attr]


def text_of(notice: Path) -> str:
    """All text that a person can read in a sample, headers too, in one line."""
    data = notice.read_bytes()
    if notice.suffix == ".pdf":
        texts = pdf_texts(data)
    else:
        texts = mail_texts(email.message_from_bytes(data, policy=email.policy.default))
    return re.sub(r"\s+", " ", "\n".join(texts))


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, written again by a run of the script."""
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, str(SAMPLES / "build.py"), str(folder)], check=True, timeout=120)
    return folder


def test_the_script_writes_the_same_files(rebuilt: Path) -> None:
    """What is committed is exactly what the script writes: no file more, no file less, no byte different."""
    written = {str(path.relative_to(rebuilt)): path.read_bytes() for path in rebuilt.rglob("*") if path.is_file()}
    committed = {str(path.relative_to(SAMPLES)): path.read_bytes() for path in BUILT}

    assert sorted(written) == sorted(committed)
    assert [name for name in written if written[name] != committed[name]] == []


def test_there_are_enough_samples_of_every_trait() -> None:
    """The collection covers the platforms, languages, kinds, verdicts and violations that it was made for."""
    facts = [expected(notice) for notice in NOTICES]

    assert len(facts) >= 36
    assert {one["platform"] for one in facts} >= {"amazon", "joom", "unknown"}
    assert {one["language"] for one in facts} >= {"en", "zh", "de", "ja", "fr", "ru", "es", "it"}
    assert {one["marketplace"] for one in facts} >= {"US", "GB", "CA", "DE", "FR", "ES", "IT", "JP", None}
    assert {one["kind"] for one in facts} == set(Kind)
    assert {one["authenticity"] for one in facts} == set(Verdict)
    assert {path for one in facts for path in one["paths"]} >= set(AppealPath) - {AppealPath.COURT}
    assert len({code for one in facts for code in one["violations"]}) >= 22


@pytest.mark.parametrize("notice", NOTICES, ids=names(NOTICES))
def test_every_expectation_uses_the_words_that_all_share(notice: Path) -> None:
    """An expected value is one of the closed lists, and what is unrelated has no case."""
    facts = expected(notice)

    assert facts["platform"] in set(Platform)
    assert facts["kind"] in set(Kind)
    assert facts["scope"] in {*Scope, None}
    assert set(facts["violations"]) <= set(Violation)
    assert set(facts["paths"]) <= set(AppealPath)
    assert facts["authenticity"] in set(Verdict)
    assert {period["role"] for period in facts["periods"]} <= set(Role)
    assert facts["deadline"] is None or facts["deadline"]["basis"] in {Basis.STATED, Basis.RELATIVE}
    assert (facts["case"] is None) == (facts["kind"] == "unrelated")


@pytest.mark.parametrize("notice", NOTICES, ids=names(NOTICES))
def test_every_expected_value_stands_in_the_file(notice: Path) -> None:
    """ASINs, references, addresses and sensitive values that are expected can be read in the file."""
    facts, text = expected(notice), text_of(notice)
    squeezed = re.sub(r"[\s,]", "", text)
    numbers = [number for kind in facts["references"].values() for number in kind]

    assert [value for value in [*facts["asins"], *numbers] if value.replace(" ", "") not in squeezed] == []
    assert [value for value in [*facts["rights_owner_emails"], *facts["sensitive"]] if value not in text] == []


@pytest.mark.parametrize("notice", NOTICES, ids=names(NOTICES))
def test_no_sample_names_a_real_host(notice: Path) -> None:
    """Hosts and mail domains end in .example, except those of the marketplaces."""
    hosts = {found.lower() for found in HOST.findall(text_of(notice))}

    assert hosts
    assert [host for host in sorted(hosts) if not OWN_HOSTS.fullmatch(host)] == []


def test_two_samples_are_the_same_bytes() -> None:
    """The duplicate is a duplicate byte for byte."""
    assert (SAMPLES / "amazon-us-trademark-html.eml").read_bytes() == (
        SAMPLES / "amazon-us-trademark-html-again.eml"
    ).read_bytes()


def test_the_demo_names_files_that_are_there() -> None:
    """Each line of demo.txt is a file, and the selection shows what the demo is to show."""
    chosen = (SAMPLES / "demo.txt").read_text(encoding="utf-8").split()
    facts = [expected(SAMPLES / name) for name in chosen if not name.startswith("bad/")]

    assert [name for name in chosen if not (SAMPLES / name).is_file()] == []
    assert {one["platform"] for one in facts} >= {"amazon", "joom"}
    assert len({one["language"] for one in facts}) >= 6
    assert {one["kind"] for one in facts} >= {"violation", "warning", "appeal_rejected", "reinstated", "unrelated"}
    assert "suspicious" in {one["authenticity"] for one in facts}


def test_every_bad_input_has_an_allowed_outcome() -> None:
    """bad/expected.json speaks of exactly the files beside it, in words of the run report."""
    outcomes = json.loads((SAMPLES / "bad" / "expected.json").read_text(encoding="utf-8"))

    assert sorted(outcomes) == sorted(path.name for path in (SAMPLES / "bad").iterdir() if path.name != "expected.json")
    assert all(set(one["outcomes"]) <= {"archived", "unrelated", "quarantined", "none"} for one in outcomes.values())
    assert all(one["outcomes"] for one in outcomes.values())

"""Six worked examples go from notice to ready packet; each readiness check finds its fault in them and nothing else."""

from __future__ import annotations

import json
from functools import cache

import pytest

from assemble.packet import build
from assemble.readiness import CHECKS, Check, is_ready
from assemble.redact import redact_packet
from config.redaction import load_redaction
from config.words import Audience, Severity
from tests.worked.breaks import BREAKS
from tests.worked.example import NAMES, Worked, platforms, rules, worked

UNAVOIDABLE = {
    "NP-DEADLINE-RULE": "five of the notices state no deadline",
    "NP-FILE-CONVERTED": "the trademark notice takes no PDF",
}
"""Remarks that a ready example may have, and why; both leave it ready."""


@cache
def broken(code: str) -> tuple[Worked, ...]:
    """The examples that the code has something to do with, each broken for it."""
    return tuple(example for name in NAMES if (example := BREAKS[code](worked(name))))


@cache
def good_codes(name: str) -> frozenset[str]:
    """What is found in an example as it is."""
    return frozenset(lack.code for lack in worked(name).lacks())


def test_there_are_six() -> None:
    """Trademark, inauthentic, order defects, related account and variation on Amazon, late fulfilment on Joom."""
    assert NAMES == ("inauthentic", "joom_late", "order_defects", "related_account", "trademark", "variation")


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_ready(name: str) -> None:
    """The good form lacks nothing that holds it back, and nothing else that could be avoided."""
    lacks = worked(name).lacks()

    assert is_ready(lacks)
    assert {lack.code for lack in lacks} <= set(UNAVOIDABLE)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_becomes_a_packet(name: str) -> None:
    """The packet says that it is ready, can be proven redacted for an auditor, and has the same bytes every time."""
    example = worked(name)
    packet = build(example.dossier, (example.notice,), platforms(), rules(), example.now)
    files = {file.name: file.data for file in packet.files}
    again = build(example.dossier, (example.notice,), platforms(), rules(), example.now)
    redacted = redact_packet(packet, load_redaction(), audience=Audience.AUDITOR, key=b"k" * 32)

    assert json.loads(files["readiness.json"])["ready"] is True
    assert {"appeal.docx", "before-you-submit.docx", "submission.txt", "submission-short.txt"} <= files.keys()
    assert {file.data for file in example.evidence.files} <= set(files.values())
    assert again == packet
    address = example.answers.signatory.email.encode()
    assert address in files["submission.txt"]
    assert not any(address in file.data for file in redacted.files)


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_example_is_caught_and_a_good_one_is_not(code: str) -> None:
    """In every example that can have it the fault is found under its code, in words without a gap.

    The good form of the same example does not have it. An error holds the packet back, a remark does not.
    """
    examples = broken(code)
    for example in examples:
        lacks = example.lacks()
        found = [lack for lack in lacks if lack.code == code]
        errors = {lack.code for lack in lacks if lack.severity is Severity.ERROR}

        assert found, example.name
        assert all(lack.place and "{" not in lack.message + lack.remedy for lack in found)
        assert code not in good_codes(example.name) or code in UNAVOIDABLE
        assert is_ready(lacks) is not bool(errors)
        assert (code in errors) is (rules().codes[code].severity is Severity.ERROR)

    assert examples
    assert not all(code in good_codes(name) for name in NAMES)


def test_every_code_has_its_break() -> None:
    """What codes.yaml lists and what the examples are broken for is the same."""
    assert set(BREAKS) == {code for code in rules().codes if code.startswith("NP-")}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_every_check_finds_a_fault(check: Check) -> None:
    """Each check finds something in one of the broken examples, and nothing that can be avoided in a good one."""
    assert any(example.lacks((check,)) for code in BREAKS for example in broken(code))
    for name in NAMES:
        assert {lack.code for lack in worked(name).lacks((check,))} <= set(UNAVOIDABLE)

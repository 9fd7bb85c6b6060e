"""What an engine misreads: other readings of known values go, ids and other numbers stay."""

from __future__ import annotations

import pytest

from assemble.redact.find import Detections, find
from assemble.redact.nearly import nearly
from assemble.redact.sensitive import Sensitive, Strength
from assemble.redact.view import folded
from config.redaction import Entity, load_redaction

POLICY = load_redaction()
KNOWN = find(
    "IBAN: PL27914177763170669074391500\nCard number: 4406 8124 1586 8348\nSSN: 205-57-4793\n"
    "Access key: AK" + "IAZZQJ2FAJ2QHEW2B3",
    POLICY,
)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("paid to PL279141777631706690743915O0 today", "PL279141777631706690743915O0"),
        ("the card 4406 8l24 1586 B348.", "4406 8l24 1586 B348"),
        ("the card 4406 8124 1586 834", "4406 8124 1586 834"),
        ("Case ID: 4406812415868343", None),
        ("card 1111 2222 3333 4444", None),
        ("205 57 4000 pieces", None),
        ("Access key: AKIAZZQ)2FAJ2QHEW2B3\nSeller ID: none", "AKIAZZQ)2FAJ2QHEW2B3"),
        ("SSN: 4406 8124 1586 83\nContact", "4406 8124 1586 83"),
        ("xAKIAZZQJ2FAJ2QHEW2B", "xAKIAZZQJ2FAJ2QHEW2B"),
    ],
)
def test_what_differs_by_a_character_or_two_goes(text: str, gone: str | None) -> None:
    """Two wrong characters do not save a value, a label of a reference does."""
    assert {v.value for v in nearly(text, folded(text), KNOWN, POLICY)} == ({gone} if gone else set())


def test_an_id_that_a_label_names_is_no_guess() -> None:
    """A number is a reference wherever it stands once a label has called it one."""
    detections = Detections(POLICY, frozenset({"70318845921"}))

    assert detections.is_reference("7031-8845921")
    assert not detections.is_reference("70318845922")


def test_what_is_known_does_not_change_what_detectors_remember() -> None:
    """The same text is asked first without and then with what other files tell."""
    detections, text = Detections(POLICY), "Ask for Anna Holzbrink."
    known = (Sensitive(Entity.PERSON, 0, 14, "Anna Holzbrink", "person", Strength.LABEL),)

    assert detections.find(text, (), lambda _: True) == ()
    assert [v.value for v in detections.find(text, known, lambda _: True)] == ["Anna Holzbrink"]
    assert detections.find(text, (), lambda _: True) == ()

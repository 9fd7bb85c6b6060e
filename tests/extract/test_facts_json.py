"""Facts survive the way to JSON and back, and what is written is what docs/facts.schema.json promises."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config import words
from extract import facts as facts_module
from extract.facts import (
    REFERENCE_KINDS,
    Asserted,
    Complaint,
    DateFact,
    Deadline,
    Facts,
    Finding,
    Metric,
    Money,
    Period,
    PolicyLink,
    References,
    RightsOwner,
)
from extract.facts_json import facts_from_json, facts_to_json
from ingest.message import Authenticity

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "facts.schema.json").read_text(encoding="utf-8"))

TEXT = st.text(max_size=20)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
OFFSET = st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIME = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=OFFSET)  # noqa: DTZ001 - OFFSET adds it
DATE = st.dates(date(1990, 1, 1), date(2100, 1, 1))
POINT = st.floats(0, 2000, allow_nan=False)
ROLE = st.sampled_from(list(words.Role))
VIOLATION = st.sampled_from(list(words.Violation))
CODE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
DIGEST = st.text("0123456789abcdef", min_size=64, max_size=64).map("sha256:".__add__)

FINDING = st.builds(
    Finding,
    kind=TEXT,
    value=TEXT,
    text=TEXT,
    part=TEXT,
    page=st.none() | st.integers(1, 200),
    start=st.integers(0, 1000),
    end=st.integers(0, 1000),
    box=st.none() | st.tuples(POINT, POINT, POINT, POINT),
    rule=TEXT,
)
COMPLAINT = st.builds(
    Complaint,
    asins=TEXTS,
    title=MAYBE,
    violation=st.none() | VIOLATION,
    complaint_id=MAYBE,
    asserted=st.none() | st.builds(Asserted, kind=TEXT, number=TEXT),
    rights_owner=st.none() | st.builds(RightsOwner, name=MAYBE, email=MAYBE),
)
PERIOD = st.builds(Period, ROLE, st.integers(1, 400).map("P{}D".format), TEXT, st.none() | TIME)
NUMBER = st.decimals(0, 9999, places=2).map(str)
METRIC = st.builds(
    Metric,
    st.sampled_from(list(words.MetricName)),
    st.none() | NUMBER,
    st.none() | NUMBER,
    st.sampled_from(list(words.Bound)),
    st.sampled_from(["percent", "points"]),
    st.none() | st.just("P30D"),
)
MONEY = st.builds(
    Money,
    st.sampled_from(list(words.MoneyRole)),
    st.none() | NUMBER,
    st.none() | st.just("EUR"),
    st.none() | NUMBER,
    TEXT,
)
FACTS = st.builds(
    Facts,
    source=TEXT,
    item=DIGEST,
    platform=st.sampled_from(list(words.Platform)),
    kind=st.sampled_from(list(words.Kind)),
    authenticity=st.builds(Authenticity, st.sampled_from(list(words.Verdict)), TEXTS),
    marketplace=st.none() | CODE,
    language=st.none() | CODE.map(str.lower),
    scope=st.none() | st.sampled_from(list(words.Scope)),
    violations=st.lists(VIOLATION, max_size=3).map(tuple),
    issued=st.none() | TIME,
    asins=TEXTS,
    policy_links=st.lists(st.builds(PolicyLink, TEXT, TEXT, MAYBE, MAYBE, st.booleans()), max_size=2).map(tuple),
    deadline=st.none() | st.builds(Deadline, TIME, st.sampled_from(list(words.Basis)), TEXT, MAYBE),
    periods=st.lists(PERIOD, max_size=2).map(tuple),
    dates=st.lists(st.builds(DateFact, ROLE, DATE, TEXT), max_size=2).map(tuple),
    metrics=st.lists(METRIC, max_size=2).map(tuple),
    money=st.lists(MONEY, max_size=2).map(tuple),
    complaints=st.lists(COMPLAINT, max_size=2).map(tuple),
    references=st.builds(References, **dict.fromkeys(REFERENCE_KINDS, TEXTS)),
    rights_owner_emails=TEXTS,
    requested=TEXTS,
    headings=TEXTS,
    accepted_files=TEXTS,
    paths=st.lists(st.sampled_from(list(words.AppealPath)), max_size=3).map(tuple),
    findings=st.lists(FINDING, max_size=3).map(tuple),
    subject=TEXT,
    account=MAYBE,
    message_id=TEXT,
    thread=TEXTS,
)


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_facts_come_back_from_their_json_as_they_were(facts: Facts) -> None:
    """Reading what was written, after a real trip through text, gives equal facts."""
    written = json.dumps(facts_to_json(facts))

    assert facts == facts_from_json(json.loads(written))


@settings(max_examples=60, deadline=None)
@given(FACTS)
def test_written_facts_fit_the_schema(facts: Facts) -> None:
    """Whatever the facts, their JSON is valid by the published schema."""
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(facts_to_json(facts))))


def test_facts_without_figures_and_money_are_read() -> None:
    """Archives written before notices' figures were read stay readable."""
    facts = Facts(
        "x", "sha256:0", words.Platform.AMAZON, words.Kind.WARNING, Authenticity(words.Verdict.UNVERIFIED, ())
    )
    written = facts_to_json(facts)
    del written["metrics"], written["money"]

    assert facts_from_json(written) == facts


def test_the_schema_is_itself_valid() -> None:
    """The schema is JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ((), Facts),
        (("findings",), Finding),
        (("policy_links",), PolicyLink),
        (("deadline",), Deadline),
        (("periods",), Period),
        (("dates",), DateFact),
        (("metrics",), Metric),
        (("money",), Money),
        (("complaints",), Complaint),
        (("complaints", "asserted"), Asserted),
        (("complaints", "rights_owner"), RightsOwner),
        (("references",), References),
        (("authenticity",), Authenticity),
    ],
)
def test_every_field_is_in_the_schema(place: tuple[str, ...], kind: type) -> None:
    """The schema names the fields of each class, all of them required, and no others."""
    schema = _at(place)

    assert {field.name for field in dataclasses.fields(kind)} == set(schema["properties"])
    assert set(schema["required"]) == set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_every_class_of_facts_is_checked_against_the_schema() -> None:
    """No class of extract.facts is left out of the table above."""
    table = next(mark for mark in test_every_field_is_in_the_schema.pytestmark if mark.name == "parametrize")
    checked = {kind for _, kind in table.args[1]}
    declared = {
        value
        for value in vars(facts_module).values()
        if dataclasses.is_dataclass(value) and value.__module__ == facts_module.__name__
    }

    assert declared <= checked


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (("platform",), words.Platform),
        (("kind",), words.Kind),
        (("scope",), words.Scope),
        (("violations",), words.Violation),
        (("paths",), words.AppealPath),
        (("deadline", "basis"), words.Basis),
        (("periods", "role"), words.Role),
        (("dates", "role"), words.Role),
        (("complaints", "violation"), words.Violation),
        (("authenticity", "verdict"), words.Verdict),
    ],
)
def test_the_schema_lists_the_words_we_use(place: tuple[str, ...], word: type[StrEnum]) -> None:
    """Each closed word list stands in the schema as it is in config.words."""
    listed = [value for value in _at(place)["enum"] if value is not None]

    assert [value.value for value in word] == listed


def test_every_place_of_the_schema_is_described() -> None:
    """Each property says in words what it is."""
    assert [name for name, schema in _properties(SCHEMA) if len(schema.get("description", "")) < 3] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("platform", "ebay"), ("item", "sha256:xyz"), ("marketplace", "usa"), ("issued", "2026-03-12"), ("kind", None)],
)
def test_the_schema_refuses_wrong_values(field: str, value: object) -> None:
    """A word outside the lists, a malformed digest or a date without a time is not valid."""
    data = facts_to_json(
        Facts(
            source="a.eml",
            item="sha256:" + "0" * 64,
            platform=words.Platform.AMAZON,
            kind=words.Kind.VIOLATION,
            authenticity=Authenticity(words.Verdict.UNVERIFIED, ()),
        )
    )
    validator = jsonschema.Draft202012Validator(SCHEMA)

    assert validator.is_valid(data)
    assert not validator.is_valid({**data, field: value})


def _at(place: tuple[str, ...]) -> dict[str, Any]:
    schema: dict[str, Any] = SCHEMA
    for name in place:
        schema = schema["properties"][name]
        schema = schema["items"] if schema["type"] == "array" else schema
    return schema


def _properties(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, inner in schema.get("properties", {}).items():
        found += [(name, inner), *_properties(inner), *_properties(inner.get("items", {}))]
    return found

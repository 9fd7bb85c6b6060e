"""Whole notices: what they say is read in eight languages, and noise changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.rules import Rules
from config.words import AppealPath, Basis, Kind, Platform, Verdict, Violation
from extract.facts import Facts
from extract.facts_json import facts_to_json
from extract.pipeline import read_notice
from extract.steps import STEPS
from extract.text import Link, Text
from ingest.message import Address, Authenticity, Message

NOTICES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "notices.yaml").read_text(encoding="utf-8"))
Read = Callable[..., Facts]


def name(notice: dict[str, Any]) -> str:
    """What a row is about."""
    return f"{notice.get('violation', notice['kind'])}-{notice['language']}"


@pytest.mark.parametrize("notice", NOTICES, ids=name)
def test_a_notice_in_other_words_is_read(facts_of: Read, notice: dict[str, Any]) -> None:
    """Kind, violation, scope, language and deadline of each row are found, and no other deadline."""
    facts = facts_of(notice["text"], joom=notice.get("joom", False))

    stated = facts.deadline if facts.deadline and facts.deadline.basis is not Basis.RULE else None
    assert facts.kind == notice["kind"]
    assert facts.language == notice["language"]
    assert (stated and stated.at.date().isoformat()) == notice.get("deadline")
    if "violation" in notice:
        assert facts.violations == (notice["violation"],)
    if "scope" in notice:
        assert facts.scope == notice["scope"]
    if "paths" in notice:
        assert sorted(facts.paths) == notice["paths"]


@pytest.mark.parametrize("violation", Violation)
def test_every_violation_has_wordings_in_every_language(rules: Rules, violation: Violation) -> None:
    """No code can be said in one language only."""
    say = rules.cues.violations[violation].say

    assert all(getattr(say, language) for language in type(say).model_fields)


TRADEMARK = """Hello Harrow Goods,

One of your listings on Amazon.com is no longer active. A rights owner reported that it uses their registered trademark.

How do I reactivate my listing?
- Send an invoice from the last 180 days.
- Ask the rights owner to retract the complaint.
Read https://sellercentral.amazon.com/gp/help/external/201361070 before you answer.
Please reply within 7 days. Files may be PDF or PNG.

ASIN: B0C12345K7
Title: Folding kettle
Infringement type: Trademark
Trademark number: 6543210
Complaint ID: 15551234567
Rights owner: Larkfen Inc. (brand@larkfen.example)
"""


def facts_that_matter(facts: Facts) -> dict[str, Any]:
    """The facts without where they stand and without quotations."""
    data = json.loads(json.dumps(facts_to_json(facts)))
    data["policy_links"] = sorted(link["url"] for link in data["policy_links"])
    for key in ("findings", "requested", "complaints", "headings", "dates"):
        data.pop(key, None)
    for period in data["periods"]:
        period.pop("text")
    data["deadline"].pop("text")
    return data


def test_a_whole_notice_gives_all_its_facts(facts_of: Read) -> None:
    """One English notice with every kind of fact."""
    facts = facts_of(TRADEMARK)

    assert facts.platform is Platform.AMAZON
    assert facts.marketplace == "US"
    assert facts.asins == ("B0C12345K7",)
    assert [link.help_id for link in facts.policy_links] == ["201361070"]
    assert facts.policy_links[0].policy == "intellectual-property"
    assert facts.references.complaint == ("15551234567",)
    assert facts.references.trademark == ("6543210",)
    assert facts.rights_owner_emails == ("brand@larkfen.example",)
    assert facts.accepted_files == ("pdf", "png")
    assert AppealPath.RETRACTION in facts.paths
    assert [(p.role, p.period) for p in facts.periods] == [("evidence", "P180D"), ("response", "P7D")]
    assert facts.deadline is not None
    assert facts.deadline.at.isoformat() == "2026-05-11T10:00:00+02:00"
    assert facts.account == "ops@seller.example"
    (complaint,) = facts.complaints
    assert (complaint.asins, complaint.violation, complaint.complaint_id) == (
        facts.asins,
        "ip.trademark",
        "15551234567",
    )
    assert "Send an invoice from the last 180 days" in facts.requested


def test_every_finding_names_a_place_that_holds_its_text(facts_of: Read) -> None:
    """Offsets lead back to the words."""
    for finding in facts_of(TRADEMARK).findings:
        assert finding.part == "body"
        assert TRADEMARK[finding.start : finding.end] == finding.text
        assert finding.rule


def full_width(text: str) -> str:
    """Digits and colons as East Asian keyboards write them, outside addresses."""
    table = {ord(c): chr(ord(c) + 0xFEE0) for c in ":"}
    return "\n".join(line if "http" in line or "@" in line else line.translate(table) for line in text.split("\n"))


def zero_width(text: str) -> str:
    """Invisible signs inside words."""
    return (
        text.replace("trademark", "trade\u200bmark")
        .replace("listing", "lis\u00adting")
        .replace("within", "wit\u2060hin")
    )


def spaced(text: str) -> str:
    """Labels as a scanner reads them."""
    return text.replace("ASIN:", "AS IN:").replace("Complaint ID", "Co mpla int ID").replace("Title", "Tit le")


def glued(text: str) -> str:
    """Labels without a space behind them."""
    return text.replace(": ", ":")


def quoted(text: str) -> str:
    """Narrow no-break spaces and curly quotes."""
    return text.replace("7 days", "7\u00a0days").replace("180 days", "180\u202fdays")


def wrapped(text: str) -> str:
    """A hard wrap inside a long line."""
    return text.replace(
        "reported that it uses their registered trademark", "reported that it uses their registered\ntrademark"
    )


def shouted(text: str) -> str:
    """Damaged letter case, as automatic links leave it."""
    return text.replace("reactivate", "reactiVATe").replace("trademark.", "TRADEmark.")


NOISES = (full_width, zero_width, spaced, glued, quoted, wrapped, shouted)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(NOISES), unique=True, min_size=1))
def test_noise_does_not_change_the_facts(facts_of: Read, noises: list[Callable[[str], str]]) -> None:
    """Full-width signs, invisible letters, split labels, wraps and glue leave the facts as they are."""
    noisy = TRADEMARK
    for noise in noises:
        noisy = noise(noisy)

    assert facts_that_matter(facts_of(noisy)) == facts_that_matter(facts_of(TRADEMARK))


@pytest.mark.parametrize(
    ("body", "sender"),
    [
        (
            "Account suspended? Listing removed? Book a call, 20% off. We wrote 900 plans for Amazon.com.",
            "a@heroes.example",
        ),
        ("B0C12345K7 runs out in 17 days, the suspended shelf waits for brackets.", "lena@bramblerow.example"),
        ("", "notice@amazon.com"),
        ("Your order has shipped. Track it on https://www.amazon.com/orders", "ship@amazon.com"),
    ],
)
def test_other_mail_is_no_notice(facts_of: Read, body: str, sender: str) -> None:
    """Agencies, colleagues, shop mail and empty mail are unrelated and have no deadline."""
    facts = facts_of(body, sender=Address("", sender))

    assert facts.kind is Kind.UNRELATED
    assert facts.deadline is None
    assert facts.asins == ()


def test_the_sellers_own_words_are_not_the_notices(rules: Rules, facts_of: Read) -> None:
    """What the seller wrote below or above the notice gives no fact."""
    own = "Root cause: cards in boxes of B0ZZZZZZ11. We answer within 2 days, case 19998887776."
    said = Message(
        "x", "t", "", Address("Amazon", "notice@amazon.com"), (), None, "", (), (),
        Authenticity(Verdict.UNVERIFIED, ()), own_words=(own,),
    )  # fmt: skip

    facts = read_notice(said, (Text("body", TRADEMARK),), rules, facts_of(TRADEMARK).issued).facts  # type: ignore[arg-type]

    assert facts.asins == ("B0C12345K7",)
    assert facts.references.case == ()
    assert facts.deadline is None  # no date anywhere to count from


def test_without_a_header_the_date_line_counts_and_never_the_day_of_printing(facts_of: Read) -> None:
    """A printed page is dated by its own line."""
    page = (
        "Joom Merchant Panel\nPrinted: 2026-07-30\n\nDate of penalty: 29 July 2026\n"
        "Your store was blocked for fake tracking numbers.\n"
    )

    facts = facts_of(page, sender=None, date=None)

    assert facts.issued is not None
    assert facts.issued.date().isoformat() == "2026-07-29"


def test_a_links_target_counts_and_not_its_visible_text(facts_of: Read) -> None:
    """What is shown may lie."""
    body = "Your account on Amazon.com was deactivated. https://sellercentral.amazon.com/verify"
    start = body.index("https")
    shown = Link(start, len(body), body[start:], "https://sellercentral-amazon.verify.example/s?id=1")

    assert facts_of(Text("body", body, links=(shown,))).policy_links == ()


def test_the_same_input_gives_the_same_facts(facts_of: Read) -> None:
    """Reading has no memory."""
    assert facts_of(TRADEMARK) == facts_of(TRADEMARK)


def test_a_very_long_message_is_read_in_time(facts_of: Read) -> None:
    """Hostile length costs time in proportion, not more."""
    body = TRADEMARK + "within " * 20_000 + "(" * 5_000 + "https://" * 2_000

    assert facts_of(body).asins == ("B0C12345K7",)


def test_rule_target_is_marked_as_ours(facts_of: Read) -> None:
    """A notice without deadline gets the platform's working target, named as a rule."""
    facts = facts_of(TRADEMARK.replace("Please reply within 7 days. ", ""))

    assert facts.deadline is not None
    assert facts.deadline.basis is Basis.RULE
    assert replace(facts.deadline, at=facts.deadline.at).text == "amazon first appeal within 10 calendar days"


def test_reading_a_message_of_no_platform_ends_early(facts_of: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is unrelated with the same facts as when every step is run."""
    text = "Our offer of 2026-03-12: 100 cartons, ASIN B0C12345K7, within 7 days. Your account was suspended."
    sender = Address("Sales", "sales@cartons.example")
    early = facts_of(text, sender=sender)
    monkeypatch.setattr("extract.pipeline.OPENING", STEPS)

    assert early.kind is Kind.UNRELATED
    assert early == facts_of(text, sender=sender)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("The certificate expires on 31 May 2026. Please upload a new certificate before that day.", "2026-05-31"),
        ("The certificate expires on 31 May 2026. Send the open orders before that day.", None),
        ("Please upload a new certificate before that day.", None),
    ],
)
def test_a_date_named_before_can_be_the_one_to_meet(facts_of: Read, text: str, deadline: str | None) -> None:
    """`Before that day` in a request for papers means the date that was named."""
    found = facts_of(f"We closed your account on Amazon.com.\n{text}\n").deadline

    stated = found if found and found.basis is Basis.STATED else None
    assert (stated and stated.at.date().isoformat()) == deadline


def test_the_month_of_may_is_no_condition(facts_of: Read) -> None:
    """`From May 3` makes nothing depend on anything."""
    assert facts_of("From May 3 on your account on Amazon.com was closed.").kind is Kind.VIOLATION

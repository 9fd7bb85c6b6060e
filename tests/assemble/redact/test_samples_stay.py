"""What a packet needs of a notice survives its redaction: products, case numbers, links to policies, dates."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from assemble.redact.file import redact_file
from config.redaction import load_redaction
from config.words import Audience
from tests.assemble.redact.leaks import bare, texts_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MAIL = "message/rfc822"


def shown(data: bytes) -> str:
    """The words of a mail, markup aside."""
    parts = email.message_from_bytes(data, policy=email.policy.default).walk()
    texts = (str(part.get_content()) for part in parts if part.get_content_maintype() == "text")
    return bare(" ".join(re.sub("<[^>]*>", "", unescape(text)) for text in texts))


def needed(file: Path) -> Iterator[str]:
    """The facts of a sample that no redaction may touch."""
    facts = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    yield from facts.get("asins", [])
    for numbers in facts.get("references", {}).values():
        yield from numbers
    for entry in (*facts.get("policy_links", []), *facts.get("dates", []), *facts.get("periods", [])):
        yield from (entry[key] for key in ("url", "text") if isinstance(entry, dict) and entry.get(key))


def test_no_fact_of_a_sample_is_lost() -> None:
    """Every ASIN, reference, policy link, date and period of the mails without files stands in their copy."""
    lost, count = [], 0
    for file in sorted(SAMPLES.glob("*.eml")):
        data = file.read_bytes()
        if not file.with_suffix(".json").exists() or b"application/" in data or b"image/" in data:
            continue
        done = redact_file(
            file.name, MAIL, data, load_redaction(), audience=Audience.AUDITOR, key=b"a key of the tests, thirty-two b"
        )
        before, after = shown(data), bare(" ".join(texts_of(MAIL, done.file.data)))
        wanted = [fact for fact in needed(file) if bare(fact) in before]
        count += len(wanted)
        lost += [(file.name, fact) for fact in wanted if bare(fact) not in after]

    assert lost == []
    assert count > 40

"""A packet made fit for an audience: every file searched, cleaned, named in the report, and proven."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assemble.files import Packet, PacketFile, manifest_files
from assemble.redact.file import Names, Tools, cleaned_by, draft_of, informed
from assemble.redact.formats import Formats
from assemble.redact.names import safe_name
from assemble.redact.readers import Reader
from assemble.redact.replace import Redactor
from assemble.redact.report import Changed, Held, RedactionReport, Removal, removals
from assemble.redact.seek import Cleaned, Seeker, Withheld
from assemble.redact.sensitive import Sensitive
from assemble.redact.structured import load
from assemble.redact.verify import Draft, RedactedPacket, check, prove
from config.errors import ItemError
from config.redaction import RedactionPolicy
from config.words import Audience
from extract.documents.ocr import Ocr

EVIDENCE = "evidence/"
_MANIFESTS = ("manifest.json", "manifest-sha256.txt")


@dataclass(frozen=True, slots=True)
class _Done:
    """One file that was cleaned, or why it is held back."""

    original: PacketFile
    name: str
    cleaned: Cleaned | None
    reason: str = ""


def redact_packet(
    packet: Packet,
    policy: RedactionPolicy,
    *,
    audience: Audience,
    key: bytes,
    readers: Sequence[Reader] = (),
    ocr: Ocr | None = None,
    names: Names | None = None,
) -> RedactedPacket:
    """The packet as an audience may see it, proven.

    Evidence is never altered for the platform: it gets the originals. For others an evidence file is replaced by a
    redacted copy, or left out and named in the report where that cannot be proven. `readers` are added to the ones
    that always read; `ocr` reads what pages and pictures show, before and after; `names` guesses names of persons.

    Raises:
        ItemError: `redaction.unproven`: a file of ours cannot be proven clean; nothing may be archived.
    """
    ours = [f for f in packet.files if f.name not in _MANIFESTS]
    untouched = [f for f in ours if audience is Audience.PLATFORM and f.name.startswith(EVIDENCE)]
    copies = [f for f in ours if f not in untouched and f.copy_of]
    files = [f for f in ours if f not in untouched and not f.copy_of]
    tools = Tools.of(readers, ocr)
    texts = [text for f in files for text in _survey(f, tools.formats)]
    read = [_misread(f, tools.formats, policy) for f in files]
    seeker = informed(texts, Redactor(policy, audience, key), names, read)
    done = [*(_redacted(f, seeker, tools) for f in files), *(_left_out(f, seeker) for f in copies)]
    return _proven(packet, done, untouched, seeker, tools)


def _survey(file: PacketFile, formats: Formats) -> tuple[str, ...]:
    form = formats.of(file.media_type)
    try:
        return form.survey(file.data) if form else ()
    except Withheld:
        return ()


def _misread(file: PacketFile, formats: Formats, policy: RedactionPolicy) -> tuple[Sensitive, ...] | None:
    form = formats.of(file.media_type)
    try:
        return form.misread(file.data, policy) if form else None
    except Withheld:
        return None


def _left_out(file: PacketFile, seeker: Seeker) -> _Done:
    """A file that only shows another one of the packet in another form: the archive holds that one, redacted."""
    return _Done(file, safe_name(file.name, seeker), None, f"made from {safe_name(file.copy_of, seeker)}")


def _redacted(file: PacketFile, seeker: Seeker, tools: Tools) -> _Done:
    """The file cleaned; held back when that is impossible or, for papers that are not ours, not proven."""
    name = safe_name(file.name, seeker)
    form = tools.formats.of(file.media_type)
    if form is None:
        return _Done(file, name, None, f"nothing can be proven for {file.media_type}")
    try:
        cleaned = cleaned_by(form, file.data, seeker)
        if file.name.startswith(EVIDENCE):
            draft = draft_of(PacketFile(name, file.media_type, cleaned.data), cleaned, form)
            check(draft, (*seeker.known, *cleaned.removed), seeker, tools.readers)
    except Withheld as held:
        return _Done(file, name, None, held.reason)
    except ItemError as error:
        return _Done(file, name, None, error.reason)
    return _Done(file, name, cleaned)


def _proven(
    packet: Packet, done: Sequence[_Done], untouched: Sequence[PacketFile], seeker: Seeker, tools: Tools
) -> RedactedPacket:
    drafts = [
        draft_of(
            PacketFile(d.name, d.original.media_type, d.cleaned.data),
            d.cleaned,
            tools.formats.of(d.original.media_type),
        )
        for d in done
        if d.cleaned is not None
    ]
    report = _report(done, seeker, tools.readers)
    drafts += _manifests(packet, [*(d.file for d in drafts), *untouched], seeker.redactor.audience)
    removed = [*seeker.known, *(s for d in done if d.cleaned for s in d.cleaned.removed)]
    return prove(packet.case_id, drafts, untouched, report, removed, seeker, tools.readers)


def _report(done: Sequence[_Done], seeker: Seeker, readers: Sequence[Reader]) -> RedactionReport:
    lost: list[Removal] = []
    for d in done:
        lost += removals(d.name, d.cleaned.places) if d.cleaned else ()
    return RedactionReport(
        audience=seeker.redactor.audience,
        removals=tuple(lost),
        changed=tuple(
            Changed(d.name, d.original.digest, d.cleaned.dropped)
            for d in done
            if d.cleaned and d.cleaned.data != d.original.data
        ),
        withheld=tuple(
            Held(d.name, d.original.media_type, d.original.digest, d.reason) for d in done if d.cleaned is None
        ),
        readers=tuple(r.name for r in readers),
    )


def _manifests(packet: Packet, files: Sequence[PacketFile], audience: Audience) -> list[Draft]:
    """The manifests over the redacted files, where the packet has manifests; they hold names and digests only."""
    old = {f.name: f for f in packet.files}.get(_MANIFESTS[0])
    if old is None:
        return []
    form = load(old.data).get("form", "")
    made = manifest_files(packet.case_id, str(form), audience.value, tuple(sorted(files, key=lambda f: f.name)))
    return [Draft(f, f.data.decode()) for f in made]

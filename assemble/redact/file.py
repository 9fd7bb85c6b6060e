"""One file made fit for an audience: searched, cleaned, and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assemble.files import PacketFile
from assemble.redact.detectors.person import may_be_name
from assemble.redact.find import Detections, references
from assemble.redact.formats import Format, Formats
from assemble.redact.known import is_distinct
from assemble.redact.memory import asked_once
from assemble.redact.names import plain_name, safe_name
from assemble.redact.readers import READERS, Reader, engine_reader
from assemble.redact.replace import Redactor
from assemble.redact.seek import Cleaned, Place, Seeker, Withheld
from assemble.redact.sensitive import Sensitive, Strength
from assemble.redact.sheets.read_words import remembering
from assemble.redact.verify import Draft, check
from config.errors import ItemError
from config.redaction import Entity, RedactionPolicy
from config.words import Audience
from extract.documents.ocr import Ocr

Names = Callable[[str], Iterable[tuple[int, int]]]
"""Guesses names of persons in a text: start and end of each."""
_ROUNDS = 3
"""A mark can bring two words together that look like a value; cleaning again ends that."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What files are cleaned and read back with."""

    formats: Formats
    readers: tuple[Reader, ...]

    @classmethod
    def of(cls, readers: Sequence[Reader], ocr: Ocr | None) -> Tools:
        """The readers that are always there, these ones, and an engine that reads each picture once."""
        engine = remembering(ocr) if ocr else None
        able = (*READERS, *readers, *([engine_reader(engine)] if engine else []))
        return cls(Formats(engine), tuple(replace(r, texts=asked_once(r.texts)) for r in able))


@dataclass(frozen=True, slots=True)
class RedactedFile:
    """A file by itself that was proven to hold nothing its audience must not see; made by `redact_file`."""

    file: PacketFile
    name_tells: bool
    """Whether its own name told a value, so that its copy must have another."""
    original: str
    """Digest of the original, `sha256:…`."""
    audience: Audience
    places: tuple[Place, ...]
    dropped: tuple[str, ...]
    """Channels that went as a whole: comments, metadata, ..."""
    texts: tuple[str, ...]
    """What its reader sees, as its format reads it, with the marks."""
    readers: tuple[str, ...]
    """The readers of its type that it was read back with."""


def redact_file(
    name: str,
    media_type: str,
    data: bytes,
    policy: RedactionPolicy,
    *,
    audience: Audience,
    key: bytes,
    readers: Sequence[Reader] = (),
    ocr: Ocr | None = None,
    names: Names | None = None,
) -> RedactedFile:
    """The file as an audience may see it, under a name that tells nothing; `name` is its own, without a folder.

    Raises:
        ItemError: `redaction.unproven`: there is no format for it, or it cannot be proven clean.
    """
    tools = Tools.of(readers, ocr)
    form = tools.formats.of(media_type)
    if form is None:
        raise ItemError("redaction.unproven", f"nothing can be proven for files of type {media_type}")
    try:
        read = [form.misread(data, policy)]
        seeker = informed([name, *form.survey(data)], Redactor(policy, audience, key), names, read)
        cleaned = cleaned_by(form, data, seeker)
    except Withheld as held:
        raise ItemError("redaction.unproven", held.reason) from held
    name_tells = safe_name(name, seeker) != name
    file = PacketFile(plain_name(name, media_type, seeker), media_type, cleaned.data)
    draft = draft_of(file, cleaned, form)
    check(draft, (*seeker.known, *cleaned.removed), seeker, tools.readers)
    original = PacketFile("original", media_type, data).digest
    used = tuple(r.name for r in tools.readers if media_type in r.media_types)
    return RedactedFile(file, name_tells, original, audience, cleaned.places, cleaned.dropped, draft.texts or (), used)


def informed(
    texts: Iterable[str],
    redactor: Redactor,
    names: Names | None = None,
    misread: Iterable[tuple[Sensitive, ...] | None] = (),
) -> Seeker:
    """A seeker that knows what these texts tell: labelled ids that stay, values that go everywhere.

    `names` guesses names of persons; a guess goes wherever it stands, so that the proof can look for it again.
    `misread` are the guesses of each file (`Format.misread`): what goes from a page goes from the text read off it.
    """
    some = tuple(dict.fromkeys(texts))
    ids = frozenset(i for text in some for i in references(text, redactor.policy))
    detections = Detections(redactor.policy, ids)
    read = [guesses for guesses in misread if guesses is not None]
    guessed = (g for guesses in read for g in guesses if not detections.is_reference(g.value))
    found = (s for text in some for s in detections.find(text, (), redactor.goes))
    values = {s.plain: s for s in (*guessed, *found) if redactor.goes(s)}
    if names is not None and redactor.goes(_guess("")):
        values = {s.plain: s for text in some for s in _guessed(text, names)} | values
    known = tuple(values[v] for v in sorted(values) if is_distinct(values[v]))
    return Seeker(redactor, detections, known, near=bool(read))


def _guessed(text: str, names: Names) -> Iterator[Sensitive]:
    for start, end in names(text):
        words = text[start:end].strip(" .,;:'\"")
        if may_be_name(words):
            yield _guess(words)


def _guess(words: str) -> Sensitive:
    return Sensitive(Entity.PERSON, 0, len(words), words, "model", Strength.GUESS)


def cleaned_by(form: Format, data: bytes, seeker: Seeker) -> Cleaned:
    """The file cleaned until nothing is found any more. Raises: Withheld."""
    places: list[Place] = []
    removed: list[Sensitive] = []
    dropped: set[str] = set()
    for _ in range(_ROUNDS):
        last = form.clean(data, seeker)
        places += last.places
        removed += last.removed
        dropped |= set(last.dropped)
        data = last.data
        if not last.places or not any(seeker.values(text) for text in form.written(data)):
            break
    return Cleaned(data, tuple(places), tuple(removed), last.kept, tuple(sorted(dropped)))


def draft_of(file: PacketFile, cleaned: Cleaned, form: Format | None) -> Draft:
    """The claim that a cleaned file holds nothing any more."""
    return Draft(file, cleaned.kept, form.written(file.data) if form else None)

"""What the commands of an appeal print: for people as tables, for programs as JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from assemble.difference import Did
from assemble.lack import Lack
from assemble.matrix import Matrix
from assemble.shipments import Shipments
from config.words import Severity
from noticepack.appeals import Looked
from noticepack.guide import SAVED, WRITTEN, Guided
from noticepack.packets import Exported
from noticepack.papers import Papers
from noticepack.rebuild import Rebuilt
from noticepack.screen import Cell, harmless, print_table, say

WEIGHT = {Severity.ERROR: "must", Severity.WARNING: "check"}


def lacks_json(lacks: tuple[Lack, ...]) -> list[dict[str, str]]:
    """Lacks for programs."""
    return [asdict(lack) for lack in lacks]


def print_lacks(lacks: tuple[Lack, ...]) -> None:
    """Lacks for people: how much each weighs, where, what, what to do."""
    rows = [((WEIGHT[lack.severity], ""), (lack.message, f"{lack.code}, {lack.place}"), lack.remedy) for lack in lacks]
    print_table("", ("", "what is missing", "what to do"), rows, lines=True)


def verdict(lacks: tuple[Lack, ...], *, submits: bool = True) -> str:
    """`ready`, or how much is missing."""
    errors = sum(lack.severity is Severity.ERROR for lack in lacks)
    rest = len(lacks) - errors
    remarks = f", {rest} {'point' if rest == 1 else 'points'} to check" if rest else ""
    if not submits:
        return f"nothing is to be submitted{remarks}"
    points = "1 point" if errors == 1 else f"{errors} points"
    return f"not ready: {points} must be settled{remarks}" if errors else f"ready{remarks}"


def check_json(looked: Looked) -> dict[str, Any]:
    """A check for programs."""
    last = looked.last
    return {
        "case": looked.dossier.case.id,
        "ready": looked.ready,
        "lacks": lacks_json(looked.lacks),
        "last": {"version": last.version, "submitted": last.submitted.isoformat()} if last else None,
        "changes": [asdict(change) for change in looked.changes],
    }


def print_check(looked: Looked) -> None:
    """A check for people."""
    if looked.lacks:
        print_lacks(looked.lacks)
    _print_changes(looked)
    say(f"{looked.dossier.case.id}: {verdict(looked.lacks)}")


def _print_changes(looked: Looked) -> None:
    """What changed since the last try; nothing where there was none."""
    if last := looked.last:
        say(f"Since {last.version}, submitted {last.submitted:%Y-%m-%d}:")
        for change in looked.changes:
            sign = "+" if change.did is Did.ADDED else "-"
            say(harmless(f"  {sign} {change.place}: {change.text}"))
        if not looked.changes:
            say("  nothing in the text has changed")


def guide_json(done: Guided) -> dict[str, Any]:
    """A guided step for programs."""
    form = done.choice.form
    return {
        "case": done.case.id,
        "ways": [asdict(way) for way in done.ways],
        "form": form.id if form else None,
        "why": done.why,
        "submit": {"way": form.submit.way, "verified": form.submit.verified} if form else None,
        "file": str(done.file),
        "done": done.done,
        "ready": done.looked.ready,
        "lacks": lacks_json(done.looked.lacks),
    }


def print_guide(done: Guided) -> None:
    """A guided step for people: the ways, what was done with the file, what is missing, what to type next."""
    rows = [((way.name, "taken here" if way.taken else ""), way.means, way.beware) for way in done.ways]
    if rows:
        print_table("The ways that the notice offers", ("way", "what it means", "beware"), rows, lines=True)
    for line in done.beware:
        say(line)
    form = done.choice.form
    say(f"{done.case.id}: {form.title if form else 'nothing to submit'} ({done.why})")
    if form is None:
        return
    if done.done == WRITTEN:
        say(harmless(f"Wrote {done.file}: fill it in and type the same command again."))
    else:
        say(harmless(f"{'Saved' if done.done == SAVED else 'Saved before, no change:'} {done.file}"))
        if done.looked.lacks:
            print_lacks(done.looked.lacks)
        _print_changes(done.looked)
    say(f"{done.case.id}: {verdict(done.looked.lacks)}")
    if done.looked.ready:
        say(f"make the packet: noticepack packet {done.case.id}")
    else:
        say(f"add papers:      noticepack appeal evidence {done.case.id} FILE --proves 1 --paper KIND --shows TEXT")


def papers_json(papers: Papers) -> dict[str, Any]:
    """Papers for programs."""
    return {"case": papers.case.id, "done": papers.done, "papers": [_plain(asdict(one)) for one in papers.papers]}


def _plain(value: Any) -> Any:
    """The value with days and times as ISO 8601."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def print_papers(papers: Papers) -> None:
    """Papers for people."""
    rows = []
    for paper in papers.papers:
        told = [
            (one.shows, f"meets {one.meets}" if one.meets else "", f"of {one.dated}" if one.dated else "")
            for one in paper.claims
        ]
        signs = sorted({sign for one in paper.claims for sign in one.seen})
        kinds = sorted({one.paper for one in paper.claims if one.paper})
        shown = tuple(", ".join(part for part in parts if part) for parts in told)
        cells: tuple[Cell, ...] = ((paper.name, paper.digest[:19]), ", ".join(kinds), shown, ", ".join(signs))
        rows.append(cells)
    if rows:
        print_table("", ("paper", "kind", "what it shows", "seen in it"), rows, lines=True)
    else:
        say(f"{papers.case.id} has no papers yet")
    if papers.done:
        say(harmless(papers.done))


def matrix_json(case_id: str, whole: Matrix) -> dict[str, Any]:
    """The matrix for programs."""
    requests = [asdict(one) for one in whole.requests]
    rows = [
        {
            "asin": row.asin or None,
            "met": {str(one.number): list(cell) for one, cell in zip(whole.requests, row.cells, strict=True)},
        }
        for row in whole.rows
    ]
    return {"case": case_id, "requests": requests, "rows": rows, "gaps": whole.gaps, "usual": list(whole.usual)}


def print_matrix(case_id: str, whole: Matrix) -> None:
    """The matrix for people: requests by number, a dash for a gap."""
    for one in whole.requests:
        say(harmless(f"{one.number}. {one.text}"))
    if not whole.requests:
        say("The notice lists no papers; read it.")
        for paper in whole.usual:
            say(f"  usual for this kind: {paper}")
        return
    columns = ("product", *(str(one.number) for one in whole.requests))
    rows = [(row.asin or "the whole matter", *(", ".join(cell) or "—" for cell in row.cells)) for row in whole.rows]
    print_table("", columns, rows, whole=columns[:1])
    say(f"{case_id}: {whole.gaps} gaps" if whole.gaps != 1 else f"{case_id}: 1 gap")


def shipments_json(case_id: str, read: Shipments) -> dict[str, Any]:
    """Shipments for programs."""
    return {"case": case_id, **_plain(asdict(read))}


def print_shipments(case_id: str, read: Shipments) -> None:
    """Shipments for people; a dash is a gap."""
    steps = ("placed", "label", "accepted", "delivered")
    rows: list[tuple[Cell, ...]] = []
    for one in read.shipments:
        texts = {step.value: event.text for step, event in one.events.items()}
        *times, last = (texts.get(step, "—") for step in steps)
        where = one.place.removeprefix(f"{one.file}, ")
        rows.append(((one.order, where), one.tracking or "—", *times, (last, one.messages)))
    if rows:
        heads = ("order", "tracking", *steps[:-1], "delivered, messages")
        print_table("Orders", heads, rows, whole=heads[:2])
    stock = [(one.sku, f"{one.before} → {one.after}", one.adjusted, one.reason) for one in read.adjustments]
    if stock:
        print_table("Corrections of the stock", ("product", "stock", "when", "reason"), stock)
    for fault in read.faults:
        say(harmless(f"{fault.place}: {fault.code}: {fault.what}"))
    say(f"{case_id}: {len(rows)} orders, {len(stock)} corrections of the stock, {len(read.faults)} faults")


def packet_json(rebuilt: Rebuilt, exported: Exported) -> dict[str, Any]:
    """A packet for programs."""
    forced = rebuilt.forced
    return {
        "case": rebuilt.case_id,
        "version": rebuilt.version,
        "ready": rebuilt.ready,
        "forced": {"by": forced.by, "at": forced.at.isoformat(), "why": forced.why} if forced else None,
        "folder": str(exported.folder),
        "files": [str(file) for file in exported.files],
        "lacks": lacks_json(rebuilt.lacks),
    }


def print_packet(rebuilt: Rebuilt, exported: Exported) -> None:
    """A packet for people."""
    for lack in rebuilt.lacks:
        say(harmless(f"  {WEIGHT[lack.severity]}: {lack.message}"))
    say(f"{rebuilt.case_id} {rebuilt.version}: {len(exported.files)} files in {exported.folder}")
    if rebuilt.forced:
        say(harmless(f"called ready by {rebuilt.forced.by}: {rebuilt.forced.why}"))
    say(f"{rebuilt.case_id}: {verdict(rebuilt.lacks)}")

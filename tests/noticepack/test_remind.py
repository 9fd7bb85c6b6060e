"""Each reminder is sent once at its time, also when programs run at once, fail or are killed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assemble.case import open_case
from assemble.packet import Packet
from config.errors import ReminderError, UsageError
from config.words import Basis, Kind
from extract.facts import Deadline
from noticepack import remind
from noticepack.bootstrap import App
from noticepack.casework import submitted
from noticepack.cli import app as command_line
from noticepack.logs import JsonLog
from noticepack.pulse import Pulse
from noticepack.remind import send_reminders
from noticepack.reminders import due_reminders, reminder_json, reminder_lines
from noticepack.reminding import Reminding
from noticepack.rows import case_row
from storage.catalog_reminders import GIVEN_UP
from storage.catalog_rows import CaseRow
from tests.assemble.builders import facts, joom, trademark
from tests.noticepack.conftest import SAMPLES, Run

JOOM = SAMPLES / "joom-late-fulfilment-pdf.eml"
"""Due 1 day and 5 hours after the clock of the tests."""
NOTHING = SAMPLES / "amazon-us-inauthentic-received.eml"
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
BEFORE = ("PT4H", "P7D", "P1D")


def row(hours: float | None, **changes: object) -> CaseRow:
    """A case that is due in some hours."""
    deadline = Deadline(NOW + timedelta(hours=hours), Basis.STATED, "by then") if hours is not None else None
    case = open_case(facts(f"{hours}", **{"deadline": deadline, **changes}))
    return case_row(case, Packet(case.id, (), ()), packed="sha256:0", version="v1", now=NOW)


@pytest.mark.parametrize(
    ("hours", "kind"),
    [
        (24 * 30, None),
        (24 * 7 + 1, None),
        (24 * 7, "P7D"),
        (25, "P7D"),
        (24, "P1D"),
        (4.5, "P1D"),
        (4, "PT4H"),
        (0, "PT4H"),
        (-0.1, "overdue"),
        (-24 * 90, "overdue"),
        (None, "person"),
    ],
)
def test_the_most_urgent_reminder_counts(hours: float | None, kind: str | None) -> None:
    """Of each case one reminder is due: that of the shortest time that has come."""
    found = list(due_reminders([row(hours)], BEFORE, NOW))

    assert [one.kind for one in found] == ([kind] if kind else [])


def test_settled_cases_remind_nobody() -> None:
    """A reinstated case reminds of nothing; a reply to nothing known reminds a person."""
    case = open_case(joom("r", kind=Kind.APPEAL_RECEIVED, deadline=None))
    orphan = case_row(case, Packet(case.id, (), ()), packed="sha256:0", version="v1", now=NOW)
    settled = open_case(trademark("s", kind=Kind.REINSTATED))
    done = case_row(settled, Packet(settled.id, (), ()), packed="sha256:0", version="v1", now=NOW)

    assert [one.kind for one in due_reminders([done, orphan], BEFORE, NOW)] == ["person", "person"]


def test_what_a_reminder_says() -> None:
    """People get the time left, the case and the deadline in words; programs the same as from `deadlines --json`."""
    (one,) = due_reminders([row(20, subject="\x1b[31m")], BEFORE, NOW)
    lines = reminder_lines(one, NOW, UTC)

    assert lines[0] == f"20 h 0 min left: {one.due.row.id}, amazon US: product.condition"
    assert lines[-1] == f"noticepack case show {one.due.row.id}"
    assert "stated: “by then”" in lines
    data = json.loads(json.dumps(reminder_json(one, NOW, UTC)))
    assert (data["reminder"], data["seconds_left"], data["lines"]) == ("P1D", 72000, list(lines))


@dataclass
class Hook:
    """A program that writes down what it is told."""

    log: Path
    command: list[str]

    def said(self) -> list[tuple[str, str]]:
        """Case and kind of each reminder, in the order in which they came."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        return [(json.loads(line)["case"], json.loads(line)["reminder"]) for line in lines]


@pytest.fixture
def hook(tmp_path: Path) -> Hook:
    """Such a program; it fails while there is a file `down` beside it."""
    log, script = tmp_path / "log.jsonl", tmp_path / "hook.py"
    script.write_text(
        "import pathlib, sys\n"
        f"sys.exit(7) if pathlib.Path({str(tmp_path / 'down')!r}).exists() else None\n"
        f"open({str(log)!r}, 'a').write(sys.stdin.read())\n",
        encoding="utf-8",
    )
    return Hook(log, [sys.executable, str(script)])


Make = Callable[..., App]


def at(make_app: Make, hook: Hook, now: str) -> App:
    """The application at some time, with the program as its way to remind."""
    return make_app(now=now, reminders={"hook": hook.command, "before": ["P3D", "P1D", "PT4H"]})


def test_each_reminder_is_sent_once(make_app: Make, run: Run, hook: Hook) -> None:
    """Over the days of a case each time reminds once, however often the timer rings; after the answer nothing does."""
    app = at(make_app, hook, "2026-11-02T09:00:00+00:00")
    run(app, [JOOM])
    (case,) = app.catalog.cases()
    due = case.deadline_at
    assert due is not None
    kinds = []
    for hours in (60, 30, 29, 23, 22, 3.9, 3, -0.1, -1, -48):
        now = at(make_app, hook, (due - timedelta(hours=hours)).isoformat())
        kinds += [one.reminder.kind for one in send_reminders(now)]
        assert send_reminders(now) == ()

    assert kinds == ["P3D", "P1D", "PT4H", "overdue"]
    assert hook.said() == [(case.id, kind) for kind in kinds]
    assert [one.occasion.split()[1] for one in app.catalog.reminders(case.id)] == kinds
    late = at(make_app, hook, (due + timedelta(days=5)).isoformat())
    submitted(late, case.id, when=late.clock(), by="Mara", version=None)
    assert send_reminders(late) == ()


def test_a_failure_is_tried_again(make_app: Make, run: Run, hook: Hook, tmp_path: Path) -> None:
    """What could not be passed on is told and comes the next time, once."""
    app = at(make_app, hook, "2026-11-02T18:00:00+00:00")
    run(app, [JOOM])
    (tmp_path / "down").touch()
    (failed,) = send_reminders(app)
    assert "code 7" in failed.failure
    (tmp_path / "down").unlink()

    assert [one.failure for one in send_reminders(app)] == [""]
    assert send_reminders(app) == ()
    assert len(hook.said()) == 1


class Killed(BaseException):
    """Stands for the end of the process."""


def test_a_reminder_that_was_cut_off_comes_again(
    make_app: Make, run: Run, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program killed while it sends leaves the reminder to the next one, after a while; two at once send one."""
    app = at(make_app, hook, "2026-11-02T18:00:00+00:00")
    run(app, [JOOM])

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(remind, "run_hook", killed)
        patched.setattr(type(app.catalog), "end_reminder", killed)
        with pytest.raises(Killed):
            send_reminders(app)
    assert send_reminders(app) == ()
    later = at(make_app, hook, (app.clock() + GIVEN_UP).isoformat())

    assert [one.failure for one in send_reminders(later)] == [""]
    assert len(hook.said()) == 1


def test_a_person_is_reminded_once_for_each_notice(make_app: Make, run: Run, hook: Hook) -> None:
    """What has no deadline and needs a person is passed on once."""
    app = at(make_app, hook, "2026-11-02T18:00:00+00:00")
    run(app, [NOTHING])

    assert [one.reminder.kind for one in send_reminders(app)] == ["person"]
    assert send_reminders(app) == ()


def test_a_way_to_remind_must_be_set(app: App) -> None:
    """Without a program or an address the command says what to set, and nothing is recorded as sent."""
    with pytest.raises(UsageError, match="no way to remind"):
        send_reminders(app)


def test_one_mail_holds_all(make_app: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due at once is one message; when it is refused, all of it comes again."""
    mail = {"to": ["ops@seller.example"], "sender": "n@seller.example", "host": "localhost", "security": "none"}
    app = make_app(now="2026-11-02T18:00:00+00:00", reminders={"mail": mail})
    run(app, [JOOM, NOTHING])
    sent = []

    def refused(*_: object) -> None:
        raise ReminderError("554 spam")

    monkeypatch.setattr(remind, "send_mail", refused)
    assert {one.failure for one in send_reminders(app)} == {"554 spam"}
    monkeypatch.setattr(remind, "send_mail", lambda _mail, message: sent.append(message))
    assert len(send_reminders(app)) == 2
    assert send_reminders(app) == ()

    (message,) = sent
    assert message["Subject"].endswith("fulfilment.late (and 1 more)")
    assert "A person must look" in message.get_content()


def test_the_command_line(make_app: Make, run: Run, hook: Hook, tmp_path: Path) -> None:
    """`remind` tells what it sent, is silent when nothing is due, and says with its exit code that one failed."""
    app = at(make_app, hook, "2026-11-02T18:00:00+00:00")
    run(app, [JOOM])
    file = tmp_path / "noticepack.toml"
    file.write_text(
        f"home = {str(app.settings.home)!r}\nnow = 2026-11-02T18:00:00Z\n[reminders]\nhook = {hook.command!r}\n",
        encoding="utf-8",
    )

    def said(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(command_line, ["--config", str(file), *words], env={"COLUMNS": "100"})
        return done.exit_code, done.stdout

    assert said("remind", "--dry-run")[1].startswith("20 h")
    (tmp_path / "down").touch()
    code, words = said("remind")
    assert (code, "not passed on" in words) == (1, True)
    (tmp_path / "down").unlink()
    code, words = said("remind", "--json")
    assert (code, json.loads(words)["failure"]) == (0, None)
    assert said("remind") == (0, "")


def test_a_watch_reminds(make_app: Make, run: Run, hook: Hook, tmp_path: Path) -> None:
    """A watch sends what is due at its turn and tells of it in its log; a failure does not end it."""
    app = at(make_app, hook, "2026-11-02T18:00:00+00:00")
    run(app, [JOOM])
    stream = io.StringIO()
    pulse = Pulse.start(JsonLog(stream, app.clock), tmp_path / "health.json", app.clock, ["maildir"])
    reminding = Reminding(app, pulse, lambda: False)
    (tmp_path / "down").touch()
    reminding.turn()
    (tmp_path / "down").unlink()
    reminding.turn()
    assert hook.said() == []
    reminding.due = 0.0
    reminding.turn()

    lines = [json.loads(line) for line in stream.getvalue().splitlines() if '"reminder"' in line]
    assert [(line["reminder"], line["failed"], line["level"]) for line in lines] == [
        ("P1D", True, "error"),
        ("P1D", False, "info"),
    ]
    assert len(hook.said()) == 1


def test_a_watch_without_a_way_to_remind_looks_for_nothing(app: App) -> None:
    """Where nothing is set, a watch does not even look."""
    reminding = Reminding(app, None, lambda: False)  # type: ignore[arg-type]
    reminding.turn()
    assert reminding.due == 0.0

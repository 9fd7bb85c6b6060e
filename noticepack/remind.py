"""Sending the reminders that are due, each once by each channel; safe to run from several timers at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from config.errors import ReminderError, UsageError
from config.settings import Settings
from noticepack.bootstrap import App
from noticepack.hook import run_hook
from noticepack.mailing import mail_of, send_mail
from noticepack.reminders import Reminder, due_reminders, reminder_json, reminder_lines
from storage.catalog_rows import ReminderRow

HOOK, MAIL = "hook", "mail"


@dataclass(frozen=True, slots=True)
class Passed:
    """One reminder by one channel: sent, or why not."""

    reminder: Reminder
    channel: str
    failure: str = ""


def reminders_now(app: App) -> tuple[Reminder, ...]:
    """The reminders whose time has come, sent before or not."""
    return tuple(due_reminders(app.catalog.cases(), app.settings.reminders.before, app.clock()))


def wanted(settings: Settings) -> bool:
    """Whether the settings name a way to remind."""
    return bool(settings.reminders.hook or settings.reminders.mail.to)


def send_reminders(app: App) -> tuple[Passed, ...]:
    """Send what is due and was not sent; what failed is tried again by the next call.

    Raises:
        UsageError: neither a program nor e-mail is set.
    """
    if not wanted(app.settings):
        raise UsageError(
            "no way to remind is set", advice="Set reminders.hook to a program, or reminders.mail: see docs/cases.md."
        )
    return tuple(sending(app))


def sending(app: App) -> Iterator[Passed]:
    """The same one by one: each is sent when it is asked for."""
    settings = app.settings.reminders
    now, due = app.clock(), reminders_now(app)
    groups = [(HOOK, [one]) for one in due] if settings.hook else []
    groups += [(MAIL, list(due))] if settings.mail.to else []
    for channel, group in groups:
        yield from _send(app, group, channel, now)
    app.audit.seal()


def _send(app: App, reminders: Sequence[Reminder], channel: str, now: datetime) -> Iterator[Passed]:
    """Send together those that are this program's to send."""
    begun = [(one, row) for one in reminders if app.catalog.begin_reminder(row := _row(one, channel, now))]
    if not begun:
        return
    failure, sent = "", None
    try:
        if channel == HOOK:
            _by_hook(app, begun[0][0], now)
        else:
            _by_mail(app, [one for one, _ in begun], now)
        sent = app.clock()
    except ReminderError as error:
        failure = error.message
    finally:
        # Also when we are interrupted: then it counts as not sent, and comes again.
        for _, row in begun:
            app.catalog.end_reminder(row, sent)
    for one, row in begun:
        outcome = "failed" if failure else "sent"
        app.audit.record("remind", row.case_id, outcome, occasion=row.occasion, channel=channel)
        yield Passed(one, channel, failure)


def _row(reminder: Reminder, channel: str, now: datetime) -> ReminderRow:
    return ReminderRow(reminder.due.row.id, reminder.occasion, channel, now)


def _by_hook(app: App, reminder: Reminder, now: datetime) -> None:
    settings, row = app.settings.reminders, reminder.due.row
    left = reminder.due.left
    values = {
        "REMINDER_CASE": row.id,
        "REMINDER_KIND": reminder.kind,
        "REMINDER_PLATFORM": row.platform,
        "REMINDER_STATE": row.state,
        "REMINDER_DEADLINE": row.deadline_at.astimezone(UTC).isoformat() if row.deadline_at else "",
        "REMINDER_SECONDS_LEFT": str(int(left.total_seconds())) if left is not None else "",
    }
    run_hook(settings.hook, reminder_json(reminder, now, app.settings.zone), values, settings.hook_seconds)


def _by_mail(app: App, reminders: Sequence[Reminder], now: datetime) -> None:
    mail = app.settings.reminders.mail
    blocks = [reminder_lines(one, now, app.settings.zone) for one in reminders]
    more = f" (and {len(blocks) - 1} more)" if len(blocks) > 1 else ""
    send_mail(mail, mail_of(mail, f"noticepack: {blocks[0][0]}{more}", blocks, now))

"""Dates as people say them: "in 9 days, 1 Dec"; the present weekday and hour. Rendered, never recorded."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.language import contexts, words
from kiosk.language.dates import day_and_month, in_full

_, ngettext = words("near")
pgettext, npgettext = contexts("near")


def short(day: date) -> str:
    """Return `1 Dec`."""
    return day_and_month(day)


def long_now(moment: datetime) -> str:
    """Return `Sunday 22 November 2026, 19:02`."""
    return _("{date}, {time}").format(date=in_full(moment.date()), time=f"{moment:%H:%M}")


def near(day: date, today: date) -> str:
    """Return `today`, `tomorrow`, `in 9 days, 1 Dec` or `3 days ago, 19 Nov`."""
    away = (day - today).days
    if away == 0:
        return pgettext("day", "today")
    if away == 1:
        return pgettext("day", "tomorrow")
    if away == -1:
        return pgettext("day", "yesterday")
    if away > 0:
        return ngettext("in {n} day, {date}", "in {n} days, {date}", away).format(n=away, date=short(day))
    return ngettext("{n} day ago, {date}", "{n} days ago, {date}", -away).format(n=-away, date=short(day))

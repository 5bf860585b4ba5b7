"""Dates as people say them: "in 9 days, 1 Dec"; the weekday and hour of now. Rendered, never recorded."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.language import words

_, ngettext = words("near")

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day_month(day: date) -> str:
    """`22 November`; with the year where it is not this one's neighbour."""
    return f"{day.day} {_(_MONTHS[day.month - 1])}"


def short(day: date) -> str:
    """`1 Dec`."""
    return f"{day.day} {_(_MONTHS[day.month - 1])[:3]}"


def long_now(moment: datetime) -> str:
    """`Sunday 22 November 2026, 19:02`."""
    name = _(_DAYS[moment.weekday()])
    return f"{name} {day_month(moment.date())} {moment.year}, {moment:%H:%M}"


def near(day: date, today: date) -> str:
    """`today`, `tomorrow`, `in 9 days, 1 Dec`, `3 days ago, 19 Nov`."""
    away = (day - today).days
    if away == 0:
        return _("today")
    if away == 1:
        return _("tomorrow")
    if away == -1:
        return _("yesterday")
    if away > 0:
        return ngettext("in {n} day, {date}", "in {n} days, {date}", away).format(n=away, date=short(day))
    return ngettext("{n} day ago, {date}", "{n} days ago, {date}", -away).format(n=-away, date=short(day))

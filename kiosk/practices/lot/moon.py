"""Compute full moons, for terms counted by them: some assemblies meet by the moon.

Meeus, Astronomical Algorithms (2nd edition), chapter 49, with the periodic terms of the true phase that are
larger than ten minutes of time. The error is well below an hour, and only the day is needed.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from math import radians, sin

SYNODIC = 29.530588861
"""Days from one full moon to the next, on average."""
TOO_SOON = 15
"""A full moon fewer days away than this does not end a term."""
_EPOCH = datetime(2000, 1, 1, 12)
_NEW_MOON_2000 = 2451550.09766 - 2451545.0
_TERRESTRIAL = timedelta(seconds=69)
"""How far dynamical time, which the formula uses, is ahead of the clock."""


def full_moon(k: int) -> datetime:
    """Return the k-th full moon after the new moon of 6 January 2000, in UTC (naive)."""
    phase = k + 0.5
    t = phase / 1236.85
    days = _NEW_MOON_2000 + SYNODIC * phase + 0.00015437 * t * t
    eccentricity = 1 - 0.002516 * t
    sun = radians(2.5534 + 29.10535670 * phase)
    moon = radians(201.5643 + 385.81693528 * phase + 0.0107582 * t * t)
    latitude = radians(160.7108 + 390.67050284 * phase - 0.0016118 * t * t)
    days += (
        -0.40614 * sin(moon)
        + 0.17302 * eccentricity * sin(sun)
        + 0.01614 * sin(2 * moon)
        + 0.01043 * sin(2 * latitude)
        + 0.00734 * eccentricity * sin(moon - sun)
        - 0.00515 * eccentricity * sin(moon + sun)
        + 0.00209 * eccentricity * eccentricity * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * latitude)
    )
    return _EPOCH + timedelta(days=days) - _TERRESTRIAL


def days_to_full_moon(today: date, moons: int) -> int:
    """Return the days from `today` to the day (UTC) of the `moons`-th full moon that is not TOO_SOON."""
    midnight = datetime(today.year, today.month, today.day)
    k = int((midnight - _EPOCH).days / SYNODIC) - 1
    ahead: list[int] = []
    while len(ahead) < moons:
        days = (full_moon(k).date() - today).days
        if days >= TOO_SOON:
            ahead.append(days)
        k += 1
    return ahead[-1]

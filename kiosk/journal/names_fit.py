"""Whose a name is: the person's whose commitment it fits, wherever in the files it stands.

    fits a commitment             its owner's, whatever id it stood under
    does not fit, id of a person  a misfit: it stays where it is, and is never shown
    fits nobody                   lost: kept aside until people say whose it is, or delete it

What bears a forgotten person's id, or fits a forgotten commitment, is deleted; of the rest only a name that a
correction has replaced for good. This works on what was read; it writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from kiosk.journal.names_file import Aside, Known, Lost


class Kept(Struct, frozen=True):
    """What the three files hold: by id, by commitment, and what fits nobody."""

    known: dict[str, Known] = {}
    aside: dict[str, Aside] = {}
    lost: tuple[Lost, ...] = ()

    def every(self) -> Iterator[Known]:
        """All names with their salts."""
        yield from self.known.values()
        for aside in self.aside.values():
            yield aside.known
        for lost in self.lost:
            yield lost.known


class Fitted(Struct, frozen=True):
    """How the names are to be kept; ids whose names do not fit, got their name back, and have none."""

    kept: Kept
    misfits: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def fit(
    kept: Kept,
    committed: Mapping[str, str],
    forgotten: Collection[str] = (),
    deleted: Collection[str] = (),
    may_return: Collection[str] = (),
    date: str = "",
) -> Fitted:
    """Give each name to its owner.

    `committed` are the commitments that hold, by id; `deleted` those of names that were forgotten. Of the
    names aside only those stay whose commitments `may_return`. `date` is for what is lost now.
    """
    by = {each.committed: each for each in kept.every() if each.committed}
    fitting = {person: by[commits] for person, commits in committed.items() if commits in by}
    owned = {each.committed for each in fitting.values()}
    misfits = {
        person: each
        for person, each in kept.known.items()
        if committed.get(person) and person not in fitting and each.committed not in owned
    }
    loose = [
        Lost(person, each.name, each.salt, date)
        for person, each in kept.known.items()
        if each.committed not in owned and person not in misfits and each.committed not in kept.aside
    ]
    gone, old = frozenset(deleted), frozenset(forgotten)
    lost = none_twice(
        Lost(each.id, each.name, each.salt, each.date or date)
        for each in [*kept.lost, *loose]
        if each.known.committed not in owned and each.id not in old and each.known.committed not in gone
    )
    aside = {
        commits: each
        for commits, each in kept.aside.items()
        if commits in may_return and each.person not in old and commits not in gone
    }
    returned = tuple(
        person
        for person, each in fitting.items()
        if each.committed not in kept.aside and kept.known.get(person) != each
    )
    known = {**fitting, **misfits}
    missing = tuple(person for person, commits in committed.items() if commits and person not in known)
    return Fitted(Kept(known, aside, lost), tuple(misfits), returned, missing)


def none_twice(lost: Iterable[Lost]) -> tuple[Lost, ...]:
    """Return each name once, as it was first put aside."""
    first: dict[tuple[str, str, str], Lost] = {}
    for each in lost:
        first.setdefault((each.id, each.name, each.salt), each)
    return tuple(first.values())

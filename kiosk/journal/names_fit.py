"""Whose a name is: the person's whose commitment it fits, wherever in the files it was found.

    fits a commitment             its owner's, whatever id it stood under
    does not fit, id of a person  a misfit: it stays where it is, and is never shown
    fits nobody                   lost: kept aside until people say whose it is, or delete it

A name with a forgotten person's id, or one that fits a forgotten commitment, is deleted. Of the others only a
name that a correction has replaced for good is deleted. These functions work on what was read, and write
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from kiosk.journal.names_file import Aside, Known, Lost


class Kept(Struct, frozen=True):
    """The content of the three files: by id, by commitment, and names that fit nobody."""

    known: dict[str, Known] = {}
    aside: dict[str, Aside] = {}
    lost: tuple[Lost, ...] = ()

    def every(self) -> Iterator[Known]:
        """Yield all names with their salts."""
        yield from self.known.values()
        for aside in self.aside.values():
            yield aside.known
        for lost in self.lost:
            yield lost.known


class Fitted(Struct, frozen=True):
    """The names as they are to be kept, and what happened to whom.

    The ids in `misfits` have a name that does not fit, those in `returned` got theirs back, those in
    `missing` have none.
    """

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

    `committed` are the valid commitments, by id; `deleted` those of names that were forgotten. Of the names
    aside, only those whose commitments are in `may_return` stay. `date` is for names that are lost now.
    """
    by = {known.committed: known for known in kept.every() if known.committed}
    fitting = {person: by[commits] for person, commits in committed.items() if commits in by}
    owned = {known.committed for known in fitting.values()}
    misfits = {
        person: known
        for person, known in kept.known.items()
        if committed.get(person) and person not in fitting and known.committed not in owned
    }
    loose = [
        Lost(person, known.name, known.salt, date)
        for person, known in kept.known.items()
        if known.committed not in owned and person not in misfits and known.committed not in kept.aside
    ]
    gone, old = frozenset(deleted), frozenset(forgotten)
    lost = none_twice(
        Lost(loss.id, loss.name, loss.salt, loss.date or date)
        for loss in [*kept.lost, *loose]
        if loss.known.committed not in owned and loss.id not in old and loss.known.committed not in gone
    )
    aside = {
        commits: name
        for commits, name in kept.aside.items()
        if commits in may_return and name.person not in old and commits not in gone
    }
    returned = tuple(
        person
        for person, name in fitting.items()
        if name.committed not in kept.aside and kept.known.get(person) != name
    )
    known = {**fitting, **misfits}
    missing = tuple(person for person, commits in committed.items() if commits and person not in known)
    return Fitted(Kept(known, aside, lost), tuple(misfits), returned, missing)


def none_twice(lost: Iterable[Lost]) -> tuple[Lost, ...]:
    """Return each name once, as it was put aside first."""
    first: dict[tuple[str, str, str], Lost] = {}
    for loss in lost:
        first.setdefault((loss.id, loss.name, loss.salt), loss)
    return tuple(first.values())

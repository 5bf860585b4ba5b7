"""What minutes must say, worked out from the lines of a journal alone, by a plain program of its own.

    told = Reference(lines, names)        lines as JSON, one an entry; names by id
    told.attendance()                     the paragraph on who was here, and the quorum
    told.tests(1)                         the sentences on the tests of proposal 1, in the order of the page
    told.items()                          title -> the line below it

It imports nothing of the kiosk, so that a fault in the fold or in a chapter does not repeat here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

POSITIONS = ("agree", "reservations", "stand-aside", "block")
DECIDED = ("proposal.adopted", "proposal.rejected", "proposal.deferred", "proposal.withdrawn")
LEFT_OPEN = ("item.closed", "item.skipped", "item.carried", "item.put-back")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OFFSET = timedelta(hours=1)


def plural(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def length(seconds: int, exact: bool) -> str:
    """Return a length as people say it."""
    if not exact and seconds >= 180:
        seconds = round((seconds + 1e-9) / 60) * 60
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    words = [f"{hours} h {minutes:02d} min"] if hours else [f"{minutes} min"] if minutes else []
    return " ".join([*words, *([f"{left} s"] if left or not words else [])])


class Reference:
    """One sitting: every entry from its opening on that was not taken back."""

    def __init__(self, lines: Iterable[bytes], names: Mapping[str, str]) -> None:
        entries = [json.loads(line) for line in lines]
        for entry in entries:
            entry["kind"] = entry["kind"].partition("/")[0]  # its versions say the same here
        undone = {entry["of"] for entry in entries if entry["kind"] == "act.undone"}
        self.names = names
        self.all = [each for each in entries if each["n"] not in undone and each["kind"] != "act.undone"]
        opened = next(at for at, each in enumerate(self.all) if each["kind"] == "meeting.opened")
        self.before, self.sitting = self.all[:opened], self.all[opened:]
        self.date = self.sitting[0]["date"]

    def of(self, *kinds: str) -> list[dict[str, Any]]:
        return [entry for entry in self.sitting if entry["kind"] in kinds]

    def clock(self, at: str) -> str:
        """Return the hour of an entry, with the day if it is not that of the sitting."""
        when = datetime.fromisoformat(at.removesuffix("Z")) + OFFSET
        other = when.date().isoformat() != self.date
        return f"{when:%H:%M}" + (f" on {when.day} {MONTHS[when.month - 1]}" if other else "")

    # Who was here

    def counted(self) -> list[tuple[str, tuple[int, int], int, int]]:
        """Return (hour, (number, percent), members needed, members here) after each entry of the sitting."""
        roster: list[str] = []
        here: list[str] = []
        rule, found = (0, 0), []
        for entry in self.all:
            match entry["kind"]:
                case "member.joined":
                    roster.append(entry["member"])
                    here += [entry["member"]] if entry.get("here") else []
                case "member.left":
                    roster.remove(entry["member"])
                case "person.arrived":
                    here.append(entry["person"])
                case "person.departed":
                    here = [person for person in here if person != entry["person"]]
                case "rules.quorum-set":
                    rule = (entry.get("number", 0), entry.get("percent", 0))
            needed = -(-len(roster) * rule[1] // 100) if rule[1] else rule[0]
            if entry in self.sitting:
                found.append((self.clock(entry["at"]), rule, needed, sum(one in roster for one in here)))
        return found

    def here_after(self, n: int) -> int:
        """Return how many members were here after entry `n`."""
        return self.counted()[[entry["n"] for entry in self.sitting].index(n)][3]

    def attendance(self) -> str:
        """Return the first paragraph of *Who was here*."""
        joined = [
            entry.get("member") or entry.get("guest") or entry["person"]
            for entry in self.sitting
            if entry["kind"] == "person.arrived" or entry.get("here")
        ]
        guests = len({person for person in joined if person.startswith("g")})
        count = len(set(joined)) - guests
        told = f"{plural(count, 'member was', 'members were')} here"
        told += f", and {plural(guests, 'guest', 'guests')}." if guests else "."
        return " ".join([told, *self.quorums()])

    def quorums(self) -> list[str]:
        """Return the sentences on the quorum."""
        periods = [list(period) for _rule, period in groupby(self.counted(), key=lambda each: each[1])]
        starts = [period[0][0] for period in periods]
        ends = [*starts[1:], ""]
        kept = [
            (start, end, period)
            for start, end, period in zip(starts, ends, periods, strict=True)
            if any(period[0][1]) or start != end
        ]
        told = []
        for place, (start, end, period) in enumerate(kept):
            told += self.quorum(start if place else "", end, period, alone=len(kept) == 1)
        return told

    def quorum(
        self, start: str, end: str, period: list[tuple[str, tuple[int, int], int, int]], alone: bool
    ) -> list[str]:
        number, percent = period[0][1]
        when = f"From {start} to {end}" if start and end else f"From {start}" if start else f"Until {end}"
        if not number and not percent:
            return ["No quorum is set." if alone else f"{when} no quorum was set."]
        wanted = [needed for _time, _rule, needed, _here in period if needed]
        least, most = (min(wanted), max(wanted)) if wanted else (0, 0)
        quorum = plural(least, "member", "members")
        if least != most or not least:
            quorum = f"{percent} % of the members" + (f" ({least} to {most})" if least else "")
        most_here = max(here for *_rest, here in period)
        at_most = f"at most {most_here} {'was' if most_here == 1 else 'were'} here at once"
        met = [(0 < needed <= here, time, here) for time, _rule, needed, here in period]
        first = next(((time, here) for ok, time, here in met if ok), None)
        if first is None:
            return [
                f"The quorum of {quorum} was never reached; {at_most}."
                if alone
                else f"{when} a quorum of {quorum} was in force: never reached; {at_most}."
            ]
        told = [
            f"A quorum of {quorum} was reached at {first[0]}; {at_most}."
            if alone
            else f"{when} a quorum of {quorum} was in force: reached at {first[0]}, with "
            f"{plural(first[1], 'member', 'members')} here."
        ]
        return told + self.losses(met)

    @staticmethod
    def losses(met: list[tuple[bool, str, int]]) -> list[str]:
        runs = [list(run) for _ok, run in groupby(met, key=lambda each: each[0])]
        told = []
        for place, run in enumerate(runs):
            if run[0][0] or not any(earlier[0][0] for earlier in runs[:place]):
                continue
            lost = f"It was lost at {run[0][1]}, with {plural(run[0][2], 'member', 'members')} here, and "
            again = runs[place + 1][0][1] if place + 1 < len(runs) else ""
            told.append(lost + (f"reached again at {again}." if again else "not reached again."))
        return told

    def left_early(self) -> list[str]:
        """Return a line for each person who was not here at the end."""
        last: dict[str, dict[str, Any]] = {}
        for entry in self.of("person.arrived", "person.departed"):
            last[entry["person"]] = entry
        gone = [entry for entry in last.values() if entry["kind"] == "person.departed"]
        return sorted(f"{self.names[each['person']]} left at {self.clock(each['at'])}." for each in gone)

    # Proposals

    def tests(self, proposal: int) -> list[str]:
        """Return a sentence for each test: the last one first if it is of the last version."""
        about = [entry for entry in self.sitting if entry.get("proposal") == proposal]
        kinds = ("proposal.read", "proposal.amended", *DECIDED)
        cuts = [at for at, entry in enumerate(about) if entry["kind"] in kinds] + [len(about)]
        found = []
        for start, stop in pairwise(cuts):
            if about[start]["kind"] == "proposal.read":
                after = about[stop]["n"] - 1 if stop < len(about) else self.sitting[-1]["n"]
                if told := self.test(about[start:stop], after):
                    found.append((about[start]["version"], told))
        last = max([1] + [entry["version"] for entry in about if entry["kind"] == "proposal.amended"])
        first = found[-1:] if found and found[-1][0] == last else []
        return [
            told for _version, told in [*first, *sorted(found[: len(found) - len(first)], key=lambda t: t[0])]
        ]

    def test(self, entries: list[dict[str, Any]], after: int) -> str:
        counted = {entry["position"]: entry for entry in entries if entry["kind"] == "proposal.counted"}
        if not counted:
            return ""
        asked = next(entry for entry in entries if entry["kind"] == "proposal.counted")
        back = next((entry for entry in entries if entry["kind"] == "proposal.read-back"), None)
        hands = {position: entry["number"] for position, entry in counted.items()}
        present = {back["present"]} if back else {entry["present"] for entry in counted.values()}
        of = f"of {plural(max(present), 'member', 'members')} present"
        if len(present) > 1:
            of = f"of {min(present)} to {max(present)} members present"
        silent = max(present) - sum(hands.values())
        if len(present) == 1 and len(hands) == len(POSITIONS) and silent > 0:
            of += f", {silent} raised no hand"
        told = f"Version {entries[0]['version']}, asked at {self.clock(asked['at'])}: "
        told += f"{self.hands(hands)} ({of})."
        return told if back else told + self.unfinished(hands, after)

    def unfinished(self, hands: dict[str, int], after: int) -> str:
        while not any(entry["n"] == after for entry in self.sitting):
            after -= 1  # taken back
        here = self.here_after(after)
        told = " The counts were never read back."
        if sum(hands.values()) > here:
            alone = [one for one in POSITIONS if hands.get(one, 0) > here]
            wrong = alone or [one for one in POSITIONS if hands.get(one)]
            counts = ", ".join(f"{one.replace('-', ' ')} {hands[one]}" for one in wrong)
            told += f" Members left, and too few were here for this count: {counts}; it was not taken again."
        return told

    @staticmethod
    def hands(hands: Mapping[str, int]) -> str:
        return ", ".join(f"{one.replace('-', ' ')} {hands.get(one, 'not asked')}" for one in POSITIONS)

    # Items

    def items(self) -> dict[str, str]:
        """Return what stands below the title of each item."""
        return {entry["draft"]["title"]: self.item(entry) for entry in self.of("item.added")}

    def item(self, added: dict[str, Any]) -> str:
        number, planned = added["item"], added["draft"].get("planned", 0)
        more = sum(each["seconds"] for each in self.of("item.extended") if each["item"] == number)
        spans: list[tuple[str, str]] = []
        spent, open_since, runs_since = 0, "", None
        for entry in self.sitting:
            mine = entry.get("item") == number
            begins = entry["kind"] == "item.opened" and mine
            ends = bool(open_since) and (
                (entry["kind"] == "item.opened" and not mine)
                or (entry["kind"] in LEFT_OPEN and mine)
                or entry["kind"] == "meeting.closed"
            )
            pauses = entry["kind"] == "break.began"
            if runs_since is not None and (ends or pauses):
                spent, runs_since = spent + entry["up"] - runs_since, None
            if ends:
                spans.append((open_since, self.clock(entry["at"])))
                open_since = ""
            if begins:
                open_since, runs_since = self.clock(entry["at"]), entry["up"]
            if entry["kind"] == "break.ended" and open_since:
                runs_since = entry["up"]
        told = ["discussion"]
        told += [", ".join(self.span(began, ended) for began, ended in spans)] if spans else []
        took = [f"{length(spent // 1000, bool(planned % 60 or more % 60))}"] if spans else []
        if planned:
            took = [
                f"{took[0]} of {length(planned, True)} planned"
                if took
                else f"{length(planned, True)} planned"
            ]
        took += [f"{length(more, True)} added"] if more else []
        return " · ".join([*told, *([", ".join(took)] if took else [])])

    @staticmethod
    def span(began: str, ended: str) -> str:
        if began == ended:
            return f"at {began}"
        day = began[5:]
        return f"{began[:5] if day and ended.endswith(day) else began} to {ended}"

    # The rest

    def texts(self) -> list[str]:
        """Return the texts of what was adopted."""
        return [entry["text"] for entry in self.of("proposal.adopted")]

    def roles(self) -> list[str]:
        """Return a line for each role that somebody drawn said yes to."""
        return [f"{each['role']}: {self.names[each['person']]}" for each in self.of("lot.accepted")]

    def vacant(self) -> list[str]:
        """Return a line for each role of one seat that was drawn and that nobody had accepted at the end."""
        accepted = {each["draw"] for each in self.of("lot.accepted")}
        drawn = [each for each in self.of("lot.drawn-quickly") if each["draw"] not in accepted]
        pools = [re.findall(r"\b(facilitator|timekeeper)\b", each["pool"]) for each in drawn]
        return [f"{roles[0]}: 1 seat" for roles in pools]

    def voice(self) -> str:
        """Return the sentence on how many were heard; every turn here is a contribution."""
        spoke = [entry["person"] for entry in self.of("turn.began")]
        if not spoke:
            return "No speaking turns were taken."
        heard = len(set(spoke))
        contributions = plural(len(spoke), "contribution", "contributions")
        return f"people here {'was' if heard == 1 else 'were'} heard, in {contributions}."

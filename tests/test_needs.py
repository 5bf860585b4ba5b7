"""Tests name what they need of the machine, and its absence is reported."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.conftest import pytest_runtest_setup
from tests.facilities import FACILITIES, cpu_share, listing, present
from tests.needs import missing, missing_libraries, needs, needs_kernel, needs_library, skips_forbidden


class Marked:
    """The part of a test that the hook looks at."""

    def __init__(self, *marks: pytest.MarkDecorator) -> None:
        self.marks = [mark.mark for mark in marks]

    def iter_markers(self, name: str) -> list[pytest.Mark]:
        return [mark for mark in self.marks if mark.name == name]


def set_up(*marks: pytest.MarkDecorator) -> None:
    pytest_runtest_setup(Marked(*marks))  # type: ignore[arg-type]


def test_missing() -> None:
    """Only programs that cannot be found are missing."""
    assert missing("sh", "no-such-program") == ["no-such-program"]
    assert missing_libraries("c", "no-such-library") == ["no-such-library"]


def test_present_program() -> None:
    """A test whose programs are all installed runs."""
    set_up(needs("sh"))


def test_skip_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a program is missing the test is skipped, and the reason names it."""
    monkeypatch.delenv("KIOSK_SKIPS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs the program no-such-program, not installed here"):
        set_up(needs("sh", "no-such-program"))


def test_skipping_forbidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """With KIOSK_SKIPS=none a missing program is a failure."""
    monkeypatch.setenv("KIOSK_SKIPS", "none")
    assert skips_forbidden()
    with pytest.raises(pytest.fail.Exception, match=r"no-such-program.*forbids skipping"):
        set_up(needs("no-such-program"))


def test_absent_facility(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing facility of the kernel is always a skip."""
    monkeypatch.setenv("KIOSK_SKIPS", "none")
    monkeypatch.setitem(FACILITIES, "a flying carpet", lambda: False)
    with pytest.raises(pytest.skip.Exception, match="a flying carpet"):
        set_up(needs_kernel("a flying carpet"))


def test_listing() -> None:
    """Every facility is listed as present or absent."""
    lines = listing().splitlines()[1:]
    assert [line[2:].rsplit(None, 1)[0].strip() for line in lines] == list(FACILITIES)
    assert {line.rsplit(None, 1)[1] for line in lines} <= {"present", "absent"}


def test_no_groups_to_make(tmp_path: Path) -> None:
    """Where no control group can be made the result is None, and nothing is left behind."""
    with cpu_share(cpu=tmp_path / "nowhere") as group:
        assert group is None


@pytest.mark.skipif(
    not (present("cgroup v1 cpu quota") or present("cgroup v2 cpu quota")), reason="needs a cgroup cpu quota"
)
def test_share_of_a_cpu() -> None:
    """A process enters the group by its id; at the end both the process and the group are gone."""
    with cpu_share() as group:
        assert group is not None
        sleeper = subprocess.Popen(["sleep", "600"])
        (group / "cgroup.procs").write_text(str(sleeper.pid))
        assert (group / "cgroup.procs").read_text().split() == [str(sleeper.pid)]
        share = [path.read_text().split() for path in group.glob("cpu.*") if path.name in QUOTAS]
        assert share in ([["1000"]], [["1000", "4000"]])
    assert sleeper.wait(10) == -signal.SIGKILL
    assert not group.exists()


QUOTAS = ("cpu.cfs_quota_us", "cpu.max")


def test_a_library_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is named as a library."""
    monkeypatch.delenv("KIOSK_SKIPS", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs the library no-such-library, not installed"):
        set_up(needs_library("no-such-library"))

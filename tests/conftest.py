"""What holds for every test: a clean environment, and the refusal to skip where CI forbids it."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.facilities import present
from tests.needs import missing, missing_libraries, skips_forbidden

for _name in [name for name in os.environ if name.startswith("TEXTUAL") or name == "NO_COLOR"]:
    if not _name.startswith("TEXTUAL_SNAPSHOT"):  # how the snapshots' plugin tells its workers its folder
        del os.environ[_name]
os.environ["TZ"] = "UTC"
os.environ["COLORTERM"] = "truecolor"

MEMORY, ROOM = Path("/dev/shm"), 2 << 30
"""Where the folders of tests are if there are so many bytes free: each entry is flushed, and a disk takes
longer for that than the test for everything else. Tests of file systems make their own. `TMPDIR=/tmp` puts
the folders elsewhere."""
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free >= ROOM
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# A busy machine is no finding: hypothesis would fail an example that took more than 0.2 s. Its examples are
# the same in each run, so that a change is judged by what it changed; `KIOSK_EXPLORE=1` looks for others.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("KIOSK_EXPLORE"),
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks of `tests.needs` known."""
    config.addinivalue_line("markers", "needs_programs(*names): runs programs that may not be installed")
    config.addinivalue_line("markers", "needs_libraries(*names): loads libraries that may not be installed")
    config.addinivalue_line("markers", "needs_kernel(*names): uses facilities that this kernel may not have")


def pytest_collection_finish() -> None:
    """What is there before the first test stays: the garbage collector need not look at it each time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test for which this machine lacks something; fail it where a program may not be lacking."""
    absent = [
        f"the {kind} {name}"
        for kind, mark_name, lacking in (
            ("program", "needs_programs", missing),
            ("library", "needs_libraries", missing_libraries),
        )
        for mark in item.iter_markers(mark_name)
        for name in lacking(*mark.args)
    ]
    if absent:
        lacks = f"needs {', '.join(dict.fromkeys(absent))}, not installed here"
        if skips_forbidden():
            pytest.fail(f"{lacks}, and KIOSK_SKIPS=none forbids skipping", pytrace=False)
        pytest.skip(lacks)
    unable = [name for mark in item.iter_markers("needs_kernel") for name in mark.args if not present(name)]
    if unable:
        pytest.skip(f"needs {', '.join(unable)}, which this kernel does not give this account")

"""Set-up of every test: a clean environment, and the refusal to skip where CI forbids it."""

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
"""The folder for tests if so many bytes are free there: each entry is flushed, and on a disk that takes
longer than the rest of the test. Tests of file systems make their own. `TMPDIR=/tmp` puts the folders
elsewhere."""
if (
    "TMPDIR" not in os.environ
    and os.access(MEMORY, os.W_OK)
    and shutil.disk_usage(MEMORY).free >= ROOM
    and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
):
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# A busy machine is not a failure: hypothesis would fail an example that took more than 0.2 s. Its examples
# are the same in each run, so that results depend only on the change; `KIOSK_EXPLORE=1` tries others.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("KIOSK_EXPLORE"),
)
settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks of `tests.needs`."""
    config.addinivalue_line("markers", "needs_programs(*names): runs programs that may not be installed")
    config.addinivalue_line("markers", "needs_libraries(*names): loads libraries that may not be installed")
    config.addinivalue_line("markers", "needs_kernel(*names): uses facilities that this kernel may not have")


def pytest_collection_finish() -> None:
    """Freeze all objects from before the first test, so that the garbage collector skips them."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test for which this machine lacks something; fail it where a missing program is an error."""
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

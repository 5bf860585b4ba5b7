"""What this kernel lets this account do, found by trying.

`python -m tests.facilities` prints the list at the end of CI; `tests.needs.needs_kernel` skips by it. Each
trial leaves nothing behind: what it mounts or makes is removed again.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

CGROUP = Path("/sys/fs/cgroup")
_DETACH = 2  # MNT_DETACH of umount2(2)


def _succeeds(*command: str) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@contextmanager
def _empty_directory() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kiosk-facility-") as folder:
        yield Path(folder)


def _mounts(*arguments: str) -> bool:
    with _empty_directory() as place:
        mounted = _succeeds("mount", *arguments, str(place))
        return mounted and _succeeds("umount", str(place))


def loop_mount() -> bool:
    """True if a file system in a file can be mounted: a card of a few megabytes that really fills up."""
    with _empty_directory() as folder:
        image = folder / "card"
        image.write_bytes(b"")
        os.truncate(image, 8_000_000)
        return _succeeds("mkfs.ext4", "-q", str(image)) and _mounts("-o", "loop", str(image))


def tmpfs_mount() -> bool:
    """True if a small file system in memory can be mounted."""
    return _mounts("-t", "tmpfs", "-o", "size=64k", "tmpfs")


def fuse() -> bool:
    """True if a FUSE file system of our own can be mounted: a card whose flush fails on command."""
    try:
        device = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        with _empty_directory() as place:
            at = os.fsencode(place)
            options = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
            mounted: int = libc.mount(b"kiosk", at, b"fuse", 0, options.encode())
            return mounted == 0 and libc.umount2(at, _DETACH) == 0
    finally:
        os.close(device)


def user_namespaces() -> bool:
    """True if a process may become root in a user namespace of its own."""
    return _succeeds("unshare", "--user", "--map-root-user", "true")


def network_namespaces() -> bool:
    """True if a test can have its own network namespace, a machine without any network."""
    return _succeeds("unshare", "--net", "true")


@contextmanager
def cpu_share(period_us: int = 4_000, quota_us: int = 1_000, cpu: Path = CGROUP) -> Iterator[Path | None]:
    """Yield a new control group with `quota_us` of each `period_us` of one CPU; None where none can be made.

    A process enters it by writing its id into `cgroup.procs` of the path; all have left it at the end.
    """
    first_version = (cpu / "cpu/cpu.cfs_quota_us").parent
    group = (first_version if first_version.is_dir() else cpu) / f"kiosk-{os.getpid()}"
    try:
        group.mkdir()
        if first_version.is_dir():
            (group / "cpu.cfs_period_us").write_text(str(period_us))
            (group / "cpu.cfs_quota_us").write_text(str(quota_us))
        else:
            (group / "cpu.max").write_text(f"{quota_us} {period_us}")
    except OSError:
        if group.is_dir():
            group.rmdir()
        yield None
        return
    try:
        yield group
    finally:
        _empty(group)
        group.rmdir()


def _empty(group: Path) -> None:
    """Kill what still runs in a control group of ours."""
    until = time.monotonic() + 10
    while (inside := (group / "cgroup.procs").read_text().split()) and time.monotonic() < until:
        for process in inside:
            with suppress(ProcessLookupError):
                os.kill(int(process), signal.SIGKILL)
        time.sleep(0.02)


def cpu_quota_v1() -> bool:
    """True if control groups version 1 can limit a process to a share of a CPU."""
    if not (CGROUP / "cpu").is_dir():
        return False
    with cpu_share() as group:
        return group is not None


def cpu_quota_v2() -> bool:
    """True if control groups version 2 can limit a process to a share of a CPU."""
    if (CGROUP / "cpu").is_dir():
        return False
    with cpu_share() as group:
        return group is not None


FACILITIES: dict[str, Callable[[], bool]] = {
    "loop mount": loop_mount,
    "tmpfs mount": tmpfs_mount,
    "FUSE": fuse,
    "cgroup v1 cpu quota": cpu_quota_v1,
    "cgroup v2 cpu quota": cpu_quota_v2,
    "user namespaces": user_namespaces,
    "network namespaces": network_namespaces,
}


@cache
def present(name: str) -> bool:
    """True if the facility was there when this process first asked for it."""
    return FACILITIES[name]()


def listing() -> str:
    """Return one line per facility."""
    width = max(map(len, FACILITIES))
    lines = [f"  {name:<{width}}  {'present' if present(name) else 'absent'}" for name in FACILITIES]
    account = "root" if os.getuid() == 0 else "an ordinary user"
    return "\n".join([f"Facilities of this kernel, tried as {account}:", *lines])


if __name__ == "__main__":
    os.environ["PATH"] += os.pathsep + "/usr/sbin" + os.pathsep + "/sbin"
    if shutil.which("mount") is None:
        raise SystemExit("mount is not installed, so nothing can be tried.")
    os.write(1, (listing() + "\n").encode())

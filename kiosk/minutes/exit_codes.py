"""The exit codes with which the web server's process tells its supervisor why it could not listen."""

from __future__ import annotations

import errno

PORT_TAKEN, PORT_FORBIDDEN, NO_ADDRESS = 3, 4, 5


def exit_code(error: OSError) -> int:
    """Return the exit code for an error that `listen` raised."""
    if isinstance(error, PermissionError):
        return PORT_FORBIDDEN
    return PORT_TAKEN if error.errno == errno.EADDRINUSE else NO_ADDRESS

"""How the web server's process says why it could not listen: its exit codes, for its supervisor."""

from __future__ import annotations

import errno

PORT_TAKEN, PORT_FORBIDDEN, NO_ADDRESS = 3, 4, 5


def exit_code(error: OSError) -> int:
    """The code for what `listen` raised."""
    if isinstance(error, PermissionError):
        return PORT_FORBIDDEN
    return PORT_TAKEN if error.errno == errno.EADDRINUSE else NO_ADDRESS

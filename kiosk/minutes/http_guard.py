"""What every page of the kiosk has in common: its headers, and that it is asked for by this machine's name.

A page on a stranger's site must not reach the kiosk through a name that suddenly means this machine (DNS
rebinding): a request must name an address of this machine, or its own name. It serves nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from aiohttp import web

from kiosk.minutes import addresses

COMMON = {
    "Server": "kiosk",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Headers of every answer: names may stand in it, and a borrowed phone is to keep none."""
KEPT = {"Cache-Control": "no-cache"}
"""Of an answer that holds nobody's name: it may be kept, and is asked for again before it is shown."""
_HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def asked_for(request: web.BaseRequest, names: Collection[str]) -> str:
    """Return the Host that a visitor asked for, with its port, if it is this machine; else "".

    `names` are the names of this machine, in small letters; its addresses are known without them.
    """
    hosts = request.headers.getall("Host", [])
    host = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
    if host is None:
        return ""
    name = host[1].strip("[]").lower()
    here = request.transport.get_extra_info("sockname") if request.transport else None
    ours = name in names or bool(here and name == here[0]) or addresses.is_own(name)
    return hosts[0] if ours else ""

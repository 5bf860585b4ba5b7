"""Find the addresses under which the phones in the room can reach this machine.

A QR code needs one numeric address: names such as kiosk.local are unreliable on phones. This asks the kernel,
sends nothing, resolves no names, and works without a network (then there is no address).
"""

from __future__ import annotations

import fcntl
import socket
import struct
from ipaddress import ip_address

from msgspec import Struct

_SIOCGIFFLAGS, _SIOCGIFADDR = 0x8913, 0x8915  # linux/sockios.h
_UP, _RUNNING = 0x1, 0x40
_VIRTUAL = ("docker", "br-", "veth", "virbr", "tun", "tap", "wg", "lxc", "lxd", "cni")
HOTSPOT = "10.42."
"""NetworkManager gives addresses of this form to phones that join its own hotspot."""
_NOBODY = ("192.0.2.1", 9)  # TEST-NET-1 (RFC 5737): a route is looked up for it, no packet is sent


class Address(Struct, frozen=True):
    """An IPv4 address of this machine and the interface that has it."""

    interface: str
    ip: str


def own() -> list[Address]:
    """Return the IPv4 addresses of all interfaces that are up; [] if the kernel gives none."""
    found: list[Address] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for _index, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            try:
                flags = struct.unpack_from("H", fcntl.ioctl(asked, _SIOCGIFFLAGS, request), 16)[0]
                if flags & _UP and flags & _RUNNING:
                    answer = fcntl.ioctl(asked, _SIOCGIFADDR, request)
                    found.append(Address(name, socket.inet_ntoa(answer[20:24])))
            except OSError:
                continue
    return found


def best(hotspot: bool = False) -> str:
    """Return the address to show, or "" if only this machine itself could use one.

    With `hotspot` the address of the kiosk's own hotspot comes first; then that of the default route, then
    any on a real interface, then any.
    """
    outside = [address for address in own() if not ip_address(address.ip).is_loopback]
    if hotspot and (first := next((a.ip for a in outside if a.ip.startswith(HOTSPOT)), "")):
        return first
    routed = _routed()
    if routed:
        return routed
    real = [address for address in outside if not address.interface.startswith(_VIRTUAL)]
    return next((address.ip for address in real or outside), "")


def address(bind: str, port: int, hotspot: bool = False) -> str:
    """Return the URL of a server bound to `bind` ("" for all addresses): `http://10.42.0.1:8080`."""
    ip = bind or best(hotspot) or "127.0.0.1"
    return f"http://[{ip}]:{port}" if ":" in ip else f"http://{ip}:{port}"


def is_own(ip: str) -> bool:
    """True if this text is an IP address of this machine, loopback included."""
    try:
        wanted = ip_address(ip)
    except ValueError:
        return False
    return wanted.is_loopback or any(ip_address(address.ip) == wanted for address in own())


def _routed() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(_NOBODY)
        except OSError:
            return ""
        ip = str(asked.getsockname()[0])
    return "" if ip_address(ip).is_loopback or ip == "0.0.0.0" else ip

"""Why a port cannot be used, in a sentence that says what to do."""

from __future__ import annotations

from kiosk.language import words

_, ngettext = words("cli")


def why_not(port: int, address: str, error: OSError) -> str:
    """Return the sentence for the error of listening at `address` ("" for all) and `port`."""
    from kiosk.minutes.exit_codes import PORT_FORBIDDEN, PORT_TAKEN, exit_code

    match exit_code(error):
        case code if code == PORT_TAKEN:
            sentence = _("Port {port} is taken by another program. Choose another: --port 0 takes any.")
        case code if code == PORT_FORBIDDEN:
            sentence = _("Port {port} is not allowed for this account. Choose one above 1023.")
        case _code:
            sentence = _("{address} is no address of this machine.")
    return sentence.format(port=port, address=address)

"""`kiosk key`: the journal's key on paper, behind a passphrase, changed, and put back.

The holder of the key can rewrite the journal until another person keeps a head, so the output of `key paper`
belongs in an envelope. A passphrase is asked on the terminal, or read as a line from a pipe.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say, say_json
from kiosk.errors import Refused
from kiosk.language import contexts, words

if TYPE_CHECKING:
    from kiosk.cli._parser import Commands

_, ngettext = words("cli")
pgettext, npgettext = contexts("cli")


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser(
        "key",
        help=_("keep the journal's key: paper, passphrase, another key"),
        description=_("What can be done with the key that signs the journal and the minutes."),
    )
    below = parser.add_subparsers(
        title=pgettext("help: heading", "commands"), metavar="WHAT", dest="what", required=True
    )
    below.add_parser(
        "paper",
        help=_("print the key, for an envelope"),
        description=_(
            "Print the private key as a line and as a QR for an envelope that stays closed, then the\n"
            "line and the fingerprint that everybody may have. kiosk key restore reads the private line back."
        ),
    )
    below.add_parser(
        "passphrase",
        help=_("give the key a passphrase, another one, or none"),
        description=_(
            "Ask for the passphrase that the key has, if it has one, then twice for the new one.\n"
            "With a passphrase the kiosk records without signing after a start, until somebody has typed it."
        ),
    )
    below.add_parser(
        "change",
        help=_("sign with a new key from now on"),
        description=_(
            "Make a new key, and record that with the old one. What the old key signed verifies for ever.\n"
            "The new key has no passphrase until it is given one."
        ),
    )
    below.add_parser(
        "restore",
        help=_("put the key back from paper"),
        description=_(
            "Read the private line from standard input, and put it beside the journal it belongs to."
        ),
    )


def run(args: Namespace) -> int:
    return {"paper": _paper, "passphrase": _passphrase, "change": _change, "restore": _restore}[args.what](
        args
    )


def _paper(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock, unlock

    with desk_at(args.data, system_clock()) as desk:
        journal = desk.journal
        if journal.locked:
            unlock(journal)
        answer = {"skey": journal.paper_key, "vkey": journal.vkey, "fingerprint": journal.fingerprint}
    if args.json:
        say_json(answer)
        return 0
    say(_("FOR THE ENVELOPE. Whoever has this line can sign in the assembly's name."))
    say(answer["skey"])
    say()
    print(_code(answer["skey"]))
    say()
    say(_("FOR EVERYBODY. With this line and this fingerprint the journal and the minutes are checked."))
    say(answer["vkey"])
    say(answer["fingerprint"])
    return 0


def _code(text: str) -> str:
    """Return a QR code in half blocks, dark on light as paper has it, with its quiet zone."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    code.make()
    rows: list[list[bool]] = code.get_matrix()
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(blocks[halves] for halves in zip(*pair, strict=True)).rstrip() for pair in pairs)


def _passphrase(args: Namespace) -> int:
    from kiosk.cli._house import asked, desk_at, system_clock, unlock

    with desk_at(args.data, system_clock()) as desk:
        if desk.journal.locked:
            unlock(desk.journal)
        new = asked(_("New passphrase (empty for none):"))
        if asked(_("The same once more:")) != new:
            raise Refused(_("The two were not the same; nothing was changed."))
        desk.journal.change_passphrase(new)
    say(_("The key has a passphrase now.") if new else _("The key has no passphrase."))
    return 0


def _change(args: Namespace) -> int:
    from kiosk.cli._house import desk_at, system_clock, unlock

    with desk_at(args.data, system_clock()) as desk:
        if desk.journal.locked:
            unlock(desk.journal)
        n = desk.change_key().n
        answer = {"n": n, "vkey": desk.journal.vkey, "fingerprint": desk.journal.fingerprint}
    if args.json:
        say_json(answer)
    else:
        say(_("Entry {n} hands over to the new key.").format(n=n))
        say(desk.journal.vkey)
        say(desk.journal.fingerprint)
    return 0


def _restore(args: Namespace) -> int:
    from kiosk.journal import key
    from kiosk.journal.follower import Follower
    from kiosk.journal.note import MalformedNote, parse_skey
    from kiosk.journal.place import Place

    place = Place(args.data)
    follower = Follower(args.data)
    follower.poll()
    if follower.reading.verifier is None:
        sentence = _("There is no journal in {folder}: put its entries back first.")
        raise Refused(sentence.format(folder=args.data))
    if sys.stdin.isatty():
        complain(_("Type or scan the private line, PRIVATE+KEY+..."))
    try:
        signer = parse_skey("".join(sys.stdin.readline().split()))
    except MalformedNote as error:
        raise Refused(_("This is no private key line: {why}.").format(why=error)) from error
    if signer.verifier.vkey != follower.reading.verifier.vkey:
        raise Refused(_("This key is not the one that signs this journal now."))
    key.replace(place, signer.private, signer.verifier.name, "")
    say(
        _("The key is back, without a passphrase. Fingerprint {fingerprint}").format(
            fingerprint=key.fingerprint(signer.verifier.public)
        )
    )
    return 0

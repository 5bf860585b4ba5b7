"""The journal's key signs four texts, in four named functions, for the callers named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal import signing
from kiosk.journal.note import Checkpoint, Signer

ROOT = Path(__file__).parent.parent.parent
SIGNING = "kiosk/journal/signing.py"
CALLED = {
    "checkpoint": {
        ("kiosk/journal/journal.py", "Journal.append"),  # every entry
        ("kiosk/journal/founding.py", "found"),  # entry 0, before there is a journal to append to
    },
    "opening_cache": {("kiosk/journal/cache.py", "write")},
    "seal": {
        ("kiosk/journal/journal.py", "Journal.seal"),  # the open kiosk
        ("kiosk/minutes/source.py", "_seal_of"),  # without the kiosk, where this account may read the key
    },
    "rebuilt": {("kiosk/journal/from_tiles.py", "_Lines._signature")},
}
"""The allowed callers of each of the four functions, and those that pass it on."""
PRIVATE = {
    SIGNING,  # signs
    "kiosk/journal/note.py",  # keeps it in a Signer, and writes the line for paper
    "kiosk/journal/founding.py",  # writes a new key's file
    "kiosk/journal/journal.py",  # gives the file another passphrase
    "kiosk/journal/backup.py",  # writes the file of a key that came from paper
    "kiosk/cli/key.py",  # the same, `kiosk key restore`
}
"""The modules that touch the private key of a Signer."""
LOADS = {
    "kiosk/journal/key.py",  # reads and writes the file
    "kiosk/journal/note.py",  # the line from paper
    "kiosk/journal/founding.py",  # a new journal's
    "kiosk/journal/journal.py",  # a new key's
}
"""The modules that make a private key."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield path and syntax of every module that runs in the kiosk."""
    for part in ("kiosk", "screens", "devices"):
        for path in sorted((ROOT / part).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def within(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield each node with the function around it, "Class.method", or "" outside of any."""

    def walk(node: ast.AST, name: str) -> Iterator[tuple[str, ast.AST]]:
        for child in ast.iter_child_nodes(node):
            inner = name
            if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                inner = f"{name}.{child.name}" if name else child.name
            yield inner, child
            yield from walk(child, inner)

    yield from walk(tree, "")


def attributes(name: str) -> list[tuple[str, str]]:
    """Return (module, function) of each place where an attribute of this name is used."""
    return [
        (path, where)
        for path, tree in trees()
        for where, node in within(tree)
        if isinstance(node, ast.Attribute) and node.attr == name
    ]


def test_four_functions_sign() -> None:
    """`.sign` occurs four times in all that runs, once in each of the named functions.

    The screens have signs of another sort, which they never call; nor do they import the cryptography.
    """
    places = attributes("sign")
    assert [place for place in places if not place[0].startswith("screens/")] == [
        (SIGNING, name) for name in CALLED
    ]
    for path, tree in trees():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "sign"
            ):
                assert path == SIGNING
            if isinstance(node, ast.Import | ast.ImportFrom) and path.startswith(("screens/", "devices/")):
                assert "cryptography" not in ast.dump(node), path


def test_they_are_called_where_the_rule_says() -> None:
    """Each is called from its own places alone; no module imports the functions by name."""
    for name, places in CALLED.items():
        found = {
            (path, where)
            for path, tree in trees()
            for where, node in within(tree)
            if isinstance(node, ast.Attribute)
            and node.attr == name
            and isinstance(node.value, ast.Name)
            and node.value.id == "signing"
        }
        assert found == places, name
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "kiosk.journal.signing":
                raise AssertionError(f"{path} imports from signing by name")
            if isinstance(node, ast.alias) and node.name.endswith("journal.signing"):
                raise AssertionError(f"{path} imports signing under its whole name")
            if isinstance(node, ast.alias) and node.name == "signing":
                assert node.asname is None, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
                assert "signing" not in ast.dump(node.args[0]), path


def test_few_modules_touch_the_private_key() -> None:
    """The attribute, and the functions that make or read one."""
    assert {path for path, _where in attributes("private")} == PRIVATE
    assert {path for path, _where in attributes("private_bytes_raw")} == {"kiosk/journal/note.py"}
    assert {path for path, _where in attributes("private_bytes")} == {"kiosk/journal/key.py"}
    made = [*attributes("generate"), *attributes("from_private_bytes"), *attributes("load_ssh_private_key")]
    assert {path for path, _where in made if path.startswith("kiosk/journal")} == LOADS


KEY = Signer("assembly-kiosk/test", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@given(
    size=st.integers(0, 2**62),
    root=st.binary(min_size=32, max_size=32),
    origin=st.from_regex(r"[a-z0-9._/-]{1,100}", fullmatch=True),
    payload=st.binary(max_size=200),
    namespace=st.text(max_size=20),
)
def test_no_text_is_another_kinds(
    size: int, root: bytes, origin: str, payload: bytes, namespace: str
) -> None:
    """A head has three lines, a cache's text two, and a seal's text begins like neither.

    So no signature of one kind verifies as another.
    """
    head = Checkpoint(origin, size, root)
    texts = [head.text, signing.cache_text(payload), signing.seal_text(namespace, payload)]
    assert head.text.count(b"\n") == 3
    assert texts[1].count(b"\n") == 2
    assert texts[2].startswith(b"SSHSIG\0\0")
    assert not head.text.startswith(b"SSHSIG")
    signatures = [
        signing.checkpoint(KEY, head),
        signing.opening_cache(KEY, payload),
        signing.seal(KEY, namespace, payload),
    ]
    assert signing.rebuilt(KEY, head) == signatures[0]  # Ed25519 signs a text always in the same way
    for made, text in enumerate(texts):
        fits = [KEY.verifier.verify(text, signature) for signature in signatures]
        assert fits == [which == made for which in range(3)]

"""The keys of the kiosk: how each is written, which key does what, and what kiosk.toml may move.

A screen declares its keys as Textual's `Binding`, with an id that never changes. `keymap` says which key an
id has now, `declared` knows every id, `moving` checks what `[keys]` of kiosk.toml asks for. Nothing here
reads a file or shows anything.
"""

"""The one door: a command is decided, rehearsed, recorded, and only then true."""

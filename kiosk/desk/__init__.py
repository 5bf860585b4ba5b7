"""The desk: every command is decided, rehearsed and recorded, and only then changes the state."""

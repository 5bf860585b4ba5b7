"""The proposal on the wall: its text, what changed in it, and the hands that are counted."""

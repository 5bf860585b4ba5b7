"""The agenda: reading files that people write, keeping one in a meeting, and telling how late it is."""

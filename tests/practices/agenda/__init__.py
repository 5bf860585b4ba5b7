"""The agenda: reading files that people write, keeping one in a meeting, and computing how late it is."""

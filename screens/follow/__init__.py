"""The second screen: the same meeting, read-only, in a terminal or in a browser."""

"""The second screen: the same meeting seen from beside, in a terminal or in a browser."""

"""Capitals and figures that scale with the height, for what the last row of the hall has to read."""

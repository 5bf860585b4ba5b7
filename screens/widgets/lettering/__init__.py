"""Capitals and figures that scale with the height, readable from the last row of the hall."""

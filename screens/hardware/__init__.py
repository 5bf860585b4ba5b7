"""Attached devices: a talking piece, a chime, a badge scanner, USB sticks."""

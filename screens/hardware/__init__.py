"""What may be plugged in: a talking piece, a chime, a badge scanner, USB sticks."""

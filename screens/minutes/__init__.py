"""Read back, close, and take the minutes home."""

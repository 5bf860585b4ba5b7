"""The terminal: its keyboard, its colours, and painting with few bytes."""

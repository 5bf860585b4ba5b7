"""The terminal: its keyboard, its colours, and how little is sent to paint it."""

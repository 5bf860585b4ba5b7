"""What is plugged in, what is missing, and how ill it is."""

"""The assembly without screens and devices: its rules, its decisions, its record."""

SOFTWARE = "assembly-kiosk 0.1.0"
"""The software named in a journal's founding."""

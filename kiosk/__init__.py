"""The assembly without screens and devices: its rules, its decisions, its record."""

VERSION = "0.1.0"
"""The release: pyproject.toml takes it from here, and CHANGELOG.md has a section for it."""
SOFTWARE = f"assembly-kiosk {VERSION}"
"""The software named in a journal's founding."""

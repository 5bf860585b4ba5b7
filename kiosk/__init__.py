"""The assembly, without a screen or a device: what it is, how it decides, what it keeps."""

VERSION = "0.1.0"
"""The release: pyproject.toml takes it from here, and CHANGELOG.md has a section for it."""
SOFTWARE = f"assembly-kiosk {VERSION}"
"""The software named in a journal's founding."""

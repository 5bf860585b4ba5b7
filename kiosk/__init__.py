"""The assembly, without a screen or a device: what it is, how it decides, what it keeps."""

SOFTWARE = "assembly-kiosk 0.1.0"
"""The software named in a journal's founding."""

"""The assembly, without a screen or a device: what it is, how it decides, what it keeps."""

SOFTWARE = "assembly-kiosk 0.1.0"
"""What the founding of a journal says it was made with."""

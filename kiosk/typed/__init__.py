"""What people type, and what it means: commands, people by a few letters, lists, files of text."""

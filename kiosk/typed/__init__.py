"""What people type and bring, turned into values: commands, people by a few letters, lists, text files."""

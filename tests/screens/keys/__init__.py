"""Keys: how they are written, what moves them, and that the wall names the key that works."""

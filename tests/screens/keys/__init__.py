"""Keys: how they are written and moved, and that the wall names the working key."""

"""The journal on the wall: its entries in words, one entry's proof, and what keeps it safe."""

"""The floor, where an assembly spends most of its evening: the moment itself, and what it is made of."""

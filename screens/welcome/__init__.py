"""The first start: three questions."""

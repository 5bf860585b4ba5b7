"""A second screen's view of an assembly that another process writes."""

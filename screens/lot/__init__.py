"""The draw on the wall, a view for each step of the ceremony, and the rules by which roles go round."""
